package io.sluice.benchmarks;

import io.sluice.benchmarks.cep.CepSuite;
import io.sluice.benchmarks.cep.EndToEnd;
import io.sluice.benchmarks.keys.KeysSuite;
import io.sluice.benchmarks.percolator.PercolatorSuite;
import io.sluice.benchmarks.sigma.SigmaSuite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code WORKLOAD... [--engines a,b]}: a JVM a cell, so that no engine runs on what the compiler
 * learned from another one.
 */
public final class Runner {
  private static final List<Suite> SUITES =
      List.of(
          new CepSuite(), new EndToEnd(), new KeysSuite(), new PercolatorSuite(), new SigmaSuite());
  private static final String CELL = "--cell";

  private Runner() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 3 && args[0].equals(CELL)) {
      System.out.println(suite(args[1]).measure(args[1], args[2]).write());
      return;
    }
    List<String> workloads = new ArrayList<>();
    List<String> engines = null;
    Path table = null;
    Path picture = null;
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i]) {
        case "--engines" -> engines = Arrays.asList(value.split(","));
        case "--table" -> table = Path.of(value);
        case "--picture" -> picture = Path.of(value);
        case "--from" -> Files.readAllLines(Path.of(value)).forEach(l -> cells.add(Cell.told(l)));
        default -> {
          workloads.add(args[i]);
          continue;
        }
      }
      i++;
    }
    if (workloads.isEmpty() && cells.isEmpty() || workloads.stream().anyMatch(Runner::isUnknown)) {
      help(workloads);
      System.exit(2);
    }
    boolean same = true;
    for (String workload : workloads) {
      same &= run(workload, engines == null ? suite(workload).engines(workload) : engines, cells);
    }
    if (table != null) {
      Files.writeString(table, new Table(cells).markdown());
    }
    if (picture != null) {
      Files.writeString(picture, new Picture(cells).svg());
    }
    System.exit(same ? 0 : 1);
  }

  private static boolean run(String workload, List<String> engines, List<Cell> cells)
      throws IOException, InterruptedException {
    boolean same = true;
    Cell first = null;
    for (String engine : engines) {
      Cell cell = suite(workload).runs(workload, engine) ? fork(workload, engine) : null;
      if (cell == null) {
        continue;
      }
      System.out.println(cell.line());
      cells.add(cell);
      first = first == null ? cell : first;
      if (!suite(workload).agree(first, cell)) {
        System.err.printf(
            "%s: %s and %s do not find the same (%d and %d matches)%n",
            workload, first.engine(), engine, first.matches(), cell.matches());
        same = false;
      }
    }
    return same;
  }

  private static @Nullable Cell fork(String workload, String engine)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add(suite(workload).heap(workload));
    // Threads of the compilers stay, so that their time can be told from that of the engine.
    command.add("-XX:-UseDynamicNumberOfCompilerThreads");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Runner.class.getName(), CELL, workload, engine));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Cell cell = null;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        cell = Cell.read(line);
      }
    }
    if (process.waitFor() != 0 || cell == null) {
      System.err.println(workload + ": " + engine + " gave no figures");
      return null;
    }
    return cell;
  }

  private static boolean isUnknown(String workload) {
    return SUITES.stream().noneMatch(suite -> suite.has(workload));
  }

  private static Suite suite(String workload) {
    return SUITES.stream().filter(suite -> suite.has(workload)).findFirst().orElseThrow();
  }

  private static void help(List<String> asked) {
    PrintStream err = System.err;
    asked.stream().filter(Runner::isUnknown).forEach(w -> err.println("no such workload: " + w));
    err.println("usage: benchmarks/run WORKLOAD... [--engines ENGINE,ENGINE]");
    err.println("         [--table FILE.md] [--picture FILE.svg] [--from LINES-OF-AN-EARLIER-RUN]");
    SUITES.forEach(suite -> suite.help().forEach(line -> err.println("  " + line)));
  }
}
