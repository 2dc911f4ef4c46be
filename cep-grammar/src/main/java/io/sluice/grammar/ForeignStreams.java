package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What others write behind a stream in FROM, or before a query: windows, views, annotations. */
final class ForeignStreams {
  private static final String NOT_RUN =
      "windows: this version reads them and does not run them yet";

  private ForeignStreams() {}

  /** ksqlDB: {@code FROM e WINDOW TUMBLING (SIZE 1 HOUR)}. */
  static @Nullable Guess window(ErrorPlace p) {
    // Behind FROM e the word was read as an alias; behind FROM e AS x it was not.
    int word = p.isWord(0, "WINDOW") ? 0 : -1;
    if (!p.isWord(word, "WINDOW") || p.type(word + 2) != SluiceParser.LPAREN) {
      return null;
    }
    int close = p.closing(word + 2);
    String kind = p.text(word + 1).toUpperCase(Locale.ROOT);
    String start =
        switch (kind) {
          case "TUMBLING" -> "TUMBLE";
          case "HOPPING" -> "HOP";
          case "SESSION" -> kind;
          default -> "";
        };
    if (start.isEmpty() || close == word + 2) {
      return null;
    }
    String stream = p.type(word - 1) == SluiceParser.IDENT ? p.text(word - 1) : "stream";
    String size = span(p, "SIZE", word + 3, close);
    String spans =
        switch (kind) {
          case "HOPPING" -> span(p, "BY", word + 3, close) + ", " + size;
          case "SESSION" -> span(p, "(", word + 2, close);
          default -> size;
        };
    Guess guess =
        p.foreign(
            word,
            close + 1,
            "a window is written as a function in FROM",
            "",
            "write FROM "
                + start
                + "(TABLE "
                + stream
                + ", DESCRIPTOR(ts), "
                + spans
                + ") with the time column of the stream for ts");
    return new Guess(guess.diagnostic().withNotes(NOT_RUN), guess.edit(), 0, true);
  }

  /** The time behind a word, as it is written here. */
  private static String span(ErrorPlace p, String word, int from, int to) {
    for (int at = from; at < to; at++) {
      if (p.isWord(at, word) && p.type(at + 1) == SluiceParser.INTEGER) {
        return interval(p, at + 1);
      }
    }
    return "INTERVAL '1' MINUTE";
  }

  private static String interval(ErrorPlace p, int number) {
    String unit = ForeignDurations.unit(p.text(number + 1)).orElse("SECOND");
    return "INTERVAL '" + p.text(number) + "' " + unit;
  }

  /** Esper: {@code from e.win:time(5 min)}, {@code from e#time(5 min)#unique(k)}. */
  static @Nullable Guess view(ErrorPlace p) {
    if (!p.expects(SluiceParser.MATCH_RECOGNIZE)) {
      return null;
    }
    int end = 0;
    int name = viewName(p, 0);
    while (viewName(p, end) > 0) {
      int open = viewName(p, end) + 1;
      int close = p.type(open) == SluiceParser.LPAREN ? p.closing(open) : open - 1;
      if (close == open) {
        break;
      }
      end = close + 1;
    }
    if (end == 0) {
      return null;
    }
    String view = p.text(name).toLowerCase(Locale.ROOT);
    boolean number = p.type(name + 2) == SluiceParser.INTEGER;
    String over = number ? interval(p, name + 2) : "INTERVAL '5' MINUTE";
    String table = "(TABLE " + p.text(-1) + ", DESCRIPTOR(ts), " + over + ")";
    String help =
        switch (view) {
          case "time", "ext_timed", "time_accum" -> "write FROM SLIDE" + table;
          case "time_batch", "ext_timed_batch" -> "write FROM TUMBLE" + table;
          default -> "leave it out: a query sees each row as it comes";
        };
    boolean window = help.contains("TABLE");
    Guess guess =
        p.foreign(
            0,
            end,
            "'" + p.text(p.span(0, name + 1)) + "' is how Esper keeps rows of a stream",
            "",
            help
                + (window ? " with the time column of the stream for ts" : "")
                + "; a time that a pattern may take is WITHIN");
    return window ? new Guess(guess.diagnostic().withNotes(NOT_RUN), guess.edit(), 0, true) : guess;
  }

  /** The last word of the name of a view that begins at the offset, or -1. */
  private static int viewName(ErrorPlace p, int at) {
    if (p.text(at).equals("#") && isName(p, at + 1)) {
      return at + 1;
    }
    boolean spaced =
        p.type(at) == SluiceParser.DOT
            && isName(p, at + 1)
            && p.type(at + 2) == SluiceParser.COLON
            && isName(p, at + 3);
    return spaced ? at + 3 : -1;
  }

  private static boolean isName(ErrorPlace p, int offset) {
    return p.type(offset) == SluiceParser.IDENT || Phrases.isWord(p.type(offset));
  }

  /** {@code FROM catalog.e}. */
  static @Nullable Guess dottedName(ErrorPlace p) {
    if (p.type(0) != SluiceParser.DOT
        || !p.expects(SluiceParser.MATCH_RECOGNIZE)
        || !isName(p, 1)) {
      return null;
    }
    String name = p.text(1);
    return p.foreign(
        -1,
        2,
        "the name of a stream has no '.'",
        "",
        "streams are not in catalogs or schemas: write " + name,
        name,
        SluiceParser.IDENT);
  }

  /** Esper, Siddhi: {@code @name('x') select ...}. */
  static @Nullable Guess annotation(ErrorPlace p) {
    if (!p.isFirst() || !p.text(0).equals("@")) {
      return null;
    }
    int end = 0;
    String name = "name";
    while (p.text(end).equals("@") && isName(p, end + 1)) {
      boolean brackets = p.type(end + 2) == SluiceParser.LPAREN;
      int close = brackets ? p.closing(end + 2) : end + 1;
      if (brackets && close == end + 2) {
        return null;
      }
      String value = brackets ? p.text(p.span(end + 3, close)) : "";
      if (p.isWord(end + 1, "name") && value.matches("['\"]\\w+['\"]")) {
        name = value.substring(1, value.length() - 1);
      }
      end = close + 1;
    }
    if (end == 0) {
      return null;
    }
    String right = "CREATE PATTERN " + name + " AS";
    boolean query = p.type(end) == SluiceParser.SELECT || p.type(end) == SluiceParser.INSERT;
    if (query || p.type(end) == Token.EOF) {
      return p.foreign(
          0, end, "a statement has no annotations", "", "write " + right + " ...", right);
    }
    return p.foreign(0, end, "a statement has no annotations", "", "leave it out", "");
  }
}
