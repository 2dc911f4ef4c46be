package io.sluice.server.cli;

import io.sluice.percolator.Document;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.NewQuery;
import io.sluice.percolator.Percolator;
import io.sluice.server.files.Inputs;
import io.sluice.server.files.Lines;
import io.sluice.server.files.UnreadableFile;
import io.sluice.server.sigma.RegressionTest;
import io.sluice.server.sigma.RegressionTest.BadInfo;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import io.sluice.server.wire.WindowsEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks translated rules of events whose hits are known. */
final class SigmaTrial {
  /**
   * What an event must hit.
   *
   * @param scenario the events that it belongs to, of which one must hit {@code mustFire}
   */
  private record Expected(Set<String> rules, @Nullable String scenario, @Nullable String mustFire) {
    static final Expected NOTHING = new Expected(Set.of(), null, null);
  }

  private final Io io;
  private final GuessedFields fields = new GuessedFields();
  private final Percolator percolator = new Percolator(fields.fields(null, Map.of()));
  private final SigmaTally tally = new SigmaTally();

  SigmaTrial(Io io, SigmaFolder.Outcomes rules) {
    this.io = io;
    var _ =
        percolator.putAll(
            rules.queries().stream()
                .map(query -> NewQuery.of(query.rule().id(), query.text()))
                .toList());
  }

  SigmaTally tally() {
    return tally;
  }

  /** A file of events, and one that says which rules each of them must hit. */
  void lines(String eventFile, String expectedFile) {
    if (eventFile.equals("-") && expectedFile.equals("-")) {
      throw new UserError("events and what is expected cannot both come from standard input");
    }
    Map<Long, Expected> expected = expected(expectedFile);
    var progress = new Progress(io);
    progress.expect(eventFile);
    try (InputStream in = Inputs.open(eventFile, io.in(), progress::bytes)) {
      var lines = new Lines(in);
      while (lines.advance()) {
        long n = lines.number() - 1;
        Expected of = expected.remove(n);
        if (!lines.isBlank()) {
          String place = eventFile + ":" + lines.number();
          compare(n, hits(object(lines.text(), place), place), of == null ? Expected.NOTHING : of);
          progress.show(tally.events(), "events");
        }
      }
    } catch (IOException e) {
      throw UnreadableFile.because(eventFile, e);
    } finally {
      progress.clear();
    }
    if (!expected.isEmpty()) {
      throw new UserError(
          "%s speaks of event %d, and %s has only %,d (n is the number of a line, from 0)"
              .formatted(
                  expectedFile, expected.keySet().iterator().next(), eventFile, tally.events()));
    }
  }

  private void compare(long n, Set<String> hits, Expected expected) {
    tally.compare(n, hits, expected.rules(), expected.mustFire());
    if (expected.mustFire() != null) {
      String name = expected.scenario() == null ? "event " + n : expected.scenario();
      SigmaTally.Scenario scenario = tally.scenario(name, expected.mustFire(), 1);
      scenario.hits += hits.contains(expected.mustFire()) ? 1 : 0;
    }
  }

  private Map<Long, Expected> expected(String file) {
    Map<Long, Expected> expected = new HashMap<>();
    try (InputStream in = Inputs.open(file, io.in(), _ -> {})) {
      var lines = new Lines(in);
      while (lines.advance()) {
        if (lines.isBlank()) {
          continue;
        }
        String place = file + ":" + lines.number();
        Map<String, @Nullable Object> line = object(lines.text(), place);
        if (!(line.get("n") instanceof BigDecimal n)
            || n.signum() < 0
            || n.stripTrailingZeros().scale() > 0
            || !(line.get("rules") instanceof List<?> ids)) {
          throw new UserError(
              place + ": a line needs \"n\", the number of an event from 0, and \"rules\", ids");
        }
        Set<String> rules = new LinkedHashSet<>();
        ids.forEach(id -> rules.add(String.valueOf(id)));
        var hits = new Expected(rules, text(line, "scenario"), text(line, "scenario_must_fire"));
        if (expected.put(n.longValue(), hits) != null) {
          throw new UserError(
              place + ": a line before says what event " + n + " hits; put both into one");
        }
      }
    } catch (IOException e) {
      throw UnreadableFile.because(file, e);
    }
    return expected;
  }

