package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * Small blocks of ints in pages, so that what a key keeps is no object of its own. A block is named
 * by a number; its ints stand in {@link #page} from {@link #at} on. What is given back is taken
 * again for blocks of the same size.
 */
final class Slab {
  /** No block. */
  static final int NONE = 0;

  private static final int BITS = 14;
  private static final int PAGE = 1 << BITS;

  /** Greater blocks have pages of their own. */
  private static final int GREAT = PAGE / 4;

  private int[][] pages = {new int[16]};
  private int pageCount = 1;

  /** The page that blocks are cut from, and where; the first block of all is no block. */
  private int open;

  private int next = 2;

  /** By half their size: the first free block, which names the next one. */
  private int[] free = new int[8];

  /** Pages without a block. */
  private int[] freePages = new int[4];

  private int freePageCount;

  /** How many ints a block has for which {@code size} were asked. */
  static int rounded(int size) {
    return size > GREAT ? size : size + 1 & ~1;
  }

  int[] page(int block) {
    return pages[block >>> BITS];
  }

  static int at(int block) {
    return block & PAGE - 1;
  }

  /** Its ints have any values. */
  int take(int size) {
    if (size > GREAT) {
      return addPage(new int[size]) << BITS;
    }
    int half = size + 1 >> 1;
    if (half < free.length && free[half] != NONE) {
      int block = free[half];
      free[half] = page(block)[at(block)];
      return block;
    }
    int rounded = 2 * half;
    if (next + rounded > pages[open].length) {
      turnPage(rounded);
    }
    int block = open << BITS | next;
    next += rounded;
    return block;
  }

  /**
   * @param size as it was taken
   */
  void give(int block, int size) {
    if (size > GREAT) {
      int page = block >>> BITS;
      pages[page] = new int[0];
      if (freePageCount == freePages.length) {
        freePages = Arrays.copyOf(freePages, 2 * freePageCount);
      }
      freePages[freePageCount++] = page;
      return;
    }
    int half = size + 1 >> 1;
    if (half >= free.length) {
      free = Arrays.copyOf(free, Math.max(2 * free.length, half + 1));
    }
    page(block)[at(block)] = free[half];
    free[half] = block;
  }

  /** The first page begins small: many a statement never has a second key. */
  private void turnPage(int size) {
    int length = pages[open].length;
    if (open == 0 && length < PAGE) {
      while (length < next + size) {
        length *= 2;
      }
      pages[0] = Arrays.copyOf(pages[0], length);
      return;
    }
    open = addPage(new int[PAGE]);
    next = 0;
  }

  private int addPage(int[] page) {
    if (freePageCount > 0) {
      int number = freePages[--freePageCount];
      pages[number] = page;
      return number;
    }
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, 2 * pageCount);
    }
    pages[pageCount] = page;
    return pageCount++;
  }

  void clear() {
    pages = new int[][] {new int[16]};
    pageCount = 1;
    open = 0;
    next = 2;
    free = new int[8];
    freePages = new int[4];
    freePageCount = 0;
  }
}
