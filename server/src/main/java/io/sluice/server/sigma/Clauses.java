package io.sluice.server.sigma;

import io.sluice.server.sigma.Criterion.Clause;
import io.sluice.server.sigma.WildText.AnyOne;
import io.sluice.server.sigma.WildText.AnyRun;
import io.sluice.server.sigma.WildText.Literal;
import io.sluice.server.sigma.WildText.Part;

/**
 * Single clauses of the query language. Every clause names a view of its field, so it means the
 * same whatever type a stream gave the field.
 */
final class Clauses {
  /** The name that stands for all fields of an event. */
  static final String ALL_FIELDS = "_all";

  private static final String NEED_ESCAPE = "+-&|!(){}[]^\"~*?:\\/ \t\n\r\u3000<>=";

  private Clauses() {}

  static Criterion text(String field, WildText text, boolean cased) {
    String name = field(field, cased ? "exact" : "caseless");
    if (text.isLiteral()) {
      return new Clause(name + ":" + quoted(text.literal()));
    }
    var pattern = new StringBuilder();
    boolean run = false;
    for (Part part : text.parts()) {
      switch (part) {
        case Literal(String literal) -> pattern.append(escaped(literal));
        case AnyOne _ -> pattern.append('?');
        case AnyRun _ -> pattern.append(run ? "" : "*");
      }
      run = part instanceof AnyRun;
    }
    return new Clause(name + ":" + pattern);
  }

  static Criterion exists(String field) {
    return new Clause(field(field, "caseless") + ":*");
  }

  static Criterion regex(String field, String regex) {
    return new Clause(field(field, "regex") + ":/" + slashed(regex) + "/");
  }

  static Criterion same(String field, String other) {
    return new Clause(field(field, "same") + ":" + quoted(other));
  }

  static Criterion block(String field, String block) {
    return new Clause(field(field, "ip") + ":" + quoted(block));
  }

  static Criterion number(String field, String comparison, String number) {
    return new Clause(field(field, "number") + ":" + comparison + number);
  }

  private static String field(String name, String view) {
    return escaped(name) + "@" + view;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (NEED_ESCAPE.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /**
   * Between slashes a slash is escaped, and an escaped backslash must not look as if it did that.
   */
  private static String slashed(String regex) {
    var text = new StringBuilder();
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length()) {
        char next = regex.charAt(++i);
        text.append(next == '\\' ? "\\x5C" : "\\" + next);
      } else {
        text.append(c == '/' ? "\\/" : String.valueOf(c));
      }
    }
    return text.toString();
  }
}
