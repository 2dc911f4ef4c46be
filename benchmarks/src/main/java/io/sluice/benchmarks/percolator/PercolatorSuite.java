package io.sluice.benchmarks.percolator;

import io.sluice.benchmarks.Cell;
import io.sluice.benchmarks.Suite;
import io.sluice.benchmarks.percolator.MonitorEngine.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code P-<mix>-<number of queries>}: queries drawn from the first 60 % of the stories, 2,000 of
 * the others streamed again and again, one a call, on one thread ({@link OneByOne}).
 */
public final class PercolatorSuite implements Suite {
  private static final int STREAMED = 2_000;
  private static final double WARM_UP = Double.parseDouble(System.getProperty("warmup", "5"));
  private static final double MEASURED = Double.parseDouble(System.getProperty("seconds", "4"));

  private static final Map<String, Engine.Maker> ENGINES = new LinkedHashMap<>();

  static {
    ENGINES.put("sluice", SluiceEngine::new);
    for (Setting setting : Setting.values()) {
      ENGINES.put(
          "monitor-" + setting.name().toLowerCase(java.util.Locale.ROOT),
          (questions, history) -> new MonitorEngine(setting, questions, history));
    }
    ENGINES.put("brute", BruteEngine::new);
    ENGINES.put("floor", FloorEngine::new);
  }

  /** The setting of Lucene's Monitor that was the fastest of all on a mix. */
  private static String bestMonitor(String mix) {
    return switch (mix) {
      case "conj", "bool" -> "monitor-multi";
      case "mixed" -> "monitor-tuned";
      default -> "monitor-df";
    };
  }

  @Override
  public List<String> help() {
    return List.of(
        "P-<mix>-<n>: n stored queries, documents one by one; a line gives documents/s, p50 and p99"
            + " in microseconds, matches",
        "P-<mix>-<n>-puts<r>: the same while r queries a second are stored in place of others",
        "P-<mix>-<n>-b<k>: k documents a call (1 to 99); p50 and p99 are of a call",
        "  mixes: " + String.join(", ", Questions.MIXES),
        "  engines: " + String.join(", ", ENGINES.keySet()) + "; monitor is its best setting",
        "  -Dcorpus=FILE -Dwarmup=SECONDS -Dseconds=SECONDS in SLUICE_JVM_OPTS");
  }

  @Override
  public boolean has(String workload) {
    return workload.matches(
        "P-("
            + String.join("|", Questions.MIXES)
            + ")-[1-9][0-9]{0,7}(-puts[1-9][0-9]{0,5}|-b[1-9][0-9]?)?");
  }

  @Override
  public List<String> engines(String workload) {
    if (ofACall(workload) > 0) {
      return List.of("sluice");
    }
    if (puts(workload) > 0) {
      return List.of("sluice", "monitor");
    }
    return hasFloor(mix(workload))
        ? List.of("sluice", "monitor", "brute", "floor")
        : List.of("sluice", "monitor", "brute");
  }

  @Override
  public String heap(String workload) {
    return queries(workload) > 200_000 ? "-Xmx9g" : "-Xmx4g";
  }

  private static String mix(String workload) {
    return workload.split("-")[1];
  }

  private static int queries(String workload) {
    return Integer.parseInt(workload.split("-")[2]);
  }

  /** Queries that are stored a second while documents are matched. */
  private static int puts(String workload) {
    int at = workload.indexOf("-puts");
    return at < 0 ? 0 : Integer.parseInt(workload.substring(at + 5));
  }

  /** Documents of a call, or 0 where each has one of its own. */
  private static int ofACall(String workload) {
    int at = workload.indexOf("-b", workload.lastIndexOf('-'));
    return at < 0 ? 0 : Integer.parseInt(workload.substring(at + 2));
  }

  private static boolean hasFloor(String mix) {
    return mix.equals("conj") || mix.equals("bool");
  }

  @Override
  public boolean runs(String workload, String engine) {
    boolean takesPuts = engine.equals("sluice") || engine.startsWith("monitor");
    return (puts(workload) == 0 || takesPuts)
        && (ofACall(workload) == 0 || engine.equals("sluice"))
        && (!engine.equals("floor") || hasFloor(mix(workload)));
  }

