package io.sluice.server.cli;

import io.sluice.server.cases.BadCase;
import io.sluice.server.cases.CaseFile;
import io.sluice.server.cases.CaseJudge;
import io.sluice.server.cases.CaseReader;
import io.sluice.server.cases.CaseRun;
import io.sluice.server.cases.CaseUpdate;
import io.sluice.server.cases.Outcome;
import io.sluice.server.files.UnreadableFile;
import io.sluice.server.wire.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    header = "Runs case files: a script, its events, and the rows that must come.",
    description = {
      "A case file (*.case) has prose behind #, statements, then '-- events' with lines",
      "'stream {json}', '@ 2026-01-01T00:10:00Z' (time advances) or '@ end', then '-- rows',",
      "'-- rows unordered', '-- error' or '-- explain' with what is expected.",
      "Prints what differs and a summary line; exit code 1 when a case fails."
    },
    footer = {
      "",
      "Example:",
      "  sluice test cases",
      "  sluice test --update cases/basics/filter.case"
    })
final class TestCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(
      paramLabel = "FILE or DIR",
      arity = "1..*",
      description = "Case files, or folders of them.")
  private List<String> paths = List.of();

  @Option(
      names = "--update",
      description =
          "Write what came into the files of cases that fail. Read the difference before you keep it.")
  private boolean update;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  TestCommand(Io io) {
    this.io = io;
  }

  /** {@code differences} is empty for a case that passes. */
  private record Result(Path file, String title, List<String> differences, boolean updated) {
    boolean passed() {
      return differences.isEmpty();
    }
  }

  @Override
  public Integer call() {
    List<Result> results = new ArrayList<>();
    for (Path file : files()) {
      Result result = run(file);
      results.add(result);
      if (!json && !result.passed()) {
        report(result);
      }
    }
    long failed = results.stream().filter(r -> !r.passed()).count();
    if (json) {
      io.out().println(JsonTree.write(asTree(results)));
    } else {
      io.out().println((results.size() - failed) + " passed, " + failed + " failed");
    }
    return failed == 0 ? Main.FINE : Main.WRONG_INPUT;
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (String given : paths) {
      Path path = Path.of(given);
      if (!Files.exists(path)) {
        throw new UserError("there is no file or folder '" + given + "'");
      }
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> walk = Files.walk(path)) {
        List<Path> found = walk.filter(f -> f.toString().endsWith(".case")).sorted().toList();
        if (found.isEmpty()) {
          throw new UserError("there is no *.case file in '" + given + "'");
        }
        files.addAll(found);
      } catch (IOException e) {
        throw UnreadableFile.because(given, e);
      }
    }
    return files;
  }

  private Result run(Path path) {
    String text = Script.read(path.toString(), io.in()).text();
    try {
      CaseFile file = CaseReader.read(text);
      Outcome outcome = CaseRun.run(file);
      List<String> differences = CaseJudge.differences(file.expected(), outcome);
      boolean rewrite = update && !differences.isEmpty();
      if (rewrite) {
        Files.writeString(path, CaseUpdate.apply(text, file, outcome));
      }
      return new Result(path, file.title(), differences, rewrite);
    } catch (BadCase e) {
      return new Result(path, "", List.of("no case file: " + e.getMessage()), false);
    } catch (IOException e) {
      throw new UserError("'" + path + "' cannot be written");
    }
  }

  private void report(Result result) {
    io.out()
        .println("FAIL " + result.file() + (result.title().isEmpty() ? "" : ": " + result.title()));
    result.differences().forEach(line -> io.out().println("  " + line));
    if (result.updated()) {
      io.out().println("  updated");
    }
    io.out().println();
  }

  private static Map<String, @Nullable Object> asTree(List<Result> results) {
    List<Object> cases = new ArrayList<>();
    for (Result result : results) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("file", result.file().toString());
      one.put("title", result.title());
      one.put("passed", result.passed());
      one.put("differences", result.differences());
      cases.add(one);
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("passed", (int) results.stream().filter(Result::passed).count());
    all.put("failed", (int) results.stream().filter(r -> !r.passed()).count());
    all.put("cases", cases);
    return all;
  }
}
