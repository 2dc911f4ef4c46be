package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.EngineTask;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows, nodes and keys as state parts. Rows and nodes never change once they are made, so they are
 * written in blocks as they came, and a commit writes the new end of the rings, the keys that
 * changed and no more. States of the automaton are written as places, since their numbers depend on
 * the rows that have come.
 */
final class RingState {
  private static final int ROWS = 6;
  private static final int NODES = 8;
  private static final int MASK = 0x7FFFFFFF;

  private final TakenRows rows;
  private final Nodes nodes;
  private final Parts parts;

  private final BitSet changed = new BitSet();

  /** Keys that have a part. */
  private final BitSet stored = new BitSet();

  /** What the parts of keys were called that are gone, and those that are of no use any more. */
  private final List<byte[]> gone = new ArrayList<>();

  private final List<byte[]> useless = new ArrayList<>();

  private int firstRow;
  private int nextRow;
  private int firstNode;
  private int nextNode;
  private boolean frameStored;

  private final List<PartInput> rowsToRestore = new ArrayList<>();
  private final List<PartInput> nodesToRestore = new ArrayList<>();

  /** Keys, or what statements have for them: what there is besides rows and nodes, by number. */
  interface Parts {
    boolean isHere(int key);

    /** What tells it apart from others. */
    byte[] name(int key);

    void write(int key, PartOutput out);

    /** The number of what was written, or -1 where it is of no use any more. */
    int read(PartInput in);

    /** All are here. */
    void restored();
  }

  /** What a key has besides its rows and nodes. */
  interface Keyed {
    void write(int key, PartOutput out);

    void read(int key, PartInput in);
  }

  private record OfTable(KeyTable keys, Keyed keyed) implements Parts {
    @Override
    public boolean isHere(int key) {
      return keys.isHere(key);
    }

    @Override
    public byte[] name(int key) {
      return new PartOutput().values(keys.normal(key)).toBytes();
    }

    @Override
    public void write(int key, PartOutput out) {
      out.values(keys.all(key)).number(key);
      keyed.write(key, out);
    }

    @Override
    public int read(PartInput in) {
      @Nullable Object[] values = in.values();
      int key = in.count();
      keys.restore(values, key);
      keyed.read(key, in);
      return key;
    }

    @Override
    public void restored() {
      keys.restored();
    }
  }

  RingState(TakenRows rows, Nodes nodes, KeyTable keys, Keyed keyed) {
    this(rows, nodes, new OfTable(keys, keyed));
  }

  RingState(TakenRows rows, Nodes nodes, Parts parts) {
    this.rows = rows;
    this.nodes = nodes;
    this.parts = parts;
  }

  void changed(int key) {
    changed.set(key);
  }

  /** Before its number is given back. */
  void gone(int key) {
    if (stored.get(key)) {
      gone.add(parts.name(key));
      stored.clear(key);
    }
  }

  void allGone() {
    stored.stream().forEach(key -> gone.add(parts.name(key)));
    stored.clear();
  }

  // ---- write ----

  void write(EngineTask.StateWriter writer, Core.Names names) {
    gone.forEach(name -> writer.delete(names.of(Core.Piece.KEY, name)));
    gone.clear();
    useless.forEach(writer::delete);
    useless.clear();
    blocks(
        ROWS,
        new int[] {firstRow, nextRow, rows.first(), rows.next()},
        block -> writer.put(names.of(Core.Piece.ROWS, number(block)), rowsOf(block)),
        block -> writer.delete(names.of(Core.Piece.ROWS, number(block))));
    blocks(
        NODES,
        new int[] {firstNode, nextNode, nodes.first(), nodes.next()},
        block -> writer.put(names.of(Core.Piece.NODES, number(block)), nodesOf(block)),
        block -> writer.delete(names.of(Core.Piece.NODES, number(block))));
    firstRow = rows.first();
    nextRow = rows.next();
    firstNode = nodes.first();
    nextNode = nodes.next();
    for (int key = changed.nextSetBit(0); key >= 0; key = changed.nextSetBit(key + 1)) {
      if (parts.isHere(key)) {
        writer.put(names.of(Core.Piece.KEY, parts.name(key)), keyPart(key));
        stored.set(key);
      }
    }
    changed.clear();
    writeFrame(writer, names.of(Core.Piece.FRAME));
  }

