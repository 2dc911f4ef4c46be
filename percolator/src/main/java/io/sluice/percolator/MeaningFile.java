package io.sluice.percolator;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import io.sluice.percolator.regex.PerlRegex;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.lucene.geo.Polygon;
import org.jspecify.annotations.Nullable;

/**
 * What predicates mean, one after another in a file. Lucene's queries can not be written; whoever
 * needs them is compiled anew.
 */
final class MeaningFile {
  private static final int TERM = 0;
  private static final int PAIR = 1;
  private static final int PHRASE = 2;
  private static final int RANGE = 3;
  private static final int EXISTS = 4;
  private static final int LOST = 5;
  private static final int GLOB = 6;
  private static final int FUZZY = 7;
  private static final int BETWEEN = 8;
  private static final int NOW_RANGE = 9;
  private static final int REGEX = 10;
  private static final int LATE_REGEX = 11;
  private static final int SAME = 12;
  private static final int CIRCLE = 13;
  private static final int BOX = 14;
  private static final int AREA = 15;

  private final FieldWords[] fields;
  private final long[] bounds;
  private final int[] places;

  /**
   * @param fields by number
   * @param bounds as in {@link Vocabulary#bounds}
   * @param places as in {@link Vocabulary#places}
   */
  MeaningFile(FieldWords[] fields, long[] bounds, int[] places) {
    this.fields = fields;
    this.bounds = bounds;
    this.places = places;
  }

  /** Whether a predicate that means this can be written. */
  static boolean canWrite(@Nullable Meaning meaning) {
    return switch (meaning) {
      case Meaning.Opaque o -> false;
      case Meaning.Lost l -> false;
      case Meaning.Pattern(FieldWords f, TokenPattern pattern) ->
          switch (pattern) {
            case TokenPattern.Glob g -> true;
            case TokenPattern.Fuzzy g -> true;
            case TokenPattern.Between b -> true;
            case TokenPattern.Accepted a -> false;
            case TokenPattern.Stepwise s -> false;
            case TokenPattern.Perl p -> true;
          };
      case Meaning.LateRegex p -> true;
      case Meaning.Same s -> true;
      case Meaning.Within(FieldWords f, Place place) ->
          !(place instanceof Place.Area area) || area.polygon().getHoles().length == 0;
      case Meaning.Pair p -> true;
      case Meaning.Phrase p -> true;
      case Meaning.Range r -> true;
      case Meaning.NowRange r -> true;
      case Meaning.Exists e -> true;
      case null -> true;
    };
  }

  static void write(@Nullable Meaning meaning, ArraysOut out) throws IOException {
    switch (meaning) {
      case null -> out.number(TERM);
      case Meaning.Pair p -> out.number(PAIR);
      case Meaning.Range r -> out.number(RANGE);
      case Meaning.Opaque o -> out.number(LOST);
      case Meaning.Lost l -> out.number(LOST);
      case Meaning.NowRange(FieldWords field, TimeEnd low, TimeEnd high) -> {
        out.number(NOW_RANGE);
        out.number(field.number());
        out.number((low.fromNow() ? 1 : 0) | (high.fromNow() ? 2 : 0));
        out.longs(new long[] {low.millis(), high.millis()}, 2);
      }
      case Meaning.Exists(FieldWords field) -> {
        out.number(EXISTS);
        out.number(field.number());
      }
      case Meaning.Phrase(FieldWords field, int[] terms, int[] positions) -> {
        out.number(PHRASE);
        out.number(field.number());
        out.ints(terms, terms.length);
        boolean plain = IntStream.range(0, positions.length).allMatch(i -> positions[i] == i);
        out.ints(positions, plain ? 0 : positions.length);
      }
      case Meaning.Pattern(FieldWords field, TokenPattern pattern) -> pattern(field, pattern, out);
      case Meaning.LateRegex(FieldWords field, PerlRegex regex) ->
          regex(LATE_REGEX, field, regex, out);
      case Meaning.Within(FieldWords field, Place place) -> place(field, place, out);
      case Meaning.Same(FieldWords one, FieldWords other) -> {
        out.number(SAME);
        out.number(one.number());
        out.number(other.number());
      }
    }
  }

  private static void place(FieldWords field, Place place, ArraysOut out) throws IOException {
    double[] numbers;
    switch (place) {
      case Place.Circle(double latitude, double longitude, double meters) -> {
        out.number(CIRCLE);
        numbers = new double[] {latitude, longitude, meters};
      }
      case Place.Box(Place.Bounds b, boolean over) -> {
        out.number(BOX);
        numbers = new double[] {b.south(), b.north(), b.west(), b.east(), over ? 1 : 0};
      }
      case Place.Area area -> {
        out.number(AREA);
        numbers =
            DoubleStream.concat(
                    Arrays.stream(area.polygon().getPolyLats()),
                    Arrays.stream(area.polygon().getPolyLons()))
                .toArray();
      }
    }
    out.number(field.number());
    out.longs(
        Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray(), numbers.length);
  }

