import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Builds the console into {@code target/classes/console}: npm ci, parser, types, tests, bundle.
 * Each step leaves a stamp of what it read, so that a build in which nothing changed does nothing.
 * Called by Maven; the arguments are the module's folder and the grammar module's.
 */
class BuildConsole {
  private static final String NEEDED =
      "Node.js >= 20.19 and npm are needed to build the console. Install them or run with -DskipConsole.";

  private final Path module;
  private final Path grammar;
  private final Path stamps;

  BuildConsole(Path module, Path grammar) {
    this.module = module;
    this.grammar = grammar;
    this.stamps = module.resolve("target/console-stamps");
  }

  public static void main(String[] args) throws Exception {
    try {
      new BuildConsole(Path.of(args[0]), Path.of(args[1])).run();
    } catch (BuildFailed failed) {
      System.err.println(failed.getMessage());
      System.exit(1);
    }
  }

  private void run() throws Exception {
    Path g4 = grammar.resolve("src/main/antlr4/io/sluice/grammar/parser/Sluice.g4");
    Path phrases = grammar.resolve("src/main/resources/io/sluice/grammar/phrases.json");
    Path lock = module.resolve("package-lock.json");
    String inputs =
        stamp(
            module.resolve("src"),
            g4,
            phrases,
            lock,
            module.resolve("package.json"),
            module.resolve("index.html"),
            module.resolve("vite.config.ts"),
            module.resolve("svelte.config.js"),
            module.resolve("tsconfig.json"),
            module.resolve("build"));
    if (isFresh("bundle", inputs)
        && Files.exists(module.resolve("target/classes/console/index.html"))) {
      return;
    }
    checkTools();
    Files.createDirectories(stamps);
    // Beside the modules themselves: mvn clean does not take them away, so it must not take the
    // stamp away.
    Path installed = module.resolve("node_modules/.sluice-lock");
    String lockStamp = stamp(lock, module.resolve("package.json"));
    if (!Files.exists(installed) || !Files.readString(installed).equals(lockStamp)) {
      npm("ci", "--prefer-offline", "--no-audit", "--no-fund");
      Files.writeString(installed, lockStamp);
    }
    String grammarStamp = stamp(g4, lock, module.resolve("build"));
    Path generated = module.resolve("src/lang/gen/.stamp");
    if (!Files.exists(generated) || !Files.readString(generated).equals(grammarStamp)) {
      npm("run", "generate");
      Files.writeString(generated, grammarStamp);
    }
    together(() -> npm("run", "check"), () -> npm("run", "test"), () -> npm("run", "build"));
    Files.writeString(stamps.resolve("bundle"), inputs);
  }

  // ---- tools ----

  private void checkTools() throws Exception {
    String version = version("node");
    if (version == null || version("npm") == null) {
      throw new BuildFailed(NEEDED);
    }
    String[] parts = version.replaceFirst("^v", "").split("\\.");
    int major = Integer.parseInt(parts[0]);
    int minor = Integer.parseInt(parts[1]);
    if (major < 20 || (major == 20 && minor < 19)) {
      throw new BuildFailed(NEEDED + " Found Node.js " + version + ".");
    }
  }

  private String version(String tool) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command(tool, "--version")).redirectErrorStream(false).start();
      String out = new String(process.getInputStream().readAllBytes()).trim();
      return process.waitFor() == 0 ? out : null;
    } catch (IOException notThere) {
      return null;
    }
  }

  /** Runs quietly; what npm printed is shown when it fails. */
  private Void npm(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("npm", "--silent"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile("sluice-console", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command(command.toArray(String[]::new)));
      builder.environment().put("NO_COLOR", "1");
      Process process =
          builder
              .directory(module.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new BuildFailed(String.join(" ", command) + " did not end within 10 minutes.");
      }
      if (process.exitValue() != 0) {
        throw new BuildFailed(String.join(" ", command) + " failed:\n" + Files.readString(log));
      }
      return null;
    } finally {
      Files.delete(log);
    }
  }

  private static List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    if (System.getProperty("os.name").startsWith("Windows")) {
      command.addAll(0, List.of("cmd", "/c"));
    }
    return command;
  }

  @SafeVarargs
  private static void together(Callable<Void>... steps) throws Exception {
    try (var pool = Executors.newFixedThreadPool(steps.length)) {
      var running = pool.invokeAll(List.of(steps));
      for (var step : running) {
        if (step.state() == java.util.concurrent.Future.State.FAILED) {
          throw new BuildFailed(step.exceptionNow().getMessage());
        }
      }
    }
  }

  // ---- stamps ----

  private boolean isFresh(String name, String stamp) throws IOException {
    Path file = stamps.resolve(name);
    return Files.exists(file) && Files.readString(file).equals(stamp);
  }

  /**
   * A digest over names and contents; generated code is left out, since it follows from the
   * grammar.
   */
  private String stamp(Path... roots) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path root : roots) {
      List<Path> files;
      try (var walk = Files.walk(root)) {
        files =
            walk.filter(Files::isRegularFile)
                .filter(f -> !f.toString().replace('\\', '/').contains("/lang/gen/"))
                .sorted()
                .toList();
      }
      for (Path file : files) {
        digest.update(root.relativize(file).toString().getBytes());
        try (InputStream in = Files.newInputStream(file)) {
          digest.update(in.readAllBytes());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static final class BuildFailed extends Exception {
    private static final long serialVersionUID = 1;

    BuildFailed(String message) {
      super(message);
    }
  }
}
