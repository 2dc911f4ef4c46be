package io.sluice.cep.testing;

import io.sluice.cep.Engine;
import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.QueryFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements over events for the duels. {@code -Dduel.task=a.b.C} names a {@code
 * Supplier<EngineTask>} with a constructor without arguments, where another implementation is to be
 * judged.
 */
public final class Tasks {
  private static final Supplier<EngineTask> NEW = supplier();

  /**
   * @param failed what a bounded query said when it failed; then rows are those before
   * @param beyondLimits whether partial matches were given up, so that rows may be missing
   */
  public record Told(List<OutputRow> rows, @Nullable String failed, boolean beyondLimits) {
    /** All that a restart must not change. */
    public List<String> inFull() {
      var lines = new ArrayList<String>();
      for (OutputRow row : rows) {
        lines.add(
            "%s %s %s %d %d %s %s"
                .formatted(
                    row.kind(),
                    row.to(),
                    row.id(),
                    row.time(),
                    row.offset(),
                    Arrays.deepToString(row.values()),
                    Arrays.deepToString(row.key())));
      }
      if (failed != null) {
        lines.add(failed);
      }
      return lines;
    }
  }

  private Tasks() {}

  @SuppressWarnings("unchecked")
  private static Supplier<EngineTask> supplier() {
    String name = System.getProperty("duel.task");
    if (name == null) {
      return Engine::newTask;
    }
    try {
      return (Supplier<EngineTask>) Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("-Dduel.task=" + name + " can not be made", e);
    }
  }

  public static EngineTask newTask() {
    return NEW.get();
  }

  /**
   * @param restart whether to store and restore the task after every event
   */
  public static Told run(List<String> statements, List<Event> arrivals, boolean restart) {
    var rows = new ArrayList<OutputRow>();
    var disk = new TreeMap<String, byte[][]>();
    EngineTask task = newTask();
    for (String statement : statements) {
      task.onControl(new Control.Deploy(statement, 1), rows::add);
    }
    try {
      for (Event event : arrivals) {
        task.onEvent(event, rows::add);
        if (restart) {
          task = restarted(task, disk);
        }
      }
      task.onEnd(rows::add);
    } catch (QueryFailedException e) {
      String why = String.valueOf(e.getMessage());
      return new Told(rows, why, why.contains("partial match"));
    }
    boolean dropped = task.stats().patterns().values().stream().anyMatch(p -> p.dropped() > 0);
    return new Told(rows, null, dropped);
  }

  /** A new task with the state of this one, of which {@code disk} keeps the parts. */
  public static EngineTask restarted(EngineTask task, TreeMap<String, byte[][]> disk) {
    task.drainDirty(
        new EngineTask.StateWriter() {
          @Override
          public void put(byte[] key, byte[] value) {
            disk.put(Arrays.toString(key), new byte[][] {key, value});
          }

          @Override
          public void delete(byte[] key) {
            disk.remove(Arrays.toString(key));
          }
        });
    EngineTask next = newTask();
    next.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
    return next;
  }
}
