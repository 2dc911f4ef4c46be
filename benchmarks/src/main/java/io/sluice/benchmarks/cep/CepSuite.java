package io.sluice.benchmarks.cep;

import io.sluice.benchmarks.Cell;
import io.sluice.benchmarks.Suite;
import io.sluice.cep.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Patterns over streams in memory, one thread. A cell runs the stream five times with fresh state
 * and tells the median of the rates by processor time, which other work on the machine disturbs
 * less than the wall clock. An engine that is slower than the budget of a run stops there, and the
 * rate is that of the part it ran. What it found is compared with the loop over just that part.
 */
public final class CepSuite implements Suite {
  private static final int RUNS = 5;
  private static final double WARM_UP = Double.parseDouble(System.getProperty("warmup", "3"));
  private static final double BUDGET = Double.parseDouble(System.getProperty("seconds", "3"));

  /** A run is as many passes as take so many seconds: the clock of processor time is coarse. */
  private static final double LEAST = 0.5;

  private static final int CLOCK_EVERY = 64;
  private static final long LOOK_EVERY = 100_000_000;
  private static final List<String> ENGINES = List.of("sluice", "loop", "flink", "siddhi");

  /** Of the digest of a cell: whether its matches are those of the loop. */
  private static final long AGREES = 1;

  private static final long DIFFERS = 2;

  @Override
  public List<String> help() {
    return List.of(
        "W1 W2 W3-<n> W3O-<n> W3K-<n> W3C-<n> W3S-<n> W3L-<n> W4-<n> W7 WE-<n> WT-<n>: patterns over streams; a line gives events/s, matches",
        "  W1 card testing, strict; W2 account takeover, gaps; W3 A, B, C in n rows, all matches;",
        "  W3O the same with much output; W3K with every set of B; W3C counts A, B, C;",
        "  W3S the oldest A, the next B and C behind it, and on behind the match;",
        "  W3L each A, a run of B, the next C behind it;",
        "  W4 n rules; W7 all jumps of a card; WE three steps of one of n cards, by conditions alone;",
        "  WT n open orders, each until a price above its own",
        "  engines: " + String.join(", ", ENGINES),
        "  -Dwarmup=SECONDS -Dseconds=SECONDS (the budget of a run) in SLUICE_JVM_OPTS");
  }

  @Override
  public boolean has(String workload) {
    return workload.matches("W1|W2|W7|W(3|3O|3K|3C|3S|3L|4|E|T)-[1-9][0-9]{0,6}");
  }

  private static Workload<?> workload(String name) {
    int dash = name.indexOf('-');
    int n = dash < 0 ? 0 : Integer.parseInt(name.substring(dash + 1));
    return switch (dash < 0 ? name : name.substring(0, dash)) {
      case "W1" -> new CardTesting();
      case "W2" -> new AccountTakeover();
      case "W3" -> new Sequences(n, false);
      case "W3O" -> new Sequences(n, true);
      case "W3K" -> new Subsets(n);
      case "W3C" -> new Counts(n);
      case "W3S" -> new Oldest(n);
      case "W3L" -> new Runs(n);
      case "W4" -> new Rules(n);
      case "WT" -> new StopOrders(n);
      case "WE" -> new SameCard(n);
      case "W7" -> new Jumps();
      default -> throw new IllegalArgumentException("There is no workload " + name + ".");
    };
  }

  @Override
  public List<String> engines(String workload) {
    return ENGINES;
  }

  @Override
  public boolean runs(String workload, String engine) {
    int dash = workload.indexOf('-');
    int n = dash < 0 ? 0 : Integer.parseInt(workload.substring(dash + 1));
    return switch (engine) {
      // One of its events takes minutes where a window holds a hundred rows and more.
      case "flink" ->
          !workload.matches("W(3C|3L|E|T)-.*")
              && !(workload.startsWith("W3K") && n >= 100)
              && !(workload.startsWith("W4") && n > 1000);
      case "siddhi" -> workload(workload).siddhi() != null && n <= (is4(workload) ? 1000 : n);
      default -> true;
    };
  }

  private static boolean is4(String workload) {
    return workload.startsWith("W4");
  }

  @Override
  public String heap(String workload) {
    return "-Xmx6g";
  }

  @Override
  public boolean agree(Cell first, Cell cell) {
    return cell.digest() != DIFFERS;
  }

  @Override
  public Cell measure(String workload, String engine) {
    try {
      return cell(workload, engine, workload(workload));
    } catch (Exception e) {
      throw new IllegalStateException(workload + " on " + engine, e);
    }
  }

