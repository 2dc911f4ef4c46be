package io.sluice.percolator;

import java.util.Arrays;
import java.util.List;

/**
 * The order of the ids, so that thousands of matches are sorted as ints and not as strings. It
 * ranks the slots up to some point; housekeeping moves that point on by merging. The rest is sorted
 * as strings.
 *
 * @param rank place of each ranked slot in the order of ids
 * @param slotAt the slot at each place
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
record IdOrder(int[] rank, int[] slotAt) {
  static final IdOrder EMPTY = new IdOrder(new int[0], new int[0]);

  /** Of slots that stand in the order of their ids. */
  static IdOrder alreadySorted(int slots) {
    int[] places = new int[slots];
    Arrays.setAll(places, i -> i);
    return new IdOrder(places, places);
  }

  /** How many slots are ranked. */
  int size() {
    return slotAt.length;
  }

  /** An order of the first {@code count} slots. */
  IdOrder upTo(int count, SlotTexts.View texts) {
    int ranked = slotAt.length;
    String[] ids = new String[count - ranked];
    Arrays.setAll(ids, i -> texts.id(ranked + i));
    Integer[] rest = new Integer[count - ranked];
    Arrays.setAll(rest, i -> ranked + i);
    Arrays.sort(rest, (a, b) -> ids[a - ranked].compareTo(ids[b - ranked]));
    int[] merged = new int[count];
    int[] places = new int[count];
    int old = 0;
    int fresh = 0;
    String oldId = ranked == 0 ? "" : texts.id(slotAt[0]);
    for (int place = 0; place < count; place++) {
      boolean takeOld =
          fresh == rest.length || (old < ranked && oldId.compareTo(ids[rest[fresh] - ranked]) <= 0);
      int slot = takeOld ? slotAt[old++] : rest[fresh++];
      if (takeOld && old < ranked && fresh < rest.length) {
        oldId = texts.id(slotAt[old]);
      }
      merged[place] = slot;
      places[slot] = place;
    }
    return new IdOrder(places, merged);
  }

  /** The ids of the first {@code count} slots given, sorted. Changes the order of {@code slots}. */
  List<String> sorted(int[] slots, int count, SlotTexts.View texts) {
    int known = 0;
    String[] rest = new String[0];
    int restCount = 0;
    for (int i = 0; i < count; i++) {
      if (slots[i] < rank.length) {
        slots[known++] = rank[slots[i]];
      } else {
        if (restCount == rest.length) {
          rest = Arrays.copyOf(rest, Math.max(8, 2 * restCount));
        }
        rest[restCount++] = texts.id(slots[i]);
      }
    }
    Arrays.sort(slots, 0, known);
    Arrays.sort(rest, 0, restCount);
    String[] sorted = new String[count];
    int place = 0;
    int fresh = 0;
    for (int i = 0; i < known; i++) {
      String id = texts.id(slotAt[slots[i]]);
      while (fresh < restCount && rest[fresh].compareTo(id) < 0) {
        sorted[place++] = rest[fresh++];
      }
      sorted[place++] = id;
    }
    System.arraycopy(rest, fresh, sorted, place, restCount - fresh);
    return List.of(sorted);
  }
}
