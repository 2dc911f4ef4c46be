package io.sluice.server.cli;

import io.sluice.server.files.UnreadableFile;
import io.sluice.server.sigma.LogSources;
import io.sluice.server.sigma.RuleHead;
import io.sluice.server.sigma.SigmaTranslator;
import io.sluice.server.sigma.Translation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A folder of Sigma rules as the commands take it, and what became of its rules. */
final class SigmaFolder {
  @Parameters(
      paramLabel = "DIR",
      description = "A folder with rules (*.yml, *.yaml), those below it included, or one file.")
  private String folder = "";

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "Log sources, fields and placeholders (YAML), before the built-in ones.")
  private @Nullable String mapping;

  @Option(
      names = "--inactive",
      description = "Take deprecated and unsupported rules too; by default they are set aside.")
  private boolean inactive;

  /** A rule of a file. */
  record Outcome(String file, Translation translation) {
    @Nullable RuleHead rule() {
      return switch (translation) {
        case Translation.Query query -> query.rule();
        case Translation.Refusal refusal -> refusal.rule();
      };
    }
  }

  /**
   * @param aside how many were set aside, by their status
   * @param otherFiles YAML without a rule in it
   */
  record Outcomes(List<Outcome> rules, Map<String, Integer> aside, int otherFiles) {
    List<Translation.Query> queries() {
      return rules.stream()
          .map(Outcome::translation)
          .filter(Translation.Query.class::isInstance)
          .map(Translation.Query.class::cast)
          .toList();
    }

    boolean hasBroken() {
      return rules.stream()
          .anyMatch(rule -> rule.translation() instanceof Translation.Refusal r && r.broken());
    }
  }

  Path root() {
    return Path.of(folder).toAbsolutePath().normalize();
  }

  /** All rules of the folder; tells on a terminal how far it is. */
  Outcomes translate(Io io) {
    var progress = new Progress(io);
    try {
      return translate(progress);
    } finally {
      progress.clear();
    }
  }

  private Outcomes translate(Progress progress) {
    var translator = new SigmaTranslator(sources());
    var rules = new ArrayList<Outcome>();
    var aside = new java.util.TreeMap<String, Integer>();
    Map<String, String> fileOf = new HashMap<>();
    int others = 0;
    List<Path> files = files();
    List<List<Translation>> read = read(files, translator, progress);
    for (int i = 0; i < files.size(); i++) {
      String name = name(files.get(i));
      List<Translation> translations = read.get(i);
      others += translations.isEmpty() ? 1 : 0;
      for (Translation translation : translations) {
        var outcome = new Outcome(name, translation);
        RuleHead rule = outcome.rule();
        String given = rule == null ? null : givenUp(rule, name);
        if (given != null && !inactive) {
          aside.merge(given, 1, Integer::sum);
          continue;
        }
        String before =
            rule == null || rule.id().isEmpty() ? null : fileOf.putIfAbsent(rule.id(), name);
        rules.add(
            before == null
                ? outcome
                : new Outcome(
                    name,
                    new Translation.Refusal(
                        rule, "The id is that of another rule, in " + before + ".", true)));
      }
    }
    if (rules.isEmpty() && aside.isEmpty()) {
      throw new UserError("there is no Sigma rule in '" + folder + "'");
    }
    return new Outcomes(rules, aside, others);
  }

  /** What the files have, in their order, read by all processors. */
  private static List<List<Translation>> read(
      List<Path> files, SigmaTranslator translator, Progress progress) {
    var done = new AtomicInteger();
    return files.parallelStream()
        .map(
            file -> {
              List<Translation> translations = translated(file, translator);
              int count = done.incrementAndGet();
              synchronized (progress) {
                progress.show(count, "files read");
              }
              return translations;
            })
        .toList();
  }

  /** A file that can not be read is a faulty rule among others. */
  private static List<Translation> translated(Path file, SigmaTranslator translator) {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      return List.of(new Translation.Refusal(null, "This is not a text in UTF-8.", true));
    } catch (IOException e) {
      throw UnreadableFile.because(file.toString(), e);
    }
    return translator.translate(text);
  }

  /**
   * Why a rule is not active: its status, or a folder of that name, as SigmaHQ has them with some
   * rules that kept an older status.
   */
  private static @Nullable String givenUp(RuleHead rule, String file) {
    if (!rule.isActive()) {
      return rule.status();
    }
    for (Path part : Path.of(file)) {
      if (RuleHead.GIVEN_UP.contains(part.toString())) {
        return part.toString();
      }
    }
    return null;
  }

  private LogSources sources() {
    if (mapping == null) {
      return LogSources.builtIn();
    }
    try {
      return LogSources.of(text(Path.of(mapping)));
    } catch (LogSources.BadMapping e) {
      throw new UserError(mapping + ": " + e.getMessage());
    }
  }

  private List<Path> files() {
    Path root = Path.of(folder);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.equals(root) || isYaml(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw UnreadableFile.because(folder, e);
    } catch (UncheckedIOException e) {
      throw UnreadableFile.because(folder, e.getCause());
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }

  private String name(Path file) {
    Path root = Path.of(folder);
    return (file.equals(root) ? file.getFileName() : root.relativize(file)).toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw UnreadableFile.because(file.toString(), e);
    }
  }
}
