package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spans of time as others write them: {@code 10m}, {@code 10 MINUTES}, {@code '10 minutes'}. */
final class ForeignDurations {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("ms", "MILLISECOND"),
          Map.entry("msec", "MILLISECOND"),
          Map.entry("millisecond", "MILLISECOND"),
          Map.entry("s", "SECOND"),
          Map.entry("sec", "SECOND"),
          Map.entry("second", "SECOND"),
          Map.entry("m", "MINUTE"),
          Map.entry("min", "MINUTE"),
          Map.entry("minute", "MINUTE"),
          Map.entry("h", "HOUR"),
          Map.entry("hr", "HOUR"),
          Map.entry("hour", "HOUR"),
          Map.entry("d", "DAY"),
          Map.entry("day", "DAY"),
          Map.entry("w", "WEEK"),
          Map.entry("week", "WEEK"),
          Map.entry("month", "MONTH"),
          Map.entry("y", "YEAR"),
          Map.entry("year", "YEAR"));

  private static final Pattern WITH_UNIT = Pattern.compile("'\\s*([0-9]+)\\s*(\\p{Alpha}+)\\s*'");
  private static final String EXAMPLE = "write for example INTERVAL '10' MINUTE";

  private ForeignDurations() {}

  /** The unit that a word means, long or short, with or without its plural S. */
  static Optional<String> unit(String word) {
    String key = word.toLowerCase(Locale.ROOT);
    String unit = UNITS.get(key);
    if (unit == null && key.endsWith("s")) {
      unit = UNITS.get(key.substring(0, key.length() - 1));
    }
    return Optional.ofNullable(unit);
  }

  /** Azure: {@code LIMIT DURATION(minute, 10)}. */
  static @Nullable Guess limitDuration(ErrorPlace p) {
    if (p.type(0) != SluiceParser.LIMIT
        || !p.isWord(1, "DURATION")
        || !p.expects(SluiceParser.WITHIN)) {
      return null;
    }
    int end = p.next(2, 6, ")");
    Optional<String> unit = unit(p.text(3));
    boolean whole = end == 6 && unit.isPresent() && p.type(5) == SluiceParser.INTEGER;
    String right = whole ? "WITHIN INTERVAL '" + p.text(5) + "' " + unit.get() : "WITHIN INTERVAL";
    String message = "the time bound of a pattern is called WITHIN";
    int[] cure = {
      SluiceParser.WITHIN, SluiceParser.INTERVAL, SluiceParser.STRING, SluiceParser.MINUTE
    };
    return whole
        ? p.foreign(0, end + 1, message, "", "write " + right, right, cure)
        : p.foreign(0, Math.max(2, end + 1), message, "", "write WITHIN INTERVAL '1' MINUTE", cure);
  }

  /** EQL: {@code maxspan=10m}, also with WITH before it. */
  static @Nullable Guess maxspan(ErrorPlace p) {
    int word = p.type(0) == SluiceParser.WITH ? 1 : 0;
    if (!p.isWord(word, "MAXSPAN") || !p.expects(SluiceParser.WITHIN)) {
      return null;
    }
    boolean known = p.type(word + 2) == SluiceParser.INTEGER && unit(p.text(word + 3)).isPresent();
    String message = "the time bound of a pattern is called WITHIN";
    if (!known) {
      return p.foreign(0, word + 1, message, "", "write WITHIN INTERVAL '10' MINUTE");
    }
    String right =
        "WITHIN INTERVAL '" + p.text(word + 2) + "' " + unit(p.text(word + 3)).orElseThrow();
    return p.foreign(
        0,
        word + 4,
        message,
        "",
        "write " + right,
        right,
        SluiceParser.WITHIN,
        SluiceParser.INTERVAL,
        SluiceParser.STRING,
        SluiceParser.MINUTE);
  }

  /**
   * {@code WITHIN 10 MINUTES}, {@code WITHIN '10' MINUTE}, {@code WITHIN 10m}, {@code WITHIN 10}.
   */
  static @Nullable Guess bareDuration(ErrorPlace p) {
    boolean number = p.type(0) == SluiceParser.INTEGER || p.type(0) == SluiceParser.DECIMAL;
    boolean amount = number || p.type(0) == SluiceParser.STRING;
    // Where any value may stand the number is not the mistake.
    if (!amount || !p.expects(SluiceParser.INTERVAL) || p.expects(SluiceParser.CASE)) {
      return null;
    }
    String message = "a span of time is written INTERVAL '10' MINUTE";
    Matcher inside = WITH_UNIT.matcher(p.text(0));
    int[] cure = {SluiceParser.INTERVAL, SluiceParser.STRING, SluiceParser.MINUTE};
    if (inside.matches() && unit(inside.group(2)).isPresent()) {
      String right = interval(inside.group(1), unit(inside.group(2)).orElseThrow());
      return p.foreign(0, 1, message, "", "write " + right, right, cure);
    }
    Optional<String> unit = unit(p.text(1));
    if (unit.isEmpty()) {
      return p.foreign(0, 1, message, "of which unit?", EXAMPLE, cure);
    }
    String right = interval(p.text(0).replace("'", ""), unit.get());
    return p.foreign(0, 2, message, "", "write " + right, right, cure);
  }

  /** {@code WITHIN :span}, where parameters have no place. */
  static @Nullable Guess parameter(ErrorPlace p) {
    boolean named = p.type(0) == SluiceParser.COLON && p.type(1) == SluiceParser.IDENT;
    if (!named || !p.expects(SluiceParser.INTERVAL) || p.expects(SluiceParser.CASE)) {
      return null;
    }
    return p.foreign(
        0,
        2,
        "a span of time is written out here, no parameter can stand for it",
        "",
        EXAMPLE + "; parameters stand in conditions, measures and searches",
        SluiceParser.INTERVAL,
        SluiceParser.STRING,
        SluiceParser.MINUTE);
  }

  private static String interval(String amount, String unit) {
    return "INTERVAL '" + amount + "' " + unit;
  }

  /** {@code INTERVAL 10 MINUTE}. */
  static @Nullable Guess bareNumber(ErrorPlace p) {
    boolean number = p.type(0) == SluiceParser.INTEGER || p.type(0) == SluiceParser.DECIMAL;
    if (!number || p.type(-1) != SluiceParser.INTERVAL) {
      return null;
    }
    String right = "'" + p.text(0) + "'";
    return p.foreign(
        0,
        1,
        "the number behind INTERVAL stands in quotes",
        "",
        "write INTERVAL " + right,
        right,
        SluiceParser.STRING);
  }

  /** {@code INTERVAL '10 minutes'}. */
  static @Nullable Guess unitInQuotes(ErrorPlace p) {
    if (p.type(-2) != SluiceParser.INTERVAL
        || p.type(-1) != SluiceParser.STRING
        || !p.expects(SluiceParser.MINUTE)) {
      return null;
    }
    Matcher inside = WITH_UNIT.matcher(p.text(-1));
    if (!inside.matches() || unit(inside.group(2)).isEmpty()) {
      return null;
    }
    String right = "'" + inside.group(1) + "' " + unit(inside.group(2)).orElseThrow();
    return p.foreign(
        -1,
        0,
        "the unit of an interval stands behind the quotes",
        "",
        "write INTERVAL " + right,
        right,
        SluiceParser.STRING,
        SluiceParser.MINUTE);
  }

  /** {@code INTERVAL '10' min}. */
  static @Nullable Guess shortUnit(ErrorPlace p) {
    Optional<String> unit = unit(p.text(0));
    if (p.type(-1) != SluiceParser.STRING || !p.expects(SluiceParser.MINUTE) || unit.isEmpty()) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "'" + p.text(0) + "' is no unit of time",
        "expected SECOND, MINUTE, HOUR or DAY",
        "did you mean '" + unit.get() + "'?",
        unit.get(),
        SluiceParser.MINUTE);
  }

  /** {@code ts - 5 SECONDS}, {@code ts - 5m}. */
  static @Nullable Guess inArithmetic(ErrorPlace p) {
    boolean number = p.type(-1) == SluiceParser.INTEGER || p.type(-1) == SluiceParser.DECIMAL;
    boolean term =
        p.type(-2) == SluiceParser.PLUS
            || p.type(-2) == SluiceParser.MINUS
            || p.type(-2) == SluiceParser.AND
            || p.type(-2) == SluiceParser.BETWEEN;
    Optional<String> unit = unit(p.text(0));
    if (!number || !term || unit.isEmpty()) {
      return null;
    }
    String right = interval(p.text(-1), unit.get());
    return p.foreign(
        -1,
        1,
        "a span of time is written INTERVAL '10' MINUTE",
        "",
        "write " + right,
        right,
        SluiceParser.INTERVAL,
        SluiceParser.STRING,
        SluiceParser.MINUTE);
  }
}
