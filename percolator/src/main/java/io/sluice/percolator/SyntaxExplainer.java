package io.sluice.percolator;

import static org.apache.lucene.queryparser.classic.QueryParserConstants.*;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.lucene.queryparser.classic.Token;
import org.jspecify.annotations.Nullable;

/**
 * Why a text is no query, in words: Lucene's parser says which token it did not expect, and the
 * tokens around it tell what the writer forgot.
 */
final class SyntaxExplainer {
  private final String text;

  private SyntaxExplainer(String text) {
    this.text = text;
  }

  /** The parser stopped after {@code last}. */
  static QuerySyntaxException unexpected(String text, List<Token> tokens, Token last) {
    return new SyntaxExplainer(text).unexpectedAfter(tokens, last);
  }

  /** A character begins no token at all. */
  static QuerySyntaxException unreadable(String text, List<Token> tokens) {
    return new SyntaxExplainer(text).unreadableAfter(tokens);
  }

  /** Lucene refused an escape or a fuzziness. */
  static QuerySyntaxException badEscape(
      String text, RecordingTokens.Spot spot, @Nullable String reason) {
    String why = reason == null ? "" : reason;
    SyntaxExplainer explain = new SyntaxExplainer(text);
    if (why.contains("Unicode escape")) {
      return explain.problem(
          spot.start(), spot.end(), "\\u must be followed by four hexadecimal digits.", null);
    }
    if (why.contains("escape character")) {
      return explain.problem(
          spot.end() - 1,
          spot.end(),
          "Nothing follows the \\ that escapes.",
          "Write \\\\ for a backslash.");
    }
    if (why.contains("edit distances") || why.contains("similarity")) {
      return explain.problem(
          spot.start(), spot.end(), "The fuzziness after ~ must be 0, 1 or 2.", null);
    }
    return explain.problem(spot.start(), spot.end(), "This cannot be read.", null);
  }

  private QuerySyntaxException problem(int start, int end, String message, @Nullable String hint) {
    return new QuerySyntaxException(text, start, end, message, hint);
  }

  private QuerySyntaxException unexpectedAfter(List<Token> tokens, Token last) {
    Token found = last.next;
    int index = tokens.indexOf(found);
    List<Token> before = index < 0 ? tokens : tokens.subList(0, index);
    @Nullable Token previous = before.isEmpty() ? null : before.getLast();
    boolean atEnd = found.kind == EOF;
    int start = atEnd ? text.length() : found.beginColumn;
    int end = atEnd ? text.length() : found.endColumn;

    Token range = openRange(before);
    if (range != null) {
      return inRange(range, before, found, end);
    }
    if (previous != null) {
      QuerySyntaxException missing = missingAfter(previous, before, found);
      if (missing != null) {
        return missing;
      }
    }
    Token open = openParenthesis(before);
    if (atEnd && open != null) {
      return problem(
          open.beginColumn,
          open.endColumn,
          "This ( is never closed.",
          "Add the ) that belongs to it.");
    }
    return switch (found.kind) {
      case RPAREN ->
          problem(start, end, "This ) has no ( before it.", "Write \\) to search for it.");
      case AND, OR -> problem(start, end, found.image + " needs a clause before it.", null);
      case COLON ->
          problem(
              start,
              end,
              "A colon cannot stand here.",
              "Quote a value that contains one: field:\"10:30\".");
      case CARAT ->
          problem(start, end, "A boost (^) must follow a word, a phrase or a group.", null);
      case FUZZY_SLOP ->
          problem(start, end, "A fuzziness (~) must follow a word or a phrase.", null);
      default ->
          problem(
              start,
              end,
              atEnd
                  ? "The query ends too early."
                  : "\"" + shown(found) + "\" was not expected here.",
              null);
    };
  }