  private static double[] numbers(ArraysIn in) {
    return Arrays.stream(in.longs()).mapToDouble(Double::longBitsToDouble).toArray();
  }

  private static void pattern(FieldWords field, TokenPattern pattern, ArraysOut out)
      throws IOException {
    switch (pattern) {
      case TokenPattern.Glob(byte[] text) -> {
        out.number(GLOB);
        out.number(field.number());
        out.bytes(text, text.length);
      }
      case TokenPattern.Fuzzy(int[] word, int edits, int prefix, boolean swaps) -> {
        out.number(FUZZY);
        out.number(field.number());
        out.ints(word, word.length);
        out.number(edits);
        out.number(prefix);
        out.number(swaps ? 1 : 0);
      }
      case TokenPattern.Between(byte[] low, byte[] high, boolean withLow, boolean withHigh) -> {
        out.number(BETWEEN);
        out.number(field.number());
        out.number(
            (low == null ? 0 : 1)
                | (high == null ? 0 : 2)
                | (withLow ? 4 : 0)
                | (withHigh ? 8 : 0));
        out.bytes(low == null ? new byte[0] : low, low == null ? 0 : low.length);
        out.bytes(high == null ? new byte[0] : high, high == null ? 0 : high.length);
      }
      case TokenPattern.Accepted a -> out.number(LOST);
      case TokenPattern.Stepwise s -> out.number(LOST);
      case TokenPattern.Perl(PerlRegex regex) -> regex(REGEX, field, regex, out);
    }
  }

  private static void regex(int kind, FieldWords field, PerlRegex regex, ArraysOut out)
      throws IOException {
    out.number(kind);
    out.number(field.number());
    out.text(regex.toString());
  }

  @Nullable Meaning read(int predicate, ArraysIn in) {
    int kind = in.number();
    return switch (kind) {
      case TERM -> null;
      case PAIR -> Meaning.Pair.PAIR;
      case LOST -> Meaning.Lost.LOST;
      case RANGE -> {
        int range = -1 - places[predicate];
        yield new Meaning.Range(
            fields[(int) bounds[3 * range + 2]], bounds[3 * range], bounds[3 * range + 1]);
      }
      case EXISTS -> new Meaning.Exists(fields[in.number()]);
      case PHRASE -> {
        FieldWords field = fields[in.number()];
        int[] terms = in.ints();
        int[] positions = in.ints();
        yield new Meaning.Phrase(
            field,
            terms,
            positions.length == 0 ? PhraseCompiler.successive(terms.length) : positions);
      }
      case GLOB -> new Meaning.Pattern(fields[in.number()], new TokenPattern.Glob(in.bytes()));
      case FUZZY ->
          new Meaning.Pattern(
              fields[in.number()],
              new TokenPattern.Fuzzy(in.ints(), in.number(), in.number(), in.number() == 1));
      case BETWEEN -> {
        FieldWords field = fields[in.number()];
        int flags = in.number();
        byte[] low = in.bytes();
        byte[] high = in.bytes();
        yield new Meaning.Pattern(
            field,
            new TokenPattern.Between(
                (flags & 1) == 0 ? null : low,
                (flags & 2) == 0 ? null : high,
                (flags & 4) != 0,
                (flags & 8) != 0));
      }
      case CIRCLE -> {
        FieldWords field = fields[in.number()];
        double[] n = numbers(in);
        yield new Meaning.Within(field, new Place.Circle(n[0], n[1], n[2]));
      }
      case BOX -> {
        FieldWords field = fields[in.number()];
        double[] n = numbers(in);
        var corners = new Place.Bounds((int) n[0], (int) n[1], (int) n[2], (int) n[3]);
        yield new Meaning.Within(field, new Place.Box(corners, n[4] == 1));
      }
      case AREA -> {
        FieldWords field = fields[in.number()];
        double[] n = numbers(in);
        double[] latitudes = Arrays.copyOf(n, n.length / 2);
        double[] longitudes = Arrays.copyOfRange(n, n.length / 2, n.length);
        yield new Meaning.Within(field, new Place.Area(new Polygon(latitudes, longitudes)));
      }
      case NOW_RANGE -> {
        FieldWords field = fields[in.number()];
        int flags = in.number();
        long[] ends = in.longs();
        yield new Meaning.NowRange(
            field, new TimeEnd((flags & 1) != 0, ends[0]), new TimeEnd((flags & 2) != 0, ends[1]));
      }
      case REGEX ->
          new Meaning.Pattern(fields[in.number()], new TokenPattern.Perl(PerlRegex.of(in.text())));
      case LATE_REGEX -> new Meaning.LateRegex(fields[in.number()], PerlRegex.of(in.text()));
      case SAME -> new Meaning.Same(fields[in.number()], fields[in.number()]);
      default -> throw new IllegalStateException("a meaning of unknown kind " + kind);
    };
  }
}