  private void writeFrame(EngineTask.StateWriter writer, byte[] name) {
    if (firstRow != nextRow) {
      var out = new PartOutput().number(firstRow).number(nextRow);
      out.number(firstNode).number(nextNode);
      writer.put(name, out.toBytes());
      frameStored = true;
    } else if (frameStored) {
      writer.delete(name);
      frameStored = false;
    }
  }

  private interface OfBlock {
    void block(int number);
  }

  /**
   * Writes blocks of a ring that have something new, and deletes those that are left behind.
   *
   * @param ends first and next then, first and next now
   */
  private static void blocks(int bits, int[] ends, OfBlock put, OfBlock delete) {
    int all = MASK >>> bits;
    int oldNext = ends[1];
    int first = ends[2];
    int next = ends[3];
    if (ends[0] != oldNext) {
      int until = first == next ? lastBlock(oldNext, bits) + 1 & all : first >>> bits;
      int most = (lastBlock(oldNext, bits) - (ends[0] >>> bits) & all) + 1;
      for (int block = ends[0] >>> bits, n = 0; block != until && n < most; n++) {
        delete.block(block);
        block = block + 1 & all;
      }
    }
    if (first != next && oldNext != next) {
      int from = (oldNext - first & MASK) < 1 << 30 ? oldNext : first;
      for (int block = from >>> bits; ; block = block + 1 & all) {
        put.block(block);
        if (block == lastBlock(next, bits)) {
          break;
        }
      }
    }
  }

  private static int lastBlock(int next, int bits) {
    return (next - 1 & MASK) >>> bits;
  }

  private static byte[] number(int block) {
    return ByteBuffer.allocate(4).putInt(block).array();
  }

  private byte[] rowsOf(int block) {
    var out = new PartOutput();
    for (int number = block << ROWS; number >>> ROWS == block && number < MASK; number++) {
      if ((number - rows.first() & MASK) < (rows.next() - rows.first() & MASK)) {
        out.flag(true).number(number).event(rows.event(number));
        out.number(rows.key(number)).flag(rows.isStart(number)).number(rows.node(number));
        if (rows.neighbours() != null) {
          rows.neighbours().write(number, out);
        }
      }
    }
    return out.flag(false).toBytes();
  }

  private byte[] nodesOf(int block) {
    var out = new PartOutput();
    for (int node = block << NODES; node >= 0 && node >>> NODES == block; node++) {
      if (nodes.isHere(node)) {
        out.flag(true).number(node).number(nodes.newestStart(node)).number(nodes.left(node));
        out.number(nodes.right(node)).number(nodes.label(node));
      }
    }
    return out.flag(false).toBytes();
  }

  private byte[] keyPart(int key) {
    var out = new PartOutput();
    parts.write(key, out);
    return out.toBytes();
  }

  // ---- restore ----

  void restore(Core.Piece piece, byte[] name, PartInput in) {
    switch (piece) {
      case FRAME -> {
        firstRow = in.count();
        nextRow = in.count();
        firstNode = in.count();
        nextNode = in.count();
        rows.restore(firstRow, nextRow);
        nodes.restore(firstNode, nextNode);
        frameStored = true;
      }
      case ROWS -> rowsToRestore.add(in);
      case NODES -> nodesToRestore.add(in);
      case KEY -> restoreKey(name, in);
    }
  }

  void restored() {
    for (PartInput in : rowsToRestore) {
      while (in.flag()) {
        int number = in.count();
        var event = in.event();
        int key = in.count();
        boolean start = in.flag();
        int node = in.count();
        Neighbours neighbours = rows.neighbours();
        var beside = neighbours == null ? null : neighbours.read(in);
        if ((number - firstRow & MASK) < (nextRow - firstRow & MASK)) {
          rows.put(number, event, key, start, node);
          if (neighbours != null && beside != null) {
            neighbours.put(number, beside);
          }
        }
      }
    }
    for (PartInput in : nodesToRestore) {
      while (in.flag()) {
        int node = in.count();
        int newest = in.count();
        int a = in.count();
        int b = in.count();
        int label = in.count();
        if (nodes.isHere(node)) {
          nodes.put(node, newest, a, b, label);
        }
      }
    }
    rowsToRestore.clear();
    nodesToRestore.clear();
    parts.restored();
  }

  private void restoreKey(byte[] name, PartInput in) {
    int key = parts.read(in);
    if (key < 0) {
      useless.add(name);
    } else {
      stored.set(key);
    }
  }
}
