package io.sluice.server.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.Standing;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.InFlight;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.TaskStats;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task whose right answer anybody can work out: a pattern counts the events of each key and
 * raises an alert at every n-th. Its language is two sentences: {@code STREAM name} and {@code
 * PATTERN name EVERY n OF stream [INTO target]}; streams have the columns k, n and ts. The keys
 * {@code broken pattern} and {@code broken engine} make it fail, and a pattern named {@code broken}
 * can not be deployed.
 */
final class CountingTask implements EngineTask {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Schema.Column("k", ColumnType.STRING, true),
              new Schema.Column("n", ColumnType.BIGINT, false),
              new Schema.Column("ts", ColumnType.TIMESTAMP, false)),
          false);
  private static final Schema KEY = new Schema(List.of(SCHEMA.column(0)), false);
  private static final Pattern STREAM = Pattern.compile("STREAM (\\w+)");
  private static final Pattern PATTERN =
      Pattern.compile("PATTERN (\\w+) EVERY (\\d+) OF (\\w+)(?: INTO (\\w+))?");

  private record Counter(String name, int every, String stream, String into, int version) {}

  private final Map<String, Counter> counters = new TreeMap<>();
  private final Set<String> paused = new HashSet<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> ends = new HashMap<>();
  private final Map<String, byte[]> dirty = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private long events;

  static CompileResult compile(String text, Catalog catalog) {
    Matcher stream = STREAM.matcher(text);
    var statements = new ArrayList<Compiled>();
    if (stream.matches()) {
      var def = new StreamDef(stream.group(1), SCHEMA, 2, 0, -1, null, -1, text);
      statements.add(
          new Compiled.Stream(
              def, new Statement.PausePattern(new Name("x", false, Span.NONE), Span.NONE), text));
    }
    Matcher pattern = PATTERN.matcher(text);
    if (pattern.matches()) {
      if (catalog.stream(pattern.group(3)) == null) {
        throw Registry.missing("stream", pattern.group(3), catalog.streams().keySet());
      }
      var target =
          pattern.group(4) == null
              ? new Standing.Alerts()
              : new Standing.Feed(pattern.group(4), -1);
      var standing =
          new Standing(
              pattern.group(1),
              new Plan.Scan(catalog.stream(pattern.group(3))),
              target,
              List.of(),
              false,
              null,
              text);
      var ast =
          new Statement.CreatePattern(
              false,
              new Name(pattern.group(1), false, Span.NONE),
              List.of(),
              null,
              List.of(),
              null,
              Span.NONE);
      statements.add(new Compiled.Query(standing, ast, text));
    }
    return new CompileResult(text, statements, List.of(), catalog);
  }

  @Override
  public void restore(StateReader state, Unfit unfit) {
    state.forEach(
        (key, value) -> {
          String name = new String(key, UTF_8);
          switch (name.charAt(0)) {
            case 'd' -> {
              deploy(
                  new String(value, 4, value.length - 4, UTF_8), ByteBuffer.wrap(value).getInt());
              dirty.clear();
            }
            case 'p' -> paused.add(name.substring(1));
            case 'c' -> counts.put(name.substring(1), ByteBuffer.wrap(value).getLong());
            default -> ends.put(name.substring(1), ByteBuffer.wrap(value).getLong());
          }
        });
  }

  private void deploy(String text, int version) {
    Matcher pattern = PATTERN.matcher(text);
    if (pattern.matches()) {
      String name = pattern.group(1);
      counters.put(
          name,
          new Counter(
              name,
              Integer.parseInt(pattern.group(2)),
              pattern.group(3),
              pattern.group(4),
              version));
      byte[] bytes = text.getBytes(UTF_8);
      mark("d" + name, ByteBuffer.allocate(4 + bytes.length).putInt(version).put(bytes).array());
    }
  }

  private void mark(String part, byte[] value) {
    gone.remove(part);
    dirty.put(part, value);
  }

  @Override
  public void onEvent(Event event, Output out) {
    events++;
    end(event.stream(), event.offset() + 1);
    if (event.values()[0].equals("broken engine")) {
      throw new NoClassDefFoundError("as if a part of the engine were missing");
    }
    for (Counter counter : counters.values()) {
      if (counter.stream().equals(event.stream()) && !paused.contains(counter.name())) {
        if (event.values()[0].equals("broken pattern")) {
          paused.add(counter.name());
          mark("p" + counter.name(), new byte[] {1});
          out.failed(counter.name(), new IllegalStateException("as if the engine had an error"));
          continue;
        }
        String key = counter.name() + "/" + event.values()[0];
        long count = counts.merge(key, 1L, Long::sum);
        mark("c" + key, ByteBuffer.allocate(8).putLong(count).array());
        if (count % counter.every() == 0) {
          out.row(row(counter, event, count));
        }
      }
    }
  }

  private void end(String stream, long offset) {
    ends.put(stream, offset);
    mark("e" + stream, ByteBuffer.allocate(8).putLong(offset).array());
  }

  private OutputRow row(Counter counter, Event event, long count) {
    Object[] values = {event.values()[0], count, event.time()};
    Object[] key = {event.values()[0]};
    String id = "alr_" + counter.name() + "." + counter.version() + "." + key[0] + "." + count;
    long offset = 0;
    if (counter.into() != null) {
      offset = ends.getOrDefault(counter.into(), 0L);
      end(counter.into(), offset + 1);
    }
    var origin =
        new OutputRow.Origin(
            counter.into() == null ? OutputRow.Kind.ALERT : OutputRow.Kind.STREAM,
            counter.into() == null ? counter.name() : counter.into(),
            counter.name(),
            counter.version(),
            SCHEMA,
            KEY);
    var matched = List.of(new OutputRow.Matched("LAST", event, SCHEMA));
    var source = new OutputRow.Known(id, key, matched, 1);
    return new OutputRow(origin, event.time(), offset, values, source);
  }

  @Override
  public void onControl(Control control, Output out) {
    switch (control) {
      case Control.Deploy c -> {
        if (c.statement().startsWith("PATTERN broken ")) {
          throw new IllegalStateException("as if the engine could not run it");
        }
        Matcher pattern = PATTERN.matcher(c.statement());
        if (pattern.matches()) {
          paused.remove(pattern.group(1));
          forget("p" + pattern.group(1));
          forgetCounts(pattern.group(1));
        }
        deploy(c.statement(), c.version());
      }
      case Control.DropPattern c -> {
        counters.remove(c.name());
        paused.remove(c.name());
        forget("d" + c.name());
        forget("p" + c.name());
        forgetCounts(c.name());
      }
      case Control.DropStream c -> {
        ends.remove(c.name());
        forget("e" + c.name());
      }
      case Control.PausePattern c -> {
        paused.add(c.name());
        mark("p" + c.name(), new byte[] {1});
      }
      case Control.ResumePattern c -> {
        paused.remove(c.name());
        forget("p" + c.name());
      }
    }
  }

  private void forgetCounts(String pattern) {
    for (String key : List.copyOf(counts.keySet())) {
      if (key.startsWith(pattern + "/")) {
        counts.remove(key);
        forget("c" + key);
      }
    }
  }

  private void forget(String part) {
    dirty.remove(part);
    gone.add(part);
  }

  @Override
  public void onWatermark(String stream, long time, Output out) {}

  @Override
  public void onTick(long logicalNow, Output out) {}

  @Override
  public void onEnd(Output out) {}

  @Override
  public void drainDirty(StateWriter writer) {
    dirty.forEach((key, value) -> writer.put(key.getBytes(UTF_8), value));
    gone.forEach(key -> writer.delete(key.getBytes(UTF_8)));
    dirty.clear();
    gone.clear();
  }

  @Override
  public InFlight inFlight(String pattern) {
    return InFlight.NOTHING;
  }

  @Override
  public TaskStats stats() {
    return new TaskStats(
        Map.of("all", new TaskStats.StreamStats(events, 0, Long.MIN_VALUE, 0)), Map.of());
  }
}
