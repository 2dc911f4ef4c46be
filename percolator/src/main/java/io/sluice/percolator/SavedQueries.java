package io.sluice.percolator;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * The file of a percolator: first the texts, which any version reads, then the compiled programs
 * with their index as flat arrays. The arrays are used only where they mean what this version would
 * write: same layout, same Lucene, same fields and analyzers; otherwise the texts are compiled.
 *
 * <p>Queries with a part that only Lucene understands, or that has a name, are kept as texts alone,
 * those that came as objects are not kept.
 */
final class SavedQueries {
  private static final int MAGIC = 0x51554C53; // SLUQ
  private static final int VERSION = 1;

  /** Grows whenever the arrays, or what the compiler makes of a query, change. */
  private static final int LAYOUT = 5;

  private static final int NO_PROGRAM = -1;

  /** What is to be written, as it was at one moment. */
  record Taken(
      Snapshot snapshot,
      Set<Integer> withSource,
      Set<Integer> withNames,
      ArraysOut.Later tags,
      ArraysOut.Later vocabulary) {}

  /**
   * @param texts to be compiled yet
   * @param why nothing but texts could be used; null if the arrays could
   */
  record Read(Holdings holdings, List<NewQuery> texts, @Nullable String why) {}

  private SavedQueries() {}

  private static String fingerprint(Fields fields) {
    return "layout " + LAYOUT + ", Lucene " + Version.LATEST + ", " + fields.description();
  }

  static void write(Fields fields, Taken taken, OutputStream to) throws IOException {
    var out = new ArraysOut(to);
    out.number(MAGIC);
    out.number(VERSION);
    out.text(fingerprint(fields));
    Snapshot now = taken.snapshot();
    Slots.View slots = now.slots();
    int[] living = living(taken);
    int count = living.length;
    int bytes = 0;
    int[] programs = new int[count];
    int[] tags = new int[count];
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      int slot = living[i];
      int program = slots.program(slot);
      boolean plain =
          !taken.withNames().contains(slot)
              && !now.index().uses(program, p -> !MeaningFile.canWrite(now.meanings()[p]));
      programs[i] = plain ? program : NO_PROGRAM;
      tags[i] = slots.tags(slot);
      lengths[i] = slots.texts().textLength(slot);
      bytes = Math.addExact(bytes, lengths[i]);
    }
    taken.tags().to(out);
    out.ints(tags, count);
    out.ints(lengths, count);
    out.number(bytes);
    for (int slot : living) {
      out.raw(slots.texts().bytes(), slots.texts().textFrom(slot), slots.texts().textLength(slot));
    }
    for (int slot : living) {
      out.text(slots.texts().id(slot));
    }
    out.ints(programs, count);
    taken.vocabulary().to(out);
    out.end();
  }

  /** Slots of the queries that can be kept, in the order of their ids. */
  private static int[] living(Taken taken) {
    Slots.View slots = taken.snapshot().slots();
    List<Map.Entry<String, Integer>> living = new ArrayList<>();
    for (int slot = 0; slot < slots.count(); slot++) {
      if (slots.isAlive(slot, taken.snapshot().version()) && !taken.withSource().contains(slot)) {
        living.add(Map.entry(slots.texts().id(slot), slot));
      }
    }
    living.sort(Map.Entry.comparingByKey());
    return living.stream().mapToInt(Map.Entry::getValue).toArray();
  }

  /**
   * @throws IOException if it is not a file of saved queries, or a damaged one
   */
  static Read read(Fields fields, Function<String, Query> parser, InputStream from)
      throws IOException {
    var in = new ArraysIn(from);
    if (in.number() != MAGIC) {
      throw new IOException("this is no file of saved queries");
    }
    int version = in.number();
    if (version != VERSION) {
      throw new IOException("the file is of version " + version + ", not " + VERSION);
    }
    String found = in.text();
    String own = fingerprint(fields);
    var tagSets = new TagSets(in);
    int[] tags = in.ints();
    int[] lengths = in.ints();
    byte[] texts = in.bytes();
    String[] ids = new String[tags.length];
    Arrays.setAll(ids, i -> in.text());
    if (!found.equals(own)) {
      List<NewQuery> all = new ArrayList<>();
      for (int i = 0, at = 0; i < ids.length; at += lengths[i++]) {
        all.add(query(ids[i], texts, at, lengths[i], tagSets.tags(tags[i])));
      }
      return new Read(
          new Holdings(fields, parser), all, "it is of (%s), this is (%s)".formatted(found, own));
    }
    int[] programs = in.ints();
    var vocabulary = new Vocabulary(fields, in);
    var slots = new Slots(ids.length + 1, vocabulary.index().programs() + 1, texts.length);
    List<NewQuery> rest = new ArrayList<>();
    for (int i = 0, at = 0; i < ids.length; at += lengths[i++]) {
      if (programs[i] == NO_PROGRAM) {
        rest.add(query(ids[i], texts, at, lengths[i], tagSets.tags(tags[i])));
      } else {
        slots.put(ids[i], texts, at, lengths[i], null, programs[i], tags[i], 1);
      }
    }
    slots.order(IdOrder.alreadySorted(slots.living()));
    var index = vocabulary.index().view();
    int lost = 0;
    for (int program = 0; program < index.programs(); program++) {
      lost += index.uses(program, p -> vocabulary.meanings()[p] == Meaning.Lost.LOST) ? 1 : 0;
    }
    return new Read(new Holdings(fields, parser, tagSets, vocabulary, slots, lost), rest, null);
  }

  private static NewQuery query(String id, byte[] texts, int at, int length, Set<String> tags) {
    return new NewQuery(
        id, new String(texts, at, length, java.nio.charset.StandardCharsets.UTF_8), tags);
  }
}
