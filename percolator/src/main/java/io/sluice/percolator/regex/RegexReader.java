package io.sluice.percolator.regex;

import io.sluice.percolator.regex.Node.Assertion;
import io.sluice.percolator.regex.Node.Choice;
import io.sluice.percolator.regex.Node.One;
import io.sluice.percolator.regex.Node.Place;
import io.sluice.percolator.regex.Node.Repeat;
import io.sluice.percolator.regex.Node.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Reads Perl's notation by recursive descent. An instance reads one text. */
final class RegexReader {
  private static final int MAX_NESTING = 100;
  private static final int MAX_COPIES = 1000;

  private final String text;
  private int at;
  private int depth;

  private boolean anyCase;
  private boolean dotIsAll;
  private boolean lines;

  RegexReader(String text) {
    this.text = text;
  }

  Node read() {
    Node whole = choice();
    if (at < text.length()) {
      throw bad(at, "This ) has no ( before it.");
    }
    return whole;
  }

  private Node choice() {
    if (++depth > MAX_NESTING) {
      throw bad(at, "Groups are nested more than " + MAX_NESTING + " deep.");
    }
    boolean case0 = anyCase;
    boolean dot0 = dotIsAll;
    boolean lines0 = lines;
    var parts = new ArrayList<Node>();
    parts.add(sequence());
    while (skip("|")) {
      parts.add(sequence());
    }
    anyCase = case0;
    dotIsAll = dot0;
    lines = lines0;
    depth--;
    return parts.size() == 1 ? parts.getFirst() : new Choice(List.copyOf(parts));
  }

  private Node sequence() {
    var parts = new ArrayList<Node>();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      if (skip("\\Q")) {
        int end = text.indexOf("\\E", at);
        String literal = text.substring(at, end < 0 ? text.length() : end);
        literal.codePoints().forEach(c -> parts.add(new One(literal(c))));
        at = end < 0 ? text.length() : end + 2;
        continue;
      }
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Sequence(List.copyOf(parts));
  }

  // ------------------------------------------------------------------ repetition

  private Node repeated(Node atom) {
    Node node = atom;
    while (at < text.length()) {
      int start = at;
      Repeat repeat =
          skip("*")
              ? new Repeat(node, 0, -1)
              : skip("+") ? new Repeat(node, 1, -1) : skip("?") ? new Repeat(node, 0, 1) : null;
      if (repeat == null) {
        repeat = counted(node);
      }
      if (repeat == null) {
        return node;
      }
      if (skip("+")) {
        throw bad(
            start,
            "A possessive repetition ("
                + text.substring(start, at)
                + ") is not one of an automaton.");
      }
      skip("?");
      node = repeat;
    }
    return node;
  }

  /** {@code {n}}, {@code {n,}}, {@code {n,m}}, {@code {,m}}; any other brace is a character. */
  private @org.jspecify.annotations.Nullable Repeat counted(Node node) {
    int close = text.charAt(at) == '{' ? text.indexOf('}', at) : -1;
    if (close < 0 || !text.substring(at + 1, close).matches("\\d{1,9}(,\\d{0,9})?|,\\d{1,9}")) {
      return null;
    }
    String[] bounds = text.substring(at + 1, close).split(",", -1);
    int least = bounds[0].isEmpty() ? 0 : Integer.parseInt(bounds[0]);
    int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? -1 : Integer.parseInt(bounds[1]);
    if (most >= 0 && most < least) {
      throw bad(at, "The repetition " + text.substring(at, close + 1) + " ends below its start.");
    }
    if (Math.max(least, most) > MAX_COPIES) {
      throw bad(at, "A part can be repeated " + MAX_COPIES + " times at most, or without limit.");
    }
    at = close + 1;
    return new Repeat(node, least, most);
  }

  // ------------------------------------------------------------------ atoms

  private Node atom() {
    int start = at;
    int c = next();
    return switch (c) {
      case '(' -> group(start);
      case '[' -> new One(set(start));
      case '.' -> new One(dotIsAll ? CharSet.ALL : CharSet.NO_BREAK);
      case '^' -> new Place(lines ? Assertion.LINE_START : Assertion.TEXT_START);
      case '$' -> new Place(lines ? Assertion.LINE_END : Assertion.TEXT_END_OR_LAST_BREAK);
      case '*', '+', '?' -> throw bad(start, "There is nothing to repeat before " + (char) c + ".");
      case '\\' -> escaped(start);
      default -> new One(literal(c));
    };
  }

  private Node group(int start) {
    if (skip("?")) {
      if (skip("=") || skip("!") || skip("<=") || skip("<!")) {
        throw bad(start, "Look-around (" + text.substring(start, at) + ") is not supported.");
      }
      if (skip(">")) {
        throw bad(start, "An atomic group (" + text.substring(start, at) + ") is not supported.");
      }
      if (skip("P<") || skip("<") || skip("'")) {
        char closing = text.charAt(at - 1) == '\'' ? '\'' : '>';
        int end = text.indexOf(closing, at);
        if (end < 0) {
          throw bad(start, "The name of this group has no end.");
        }
        at = end + 1;
      } else if (!skip(":")) {
        return flags(start);
      }
    }
    return closed(start);
  }

  private Node closed(int start) {
    Node inner = choice();
    if (!skip(")")) {
      throw bad(start, "This ( is never closed.");
    }
    return inner;
  }

