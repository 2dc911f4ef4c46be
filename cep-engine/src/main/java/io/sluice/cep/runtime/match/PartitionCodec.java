package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.place.PlaceCodec;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a partition. Rows are written once, labels as a list in which each entry names
 * the one before it, so that what strands share stays shared. Places name instructions: the bytes
 * belong to one program.
 */
public final class PartitionCodec {
  private PartitionCodec() {}

  public static void write(Partition partition, PartOutput out) {
    new Writer(out).write(partition);
  }

  public static Partition read(PartInput in, MatchProgram program) {
    return new Reader(in, program).read();
  }

  private static final class Writer {
    private final PartOutput out;
    private final Map<Labels, Integer> numbers = new IdentityHashMap<>();
    private final List<Labels> labels = new ArrayList<>();
    private final TreeMap<Long, Row> rows = new TreeMap<>();

    Writer(PartOutput out) {
      this.out = out;
    }

    void write(Partition partition) {
      out.values(partition.key().toArray());
      out.number(partition.nextPosition).number(partition.nextStep).number(partition.matches);
      out.number(partition.lastNot).number(partition.notBeforeThat).number(partition.clock);
      partition.history.forEach(row -> rows.put(row.position(), row));
      rows.putAll(partition.unmatched);
      kept(partition).forEach((position, kept) -> rows.put(position, kept.turn.row));
      for (Attempt attempt : partition.attempts) {
        rows.put(attempt.start.position(), attempt.start);
        attempt.strands.forEach(strand -> collect(strand.labels()));
        for (Attempt.Found found : ends(attempt)) {
          collect(found.labels());
        }
      }
      out.number(rows.size());
      rows.values().forEach(row -> out.number(row.position()).event(row.event()));
      out.number(labels.size());
      labels.forEach(this::entry);
      out.number(partition.history.size());
      partition.history.forEach(row -> out.number(row.position()));
      out.number(partition.attempts.size());
      partition.attempts.forEach(this::attempt);
      out.number(kept(partition).size());
      for (InTurn.Kept kept : kept(partition).values()) {
        out.number(kept.turn.position()).number(kept.turn.clock);
        out.number(kept.id).flag(kept.matters).flag(kept.ends);
      }
      out.number(partition.unmatched.size());
      partition.unmatched.keySet().forEach(out::number);
    }

    private static TreeMap<Long, InTurn.Kept> kept(Partition partition) {
      var all = new TreeMap<Long, InTurn.Kept>();
      partition.kept.forEach(kept -> all.put(kept.turn.position(), kept));
      partition.ends.forEach(kept -> all.put(kept.turn.position(), kept));
      partition.later.forEach(kept -> all.put(kept.turn.position(), kept));
      return all;
    }

    private static List<Attempt.Found> ends(Attempt attempt) {
      return Stream.of(attempt.best, attempt.timedOut).filter(Objects::nonNull).toList();
    }

    private void collect(@Nullable Labels end) {
      var missing = new ArrayList<Labels>();
      for (Labels at = end; at != null && !numbers.containsKey(at); at = at.before()) {
        missing.add(at);
      }
      for (Labels entry : missing.reversed()) {
        numbers.put(entry, labels.size());
        labels.add(entry);
        rows.put(entry.row().position(), entry.row());
      }
    }

    private void entry(Labels entry) {
      reference(entry.before());
      out.number(entry.row().position()).number(entry.variable()).flag(entry.excluded());
    }

    private void reference(@Nullable Labels entry) {
      Integer number = entry == null ? null : numbers.get(entry);
      out.number(number == null ? -1 : number);
    }

    private void attempt(Attempt attempt) {
      out.number(attempt.id).number(attempt.start.position());
      out.flag(attempt.told).flag(attempt.best != null).flag(attempt.timedOut != null);
      for (Attempt.Found found : ends(attempt)) {
        reference(found.labels());
        out.number(found.time());
      }
      out.number(attempt.strands.size());
      for (Strand strand : attempt.strands) {
        reference(strand.labels());
        out.flag(strand.told());
        PlaceCodec.write(strand.place(), out);
      }
    }
  }

  private static final class Reader {
    private final PartInput in;
    private final PatternProgram program;
    private final int variables;
    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private final List<Labels> labels = new ArrayList<>();

    Reader(PartInput in, MatchProgram program) {
      this.in = in;
      this.program = program.pattern();
      this.variables = program.variables().size();
    }

    Partition read() {
      var partition = new Partition(Arrays.asList(in.values()));
      partition.nextPosition = in.number();
      partition.nextStep = in.number();
      partition.matches = in.number();
      partition.lastNot = in.number();
      partition.notBeforeThat = in.number();
      partition.clock = in.number();
      for (int i = in.count(); i > 0; i--) {
        long position = in.number();
        rows.put(position, new Row(position, in.event()));
      }
      for (int i = in.count(); i > 0; i--) {
        Labels before = reference();
        labels.add(new Labels(before, row(), in.count(), in.flag()));
      }
      for (int i = in.count(); i > 0; i--) {
        partition.history.add(row());
      }
      for (int i = in.count(); i > 0; i--) {
        partition.attempts.add(attempt());
      }
      for (int i = in.count(); i > 0; i--) {
        var turn = new Turn(row(), in.number(), variables);
        InTurn.keep(partition, new InTurn.Kept(turn, in.number(), in.flag(), in.flag()));
      }
      for (int i = in.count(); i > 0; i--) {
        Row row = row();
        partition.unmatched.put(row.position(), row);
      }
      return partition;
    }

    private Row row() {
      Row row = rows.get(in.number());
      if (row == null) {
        throw new IllegalStateException("a label names a row that was not stored");
      }
      return row;
    }

    private @Nullable Labels reference() {
      int number = in.count();
      return number < 0 ? null : labels.get(number);
    }

    private Attempt attempt() {
      var attempt = new Attempt(in.number(), row());
      attempt.told = in.flag();
      boolean matched = in.flag();
      boolean timedOut = in.flag();
      attempt.best = matched ? new Attempt.Found(reference(), in.number()) : null;
      attempt.timedOut = timedOut ? new Attempt.Found(reference(), in.number()) : null;
      for (int i = in.count(); i > 0; i--) {
        Labels at = reference();
        boolean told = in.flag();
        attempt.strands.add(new Strand(PlaceCodec.read(in, program), at, told));
      }
      return attempt;
    }
  }
}
