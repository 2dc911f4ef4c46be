package io.sluice.benchmarks.sigma;

import io.sluice.benchmarks.Cell;
import io.sluice.benchmarks.Suite;
import io.sluice.benchmarks.percolator.OneByOne;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code P-sigma}: rules for logs against events as maps, one a call, on one thread. All engines
 * have to find the same on the first events; where a file says what is expected, all of the events
 * are compared with it.
 */
public final class SigmaSuite implements Suite {
  private static final String WORKLOAD = "P-sigma";
  private static final int RULES = 3_750;
  private static final int EVENTS = 40_000;
  private static final int CHECKED = 60;
  private static final double WARM_UP = Double.parseDouble(System.getProperty("warmup", "5"));
  private static final double MEASURED = Double.parseDouble(System.getProperty("seconds", "4"));

  private static final Map<String, Detector.Maker> ENGINES = new LinkedHashMap<>();

  static {
    ENGINES.put("sluice", SluiceDetector::new);
    ENGINES.put("monitor", MonitorDetector::new);
    ENGINES.put("brute", BruteDetector::new);
  }

  @Override
  public List<String> help() {
    return List.of(
        "P-sigma: rules for logs as SigmaHQ has them, events one by one; a line gives events/s, p50"
            + " and p99 in microseconds, matches",
        "  engines: " + String.join(", ", ENGINES.keySet()),
        "  -Drules=FILE as `sluice sigma convert` writes it, -Devents=FILE, and for sluice alone"
            + " -Dexpected=FILE with lines {\"n\": event, \"rules\": [ids]}");
  }

  @Override
  public boolean has(String workload) {
    return workload.equals(WORKLOAD);
  }

  @Override
  public List<String> engines(String workload) {
    return List.copyOf(ENGINES.keySet());
  }

  /** Lucene's automata of all rules take some gigabytes. */
  @Override
  public String heap(String workload) {
    return "-Xmx8g";
  }

  @Override
  public Cell measure(String workload, String name) {
    Detector.Maker maker = ENGINES.get(name);
    if (maker == null) {
      throw new IllegalArgumentException("There is no engine " + name + ".");
    }
    String rulesFile = System.getProperty("rules");
    String eventsFile = System.getProperty("events");
    String expected = System.getProperty("expected");
    var world = new LogWorld(1);
    List<Rule> rules = rulesFile == null ? world.rules(RULES) : RuleFiles.rules(rulesFile);
    List<Map<String, Object>> events =
        eventsFile == null ? world.events(EVENTS) : RuleFiles.events(eventsFile);
    List<Rule> asked = expected == null ? rules.stream().filter(LuceneForm::has).toList() : rules;
    long heap = OneByOne.liveHeap();
    long begun = System.nanoTime();
    try (Detector detector = maker.make(asked)) {
      System.err.printf(
          "# %s %s: %d rules stored in %.2f s (%d left out), %d B of heap a rule%n",
          workload,
          name,
          asked.size(),
          (System.nanoTime() - begun) / 1e9,
          rules.size() - asked.size(),
          (OneByOne.liveHeap() - heap) / asked.size());
      return expected == null
          ? measured(detector, name, events)
          : compared(detector, name, events, RuleFiles.hits(expected));
    }
  }

  private static Cell measured(Detector detector, String name, List<Map<String, Object>> events) {
    long matches = 0;
    long digest = 1;
    int step = Math.max(1, events.size() / CHECKED);
    for (int i = 0; i < CHECKED && i * step < events.size(); i++) {
      List<String> ids = detector.match(events.get(i * step));
      matches += ids.size();
      for (String id : ids) {
        digest += (31L * i + id.hashCode()) * 0x9E3779B97F4A7C15L;
      }
    }
    return timed(detector, name, events, matches, digest);
  }

  private static Cell timed(
      Detector detector, String name, List<Map<String, Object>> events, long matches, long digest) {
    OneByOne.warmUp(detector::match, events, WARM_UP);
    OneByOne run = OneByOne.of(detector::match, events, MEASURED);
    System.err.printf(
        "# %s %s: %d events, %.1f us of CPU and %.1f us of the clock each; %s%n",
        WORKLOAD, name, run.documents(), run.cpuMicros(), run.clockMicros(), detector.note());
    List<Double> columns = run.columns();
    return new Cell(
        WORKLOAD, name, columns.getFirst(), columns.subList(1, columns.size()), matches, digest);
  }

  private static Cell compared(
      Detector detector, String name, List<Map<String, Object>> events, TreeSet<String> expected) {
    TreeSet<String> missing = new TreeSet<>(expected);
    TreeSet<String> extra = new TreeSet<>();
    long found = 0;
    for (int n = 0; n < events.size(); n++) {
      for (String id : detector.match(events.get(n))) {
        found++;
        if (!missing.remove(n + " " + id)) {
          extra.add(n + " " + id);
        }
      }
    }
    System.err.printf(
        "# %s %s: %d hits expected on %d events, %d found, %d missing %s, %d besides %s%n",
        WORKLOAD,
        name,
        expected.size(),
        events.size(),
        found,
        missing.size(),
        missing.stream().limit(3).toList(),
        extra.size(),
        extra.stream().limit(3).toList());
    if (!missing.isEmpty() || !extra.isEmpty()) {
      throw new IllegalStateException("these are not the hits that are expected");
    }
    return timed(detector, name, events, found, 0);
  }
}