  /** {@code (?i)} holds to the end of the group it stands in, {@code (?i:...)} for its own. */
  private Node flags(int start) {
    boolean case0 = anyCase;
    boolean dot0 = dotIsAll;
    boolean lines0 = lines;
    boolean on = true;
    while (true) {
      int c = next();
      switch (c) {
        case '-' -> on = false;
        case 'i' -> anyCase = on;
        case 's' -> dotIsAll = on;
        case 'm' -> lines = on;
        case ')' -> {
          return Node.EMPTY;
        }
        case ':' -> {
          Node inner = closed(start);
          anyCase = case0;
          dotIsAll = dot0;
          lines = lines0;
          return inner;
        }
        default ->
            throw bad(
                start,
                "The group "
                    + text.substring(start, at)
                    + " is not supported; flags are i, m and s.");
      }
    }
  }

  private Node escaped(int start) {
    int c = next();
    return switch (c) {
      case 'b' -> new Place(Assertion.WORD_EDGE);
      case 'B' -> new Place(Assertion.NO_WORD_EDGE);
      case 'A' -> new Place(Assertion.TEXT_START);
      case 'z' -> new Place(Assertion.TEXT_END);
      case 'Z' -> new Place(Assertion.TEXT_END_OR_LAST_BREAK);
      case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k', 'g' ->
          throw bad(
              start, "A back-reference (" + text.substring(start, at) + ") is not supported.");
      default -> new One(escapedSet(start, c));
    };
  }

  /** What an escape stands for, inside a set and outside. */
  private CharSet escapedSet(int start, int c) {
    return switch (c) {
      case 'd' -> CharSet.DIGITS;
      case 'D' -> CharSet.DIGITS.inverted();
      case 'w' -> CharSet.WORD;
      case 'W' -> CharSet.WORD.inverted();
      case 's' -> CharSet.SPACE;
      case 'S' -> CharSet.SPACE.inverted();
      case 't' -> literal('\t');
      case 'n' -> literal('\n');
      case 'r' -> literal('\r');
      case 'f' -> literal('\f');
      case 'v' -> literal(0x0B);
      case 'a' -> literal(0x07);
      case 'e' -> literal(0x1B);
      case '0' -> literal(0);
      case 'x' ->
          literal(skip("{") ? hex(start, text.indexOf('}', at), true) : hex(start, at + 2, false));
      case 'u' -> literal(hex(start, at + 4, false));
      default -> {
        if (c < 128 && Character.isLetterOrDigit(c)) {
          throw bad(start, "The escape \\" + (char) c + " is not supported.");
        }
        yield literal(c);
      }
    };
  }

  private int hex(int start, int end, boolean braced) {
    if (end < at || end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{1,6}")) {
      throw bad(start, "Hexadecimal digits are missing here.");
    }
    int value = Integer.parseInt(text.substring(at, end), 16);
    if (value > Character.MAX_CODE_POINT) {
      throw bad(start, "There is no such character.");
    }
    at = braced ? end + 1 : end;
    return value;
  }

  // ------------------------------------------------------------------ sets

  private CharSet set(int start) {
    boolean inverted = skip("^");
    CharSet set = CharSet.none();
    boolean first = true;
    while (first || at >= text.length() || text.charAt(at) != ']') {
      if (at >= text.length()) {
        throw bad(start, "This [ is never closed.");
      }
      first = false;
      if (skip("[:")) {
        set = set.with(named(start));
        continue;
      }
      int place = at;
      CharSet from = member();
      boolean single = isSingle(from);
      if (single
          && at + 1 < text.length()
          && text.charAt(at) == '-'
          && text.charAt(at + 1) != ']') {
        at++;
        CharSet to = member();
        int low = from.ranges().getFirst().from();
        if (!isSingle(to) || to.ranges().getFirst().from() < low) {
          throw bad(place, "The range " + text.substring(place, at) + " is not one.");
        }
        set = set.with(CharSet.of(low, to.ranges().getFirst().to()));
      } else {
        set = set.with(from);
      }
    }
    at++;
    CharSet folded = anyCase ? set.inBothCases() : set;
    return inverted ? folded.inverted() : folded;
  }

  private static boolean isSingle(CharSet set) {
    return set.ranges().size() == 1
        && set.ranges().getFirst().from() == set.ranges().getFirst().to();
  }

  /** A character or a class of a set, as it is written: letter case is taken in at the end. */
  private CharSet member() {
    int start = at;
    int c = next();
    if (c != '\\') {
      return CharSet.of(c, c);
    }
    int escape = next();
    boolean case0 = anyCase;
    anyCase = false;
    CharSet set = escape == 'b' ? CharSet.of('\b', '\b') : escapedSet(start, escape);
    anyCase = case0;
    return set;
  }

  private CharSet named(int start) {
    int end = text.indexOf(":]", at);
    String name = end < 0 ? "" : text.substring(at, end);
    CharSet set =
        switch (name) {
          case "alpha" -> CharSet.LETTERS;
          case "digit" -> CharSet.DIGITS;
          case "alnum" -> CharSet.LETTERS.with(CharSet.DIGITS);
          case "upper" -> CharSet.of('A', 'Z');
          case "lower" -> CharSet.of('a', 'z');
          case "space" -> CharSet.SPACE;
          case "word" -> CharSet.WORD;
          case "xdigit" -> CharSet.DIGITS.with(CharSet.of('a', 'f')).with(CharSet.of('A', 'F'));
          case "punct" -> CharSet.of('!', '~').and(CharSet.LETTERS.with(CharSet.DIGITS).inverted());
          default -> throw bad(start, "There is no class [:" + name + ":].");
        };
    at = end + 2;
    return set;
  }

  // ------------------------------------------------------------------ characters

  private CharSet literal(int c) {
    CharSet one = CharSet.of(c, c);
    return anyCase ? one.inBothCases() : one;
  }

  private int next() {
    if (at >= text.length()) {
      throw bad(at, "The regular expression ends too early.");
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private boolean skip(String expected) {
    if (!text.startsWith(expected, at)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  private static BadRegexException bad(int at, String message) {
    return new BadRegexException(at, message);
  }
}
