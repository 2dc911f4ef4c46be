package io.sluice.cep.runtime;

import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.EngineTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parts that an earlier task wrote, sorted out for {@link TaskRuntime}. */
public final class StoredState {
  /** Raised when the binary form changes. */
  static final int FORMAT = 7;

  private final Map<Integer, List<Entry>> entries = new TreeMap<>();
  private int deployedSoFar;

  private record Entry(byte[] key, byte kind, byte[] value) {
    PartInput in() {
      return new PartInput(value);
    }
  }

  /**
   * A stream or a statement that was deployed.
   *
   * @param stream else a statement
   */
  public record Item(boolean stream, Deployed deployed) {}

  public static StoredState read(EngineTask.StateReader reader) {
    var state = new StoredState();
    reader.forEach(
        (key, value) ->
            state.of(PartKeys.owner(key)).add(new Entry(key, PartKeys.kind(key), value)));
    for (Entry entry : state.of(0)) {
      if (entry.kind == PartKeys.TASK) {
        PartInput in = entry.in();
        int format = in.count();
        if (format != FORMAT) {
          throw new IllegalStateException(
              "the state has format " + format + ", this version reads format " + FORMAT);
        }
        state.deployedSoFar = in.count();
      }
    }
    return state;
  }

  private List<Entry> of(int owner) {
    return entries.computeIfAbsent(owner, _ -> new ArrayList<>());
  }

  int deployedSoFar() {
    return deployedSoFar;
  }

  /** In the order of their deployment. */
  public List<Item> items() {
    return entries.values().stream()
        .flatMap(List::stream)
        .filter(entry -> entry.kind == PartKeys.STREAM || entry.kind == PartKeys.QUERY)
        .map(entry -> new Item(entry.kind == PartKeys.STREAM, Deployed.read(entry.in())))
        .sorted(Comparator.comparingInt(item -> item.deployed.number()))
        .toList();
  }

  /** All that is stored of a statement that is not there; to be touched and so forgotten. */
  List<Part> parts(Deployed deployed) {
    return of(deployed.number()).stream().<Part>map(entry -> new Gone(entry.key)).toList();
  }

  private static final class Gone extends Part {
    Gone(byte[] key) {
      super(key);
      wasStored();
    }

    @Override
    protected boolean exists() {
      return false;
    }

    @Override
    protected void write(PartOutput out) {
      throw new IllegalStateException("nothing is left to be written");
    }
  }

  void restore(Deployed deployed, StreamState stream) {
    for (Entry entry : of(deployed.number())) {
      PartInput in = entry.in();
      if (entry.kind == PartKeys.STREAM) {
        Deployed.read(in);
        stream.restoreFigures(in);
      } else if (entry.kind == PartKeys.WAITING_ROW) {
        stream.restoreWaiting(in);
      } else if (entry.kind == PartKeys.TABLE_ROW && stream.rows() != null) {
        stream.rows().restore(in);
      }
    }
  }

  /** The number of the crowd that the statement belongs to, or 0. */
  int crowd(Deployed deployed) {
    for (Entry entry : of(deployed.number())) {
      if (entry.kind == PartKeys.QUERY) {
        PartInput in = entry.in();
        Deployed.read(in);
        in.flag();
        return in.count();
      }
    }
    return 0;
  }

  void restore(Shared shared) {
    for (Entry entry : of(shared.number)) {
      shared.restore(entry.key, entry.in());
    }
    shared.restored();
  }

  void restore(Deployed deployed, RunningQuery query) {
    MatchStage match = query.match();
    Merge merge = query.merge();
    JoinStage join = query.join();
    for (Entry entry : of(deployed.number())) {
      PartInput in = entry.in();
      if (entry.kind == PartKeys.QUERY) {
        Deployed.read(in);
        query.restored(in.flag());
      } else if (entry.kind == PartKeys.FIGURES) {
        query.restoreFigures(in);
      } else if (entry.kind == PartKeys.MERGED_ROW && merge != null) {
        merge.restore(in);
      } else if (entry.kind == PartKeys.TABLE_ROW && join != null) {
        join.restore(in);
      } else if (match != null) {
        match.restore(entry.key, in);
      }
    }
    if (match != null) {
      match.restored();
    }
    if (join != null) {
      join.restored();
    }
    query.restored();
  }
}