  /** Makes the engine anew for each run. */
  private interface Maker {
    Driver make(Found found) throws Exception;
  }

  private static <E extends Workload.Timed> Cell cell(
      String name, String engine, Workload<E> workload) throws Exception {
    List<E> events = workload.events();
    Maker maker =
        switch (engine) {
          case "sluice" -> {
            Event[] encoded = SluiceDriver.encode(workload, events);
            yield found -> SluiceDriver.of(workload, encoded, found);
          }
          case "loop" -> found -> new LoopDriver<>(workload, events, found);
          case "flink" -> found -> new FlinkDriver<>(workload, events, found);
          case "siddhi" -> {
            Object[][] encoded = SiddhiDriver.encode(workload, events);
            yield found -> SiddhiDriver.of(workload, encoded, found);
          }
          default -> throw new IllegalArgumentException("There is no engine " + engine + ".");
        };
    for (double spent = 0; spent < WARM_UP; ) {
      spent += run(maker, events.size(), WARM_UP - spent).processor + 0.001;
    }
    Run first = run(maker, events.size(), BUDGET);
    var rates = new double[RUNS];
    var walls = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      double processor = 0;
      double wall = 0;
      int passes = 0;
      for (; processor < LEAST; passes++) {
        Run run = i + passes == 0 ? first : run(maker, first.events, Double.MAX_VALUE);
        processor += run.processor;
        wall += run.wall;
      }
      rates[i] = passes * (double) first.events / processor;
      walls[i] = passes * (double) first.events / wall;
    }
    Arrays.sort(rates);
    Arrays.sort(walls);
    var loop = new Found();
    var judge = new LoopDriver<>(workload, events, loop);
    for (int i = 0; i < first.events; i++) {
      judge.send(i);
    }
    boolean same = loop.matches() == first.found.matches() && loop.sum() == first.found.sum();
    System.err.printf(
        Locale.ROOT,
        "# %s %s: ready in %.2f s; %,d of %,d events; rates from %.0f to %.0f, by the wall clock %.0f;"
            + " %s%s%n",
        name,
        engine,
        first.ready,
        first.events,
        events.size(),
        rates[0],
        rates[RUNS - 1],
        walls[RUNS / 2],
        allocated(maker, first.events),
        same ? "" : "; the loop finds " + loop.matches() + " matches in them");
    return new Cell(
        name, engine, rates[RUNS / 2], List.of(), first.found.matches(), same ? AGREES : DIFFERS);
  }

  /**
   * What is allocated for an event of the second half: state has grown by then, so what is not for
   * a match is the price of an event.
   */
  private static String allocated(Maker maker, int events) throws Exception {
    var found = new Found();
    long quiet = 0;
    long telling = 0;
    int half = events / 2;
    long before = 0;
    try (Driver driver = maker.make(found)) {
      for (int place = 0; place < events; place++) {
        before = place == half ? found.matches() : before;
        long matches = found.matches();
        long allocated = Processor.allocated();
        driver.send(place);
        long bytes = Processor.allocated() - allocated;
        if (place >= half) {
          quiet += found.matches() == matches ? bytes : 0;
          telling += found.matches() == matches ? 0 : bytes;
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "%.2f bytes allocated an event, %.0f a match",
        quiet / (double) (events - half),
        telling / Math.max(1.0, found.matches() - before));
  }

  /** Times are in seconds. */
  private record Run(int events, double processor, double wall, double ready, Found found) {}

  private static Run run(Maker maker, int events, double budget) throws Exception {
    var found = new Found();
    long made = System.nanoTime();
    try (Driver driver = maker.make(found)) {
      double ready = (System.nanoTime() - made) / 1e9;
      double before = Processor.seconds();
      long begun = System.nanoTime();
      long looked = begun;
      int place = 0;
      while (place < events) {
        int stop = Math.min(events, place + CLOCK_EVERY);
        while (place < stop) {
          driver.send(place++);
        }
        // Looking at the processor's clock is dear, at the wall's cheap.
        if (System.nanoTime() - looked > LOOK_EVERY) {
          if (Processor.seconds() - before > budget) {
            break;
          }
          looked = System.nanoTime();
        }
      }
      double wall = (System.nanoTime() - begun) / 1e9;
      return new Run(place, Math.max(Processor.seconds() - before, 1e-3), wall, ready, found);
    }
  }
}
