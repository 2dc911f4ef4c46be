package io.sluice.percolator;

import io.sluice.percolator.arrays.Buckets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * The stored queries of each program: a chain of slots, oldest first. A slot knows the write that
 * made it and the write that ended it, so a replaced query changes from old to new in one moment
 * for every reader. Slots are not used again; the percolator builds anew when too many are dead.
 *
 * <p>Flat arrays, texts as bytes one behind the other: a stored query costs tens of bytes here.
 */
final class Slots {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final int FACTS = 4;
  private static final int BORN = 0;
  private static final int DIED = 1;
  private static final int NEXT = 2;
  private static final int PROGRAM = 3;

  /** Takes a slot; false ends the walk. */
  @FunctionalInterface
  interface SlotHits {
    boolean accept(int slot);
  }

  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  record View(
      SlotTexts.View texts,
      int[] facts,
      int[] tags,
      int[] firstOfProgram,
      int count,
      IdOrder order,
      Map<Integer, NamedParts> named) {
    /** The parts of a query that have names. */
    NamedParts named(int slot) {
      return named.isEmpty() ? NamedParts.NONE : named.getOrDefault(slot, NamedParts.NONE);
    }

    /** Gives the living slots of a program; false as soon as {@code hits} is. */
    boolean forEach(int program, int version, SlotHits hits) {
      // A slot behind the count, or none (0), ends the chain: chains only grow at their end.
      for (int slot = firstOfProgram[program] - 1;
          slot >= 0 && slot < count;
          slot = facts[FACTS * slot + NEXT] - 1) {
        if (isAlive(slot, version) && !hits.accept(slot)) {
          return false;
        }
      }
      return true;
    }

    int tags(int slot) {
      return slot < tags.length ? tags[slot] : 0;
    }

    int program(int slot) {
      return facts[FACTS * slot + PROGRAM];
    }

    /** The living slot with an id, or -1; looks at all. */
    int find(String id, int version) {
      byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
      for (int slot = count - 1; slot >= 0; slot--) {
        if (isAlive(slot, version) && texts.hasId(slot, wanted)) {
          return slot;
        }
      }
      return -1;
    }

    boolean isAlive(int slot, int version) {
      return facts[FACTS * slot + BORN] <= version && facts[FACTS * slot + DIED] > version;
    }
  }

  private final SlotTexts texts;
  private IdOrder order = IdOrder.EMPTY;

  /** Side by side: the writes that made and ended a slot, the next one, its program. */
  private int[] facts;

  /** By slot: the number of its tags; those behind the end have none, which is 0. */
  private int[] tags = new int[0];

  private int[] firstOfProgram;
  private int[] lastOfProgram;
  private int count;
  private int dead;

  /** Queries that came as objects: their text is only for people. */
  private final Map<Integer, Query> sources = new HashMap<>();

  /** Of the queries that have named parts; read while it is written. */
  private final Map<Integer, NamedParts> named = new ConcurrentHashMap<>();

  /** Open addressing by id: the slot of the living query plus one; -1 where one was removed. */
  private int[] byId;

  private int byIdUsed;

  Slots() {
    this(64, 64, 1024);
  }

  /** With room for so many queries, programs and bytes of text. */
  Slots(int queries, int programs, int bytes) {
    texts = new SlotTexts(queries, bytes);
    facts = new int[FACTS * queries];
    firstOfProgram = new int[programs];
    lastOfProgram = new int[programs];
    byId = new int[Buckets.sizeFor(queries)];
  }

