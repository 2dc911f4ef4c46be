package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/** For each key that needs one a block of ints in a {@link Slab}; keys are small numbers. */
final class KeyBlocks {
  /** Blocks up to this are as great as was asked, since most keys never need more. */
  private static final int SMALL = 32;

  private final Slab slab = new Slab();

  /** By key; the first int of a block is its size. */
  private int[] blocks = new int[8];

  boolean has(int key) {
    return key < blocks.length && blocks[key] != Slab.NONE;
  }

  /** Keys that have blocks are below. */
  int end() {
    return blocks.length;
  }

  /** The array that the key's ints stand in until the next call of {@link #room}. */
  int[] ints(int key) {
    return slab.page(blocks[key]);
  }

  /** Where they begin. */
  int at(int key) {
    return Slab.at(blocks[key]) + 1;
  }

  /** Makes room for so many ints; those that were there are kept. */
  void room(int key, int size) {
    if (key >= blocks.length) {
      blocks = Arrays.copyOf(blocks, Math.max(2 * blocks.length, key + 1));
    }
    int old = blocks[key];
    if (old == Slab.NONE) {
      blocks[key] = take(size + 1);
      return;
    }
    int before = slab.page(old)[Slab.at(old)];
    if (before >= size + 1) {
      return;
    }
    int block = take(size < SMALL ? size + 1 : size + size / 2);
    System.arraycopy(
        slab.page(old), Slab.at(old) + 1, slab.page(block), Slab.at(block) + 1, before - 1);
    slab.give(old, before);
    blocks[key] = block;
  }

  private int take(int size) {
    int rounded = Slab.rounded(size);
    int block = slab.take(rounded);
    slab.page(block)[Slab.at(block)] = rounded;
    return block;
  }

  void free(int key) {
    int block = blocks[key];
    slab.give(block, slab.page(block)[Slab.at(block)]);
    blocks[key] = Slab.NONE;
  }

  void clear() {
    slab.clear();
    blocks = new int[8];
  }
}