  @Override
  public Cell measure(String workload, String engineName) {
    String mix = mix(workload);
    Engine.Maker maker = ENGINES.get(engineName.equals("monitor") ? bestMonitor(mix) : engineName);
    if (maker == null) {
      throw new IllegalArgumentException("There is no engine " + engineName + ".");
    }
    List<Story> stories = Corpus.stories();
    int history = stories.size() * 6 / 10;
    List<Story> past = stories.subList(0, history);
    List<Story> stream = stories.subList(history, Math.min(stories.size(), history + STREAMED));
    int count = queries(workload);
    List<Question> questions = Questions.draw(past, mix, count, 7);
    long heapBefore = OneByOne.liveHeap();
    long begun = System.nanoTime();
    try (Engine engine = maker.make(questions, past)) {
      double loading = (System.nanoTime() - begun) / 1e9;
      System.err.printf(
          "# %s %s: stored in %.2f s (%.0f/s)%n", workload, engineName, loading, count / loading);
      Cell cell = measured(workload, engineName, engine, stream, questions);
      System.err.printf(
          "# %s %s: %d B of heap a query%n",
          workload, engineName, (OneByOne.liveHeap() - heapBefore) / count);
      double[] restart = engine.restart();
      if (restart != null) {
        System.err.printf(
            "# %s %s: saved in %.2f s (%.1f MB), back in %.2f s%n",
            workload, engineName, restart[0], restart[2] / 1e6, restart[1]);
      }
      engine.match(stream.getFirst()); // keeps it alive until here
      return cell;
    }
  }

  private static Cell measured(
      String workload, String name, Engine engine, List<Story> stream, List<Question> questions) {
    int checked = Math.min(stream.size(), queries(workload) > 20_000 ? 50 : 200);
    long matches = 0;
    long digest = 1;
    long worst = 0;
    int ofACall = ofACall(workload);
    List<List<String>> together =
        ofACall == 0
            ? List.of()
            : calls(stream.subList(0, checked), ofACall).stream()
                .flatMap(some -> engine.match(some).stream())
                .toList();
    for (int i = 0; i < checked; i++) {
      long from = System.nanoTime();
      List<String> ids = ofACall == 0 ? engine.match(stream.get(i)) : together.get(i);
      worst = Math.max(worst, System.nanoTime() - from);
      matches += ids.size();
      for (String id : ids) {
        digest += (31L * i + id.hashCode()) * 0x9E3779B97F4A7C15L;
      }
    }
    if (ofACall > 0) {
      return inCalls(workload, engine, calls(stream, ofACall), matches, digest);
    }
    OneByOne.warmUp((Story story) -> engine.match(story), stream, WARM_UP);
    Puts puts = puts(workload) == 0 ? null : new Puts(engine, questions, puts(workload));
    OneByOne run = OneByOne.of((Story story) -> engine.match(story), stream, MEASURED);
    if (puts != null) {
      puts.close();
      System.err.printf("# %s %s: %s%n", workload, name, puts.figures());
    }
    System.err.printf(
        "# %s %s: %d documents, %.1f us of CPU and %.1f us of the clock each, slowest of the first"
            + " %d: %d us, slowest later %d us; %s%n",
        workload,
        name,
        run.documents(),
        run.cpuMicros(),
        run.clockMicros(),
        checked,
        worst / 1000,
        run.slowestMicros(),
        engine.note());
    List<Double> columns = run.columns();
    return new Cell(
        workload, name, columns.getFirst(), columns.subList(1, columns.size()), matches, digest);
  }

  private static List<List<Story>> calls(List<Story> stream, int ofACall) {
    return IntStream.iterate(0, from -> from < stream.size(), from -> from + ofACall)
        .mapToObj(from -> stream.subList(from, Math.min(stream.size(), from + ofACall)))
        .toList();
  }

  private static Cell inCalls(
      String workload, Engine engine, List<List<Story>> calls, long matches, long digest) {
    OneByOne.warmUp((List<Story> some) -> engine.match(some), calls, WARM_UP);
    OneByOne run = OneByOne.of((List<Story> some) -> engine.match(some), calls, MEASURED);
    double ofACall = calls.stream().mapToInt(List::size).average().orElse(1);
    System.err.printf(
        "# %s: %d calls, %.1f us of CPU a document; %s%n",
        workload, run.documents(), run.cpuMicros() / ofACall, engine.note());
    List<Double> columns = run.columns();
    return new Cell(
        workload,
        "sluice",
        ofACall * columns.getFirst(),
        columns.subList(1, columns.size()),
        matches,
        digest);
  }
}