  /** Whether a slot has this text and came as one. */
  boolean hasText(int slot, String text) {
    return !sources.containsKey(slot)
        && texts.view().hasText(slot, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Those that came as objects. */
  Set<Integer> withSource() {
    return Set.copyOf(sources.keySet());
  }

  /** The slot of the living query with an id, or -1. */
  int find(String id) {
    int at = placeOf(id.getBytes(StandardCharsets.UTF_8));
    return byId[at] == 0 ? -1 : byId[at] - 1;
  }

  /** Where an id stands in the table, or the free place that ends the search for it. */
  private int placeOf(byte[] id) {
    SlotTexts.View now = texts.view();
    int at = Buckets.of(Tokens.hash(id, 0, id.length), byId.length);
    while (byId[at] != 0 && (byId[at] < 0 || !now.hasId(byId[at] - 1, id))) {
      at = Buckets.after(at, byId.length);
    }
    return at;
  }

  /** Stores a query in place of the one with its id. */
  void put(String id, String text, @Nullable Query source, int program, int tags, int version) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(id, bytes, 0, bytes.length, source, program, tags, version);
  }

  /**
   * @param bytes the text in UTF-8, from {@code at}
   */
  void put(
      String id,
      byte[] bytes,
      int at,
      int length,
      @Nullable Query source,
      int program,
      int ofTags,
      int version) {
    int slot = count;
    ensure(slot, program);
    facts[FACTS * slot + BORN] = version;
    facts[FACTS * slot + DIED] = NEVER;
    facts[FACTS * slot + PROGRAM] = program;
    if (ofTags != 0) {
      if (slot >= tags.length) {
        tags = Arrays.copyOf(tags, slot + slot / 4 + 16);
      }
      tags[slot] = ofTags;
    }
    byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
    texts.add(idBytes, bytes, at, length);
    if (source != null) {
      sources.put(slot, source);
    }
    if (firstOfProgram[program] == 0) {
      firstOfProgram[program] = slot + 1;
    } else {
      facts[FACTS * (lastOfProgram[program] - 1) + NEXT] = slot + 1;
    }
    lastOfProgram[program] = slot + 1;
    count++;
    name(idBytes, slot, version);
  }

  private void ensure(int slot, int program) {
    if (FACTS * slot == facts.length) {
      facts = Arrays.copyOf(facts, FACTS * (slot + slot / 4 + 16));
    }
    if (program >= firstOfProgram.length) {
      firstOfProgram = Arrays.copyOf(firstOfProgram, program + program / 4 + 16);
      lastOfProgram = Arrays.copyOf(lastOfProgram, program + program / 4 + 16);
    }
  }

  private void name(byte[] id, int slot, int version) {
    int at = placeOf(id);
    boolean known = byId[at] > 0;
    if (known) {
      end(byId[at] - 1, version);
    }
    byId[at] = slot + 1;
    if (!known && Buckets.isFull(++byIdUsed, byId.length)) {
      renameAll();
    }
  }

  private void renameAll() {
    int living = count - dead;
    SlotTexts.View now = texts.view();
    int[] table = new int[Buckets.sizeFor(living)];
    for (int entry : byId) {
      if (entry > 0) {
        int at = Buckets.of(now.hashOfId(entry - 1), table.length);
        while (table[at] != 0) {
          at = Buckets.after(at, table.length);
        }
        table[at] = entry;
      }
    }
    byId = table;
    byIdUsed = living;
  }

  /** The query that was put last has such parts. */
  void name(NamedParts parts) {
    if (!parts.parts().isEmpty()) {
      named.put(count - 1, parts);
    }
  }

  /** Those that can not be written as a program alone. */
  Set<Integer> withNames() {
    return Set.copyOf(named.keySet());
  }

  /** Whether there was a query with this id. */
  boolean remove(String id, int version) {
    int at = placeOf(id.getBytes(StandardCharsets.UTF_8));
    if (byId[at] == 0) {
      return false;
    }
    end(byId[at] - 1, version);
    byId[at] = -1;
    return true;
  }

  private void end(int slot, int version) {
    facts[FACTS * slot + DIED] = version;
    dead++;
  }

  int dead() {
    return dead;
  }

  int living() {
    return count - dead;
  }

  /** Slots whose ids are not in the order yet. */
  int unordered() {
    return count - order.size();
  }

  void order(IdOrder ordered) {
    order = ordered;
  }

  void forEachLiving(IntConsumer action) {
    for (int slot = 0; slot < count; slot++) {
      if (facts[FACTS * slot + DIED] == NEVER) {
        action.accept(slot);
      }
    }
  }

  String id(int slot) {
    return texts.view().id(slot);
  }

  String text(int slot) {
    return texts.view().text(slot);
  }

  /** Of a query that came as an object; null if the text is the source. */
  @Nullable Query source(int slot) {
    return sources.get(slot);
  }

  int program(int slot) {
    return facts[FACTS * slot + PROGRAM];
  }

  /** Number of the slot's set of tags. */
  int tags(int slot) {
    return slot < tags.length ? tags[slot] : 0;
  }

  View view() {
    return new View(texts.view(), facts, tags, firstOfProgram, count, order, named);
  }
}