  private static @Nullable String text(Map<String, @Nullable Object> line, String member) {
    Object value = line.get(member);
    return value == null ? null : value.toString();
  }

  /** The tests of all {@code info.yml} below a folder, as SigmaHQ's repository keeps them. */
  void scenarios(Path root) {
    List<Path> infos;
    try (Stream<Path> all = Files.walk(root)) {
      infos = all.filter(file -> file.endsWith("info.yml")).sorted().toList();
    } catch (IOException e) {
      throw UnreadableFile.because(root.toString(), e);
    } catch (UncheckedIOException e) {
      throw UnreadableFile.because(root.toString(), e.getCause());
    }
    for (Path info : infos) {
      List<RegressionTest> tests;
      try {
        tests = RegressionTest.read(Files.readString(info));
      } catch (BadInfo e) {
        throw new UserError(info + ": " + e.getMessage());
      } catch (IOException e) {
        throw UnreadableFile.because(info.toString(), e);
      }
      for (int i = 0; i < tests.size(); i++) {
        String folder = root.relativize(info.toAbsolutePath().normalize().getParent()).toString();
        run(root, info, tests.get(i), tests.size() == 1 ? folder : folder + " (" + (i + 1) + ")");
      }
    }
    if (tally.scenarios().stream().allMatch(scenario -> scenario.notRun != null)) {
      throw new UserError(
          "there is no test to run in '"
              + root
              + "': no info.yml with events in JSON (or name --events and --expected)");
    }
  }

  private void run(Path root, Path info, RegressionTest test, String name) {
    SigmaTally.Scenario scenario = tally.scenario(name, test.rule(), test.matches());
    if (test.changed()) {
      scenario.notRun = "its pipelines or filters change the rule";
      return;
    }
    Path file = json(root, info, test);
    if (file == null) {
      scenario.notRun =
          "there is no " + Path.of(test.path()).getFileName() + (isEvtx(test) ? " as JSON" : "");
      return;
    }
    for (Map<String, @Nullable Object> event : events(file)) {
      scenario.hits += hits(event, file.toString()).contains(test.rule()) ? 1 : 0;
    }
  }

  private static boolean isEvtx(RegressionTest test) {
    return test.type().equals("evtx");
  }

  /** Beside its info, or where its path says; of an EVTX file the JSON that SigmaHQ has with it. */
  private static @Nullable Path json(Path root, Path info, RegressionTest test) {
    String path = test.path();
    if (isEvtx(test)) {
      int dot = path.lastIndexOf('.');
      path = (dot < 0 ? path : path.substring(0, dot)) + ".json";
    }
    Path beside = info.resolveSibling(Path.of(path).getFileName());
    if (Files.isRegularFile(beside)) {
      return beside;
    }
    Path there = root.resolve(path);
    return Files.isRegularFile(there) ? there : null;
  }

  private static List<Map<String, @Nullable Object>> events(Path file) {
    try {
      List<Map<String, @Nullable Object>> events = new ArrayList<>();
      for (Object value : JsonTree.readAll(Files.readString(file))) {
        if (value instanceof List<?> list) {
          for (Object event : list) {
            events.add(JsonTree.object(event));
          }
        } else {
          events.add(JsonTree.object(value));
        }
      }
      return events;
    } catch (BadEvent e) {
      throw new UserError(file + ": " + e.text());
    } catch (IOException e) {
      throw UnreadableFile.because(file.toString(), e);
    }
  }

  private Set<String> hits(Map<String, @Nullable Object> event, String place) {
    tally.event();
    try {
      var document = Document.of(fields.values(WindowsEvent.flat(event)));
      return new LinkedHashSet<>(percolator.match(document).ids());
    } catch (DocumentException e) {
      throw new UserError(place + ": " + e.getMessage());
    }
  }

  private static Map<String, @Nullable Object> object(String json, String place) {
    try {
      return JsonTree.readObject(json);
    } catch (BadEvent e) {
      throw new UserError(place + ": " + e.text());
    }
  }
}