  /** What is missing after an operator, a colon, a bracket. */
  private @Nullable QuerySyntaxException missingAfter(
      Token previous, List<Token> before, Token found) {
    int start = previous.beginColumn;
    int end = previous.endColumn;
    return switch (previous.kind) {
      case COLON -> {
        Token name = before.size() > 1 ? before.get(before.size() - 2) : previous;
        if (found.kind == MINUS || found.kind == PLUS) {
          yield problem(
              found.beginColumn,
              found.endColumn,
              "A value cannot begin with " + found.image + ".",
              "Quote it: " + name.image + ":\"" + found.image + "5\".");
        }
        yield problem(
            name.beginColumn,
            end,
            "A value is missing after " + name.image + ":.",
            "Write " + name.image + ":word, or " + name.image + ":* for any value.");
      }
      case AND, OR, NOT, PLUS, MINUS ->
          problem(start, end, operator(previous) + " needs a clause after it.", null);
      case LPAREN ->
          found.kind == RPAREN
              ? problem(start, found.endColumn, "There is nothing between these parentheses.", null)
              : null;
      case CARAT -> problem(start, end, "A number must follow ^.", "For example: word^2.");
      default -> null;
    };
  }

  private QuerySyntaxException inRange(Token open, List<Token> before, Token found, int end) {
    String form = "A range is written [10 TO 20], with { or } for an end that is not included.";
    if (found.kind == EOF) {
      return problem(
          open.beginColumn, open.endColumn, "This " + open.image + " is never closed.", form);
    }
    boolean hasTo =
        before.stream().anyMatch(t -> t.beginColumn > open.beginColumn && t.kind == RANGE_TO);
    return problem(
        open.beginColumn,
        end,
        hasTo ? "This range is not complete." : "TO is missing between the two ends of the range.",
        form);
  }

  private QuerySyntaxException unreadableAfter(List<Token> tokens) {
    int start = tokens.isEmpty() ? 0 : tokens.getLast().endColumn;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (!tokens.isEmpty() && tokens.getLast().kind == CARAT) {
      int at = tokens.getLast().beginColumn;
      return problem(at, at + 1, "A number must follow ^.", "For example: word^2.");
    }
    if (start >= text.length()) {
      return problem(text.length(), text.length(), "The query ends too early.", null);
    }
    char first = text.charAt(start);
    return switch (first) {
      case '"' ->
          problem(
              start,
              start + 1,
              "This quote is never closed.",
              "Add the closing quote, or write \\\" to search for one.");
      case '/' ->
          problem(
              start,
              start + 1,
              "This / begins a regular expression that is never closed.",
              "Quote the word or write \\/ to search for a slash.");
      case '\\' ->
          problem(
              start,
              start + 1,
              "Nothing follows the \\ that escapes.",
              "Write \\\\ for a backslash.");
      case ']', '}' ->
          problem(start, start + 1, "This " + first + " has no [ or { before it.", null);
      default -> {
        // A word that ends in a lone backslash.
        int last = text.length() - 1;
        if (text.charAt(last) == '\\') {
          yield problem(
              last,
              last + 1,
              "Nothing follows the \\ that escapes.",
              "Write \\\\ for a backslash.");
        }
        yield problem(
            start,
            start + 1,
            "\"" + first + "\" cannot stand here.",
            "Write \\" + first + " to search for it.");
      }
    };
  }

  private static String operator(Token token) {
    return switch (token.kind) {
      case PLUS -> "+";
      case MINUS -> "-";
      default -> token.image;
    };
  }

  private static String shown(Token token) {
    return token.image.length() > 40 ? token.image.substring(0, 40) + "..." : token.image;
  }

  private static @Nullable Token openRange(List<Token> tokens) {
    Token open = null;
    for (Token token : tokens) {
      switch (token.kind) {
        case RANGEIN_START, RANGEEX_START -> open = token;
        case RANGEIN_END, RANGEEX_END -> open = null;
        default -> {}
      }
    }
    return open;
  }

  private static @Nullable Token openParenthesis(List<Token> tokens) {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : tokens) {
      if (token.kind == LPAREN) {
        open.push(token);
      } else if (token.kind == RPAREN) {
        open.poll();
      }
    }
    return open.peek();
  }
}
