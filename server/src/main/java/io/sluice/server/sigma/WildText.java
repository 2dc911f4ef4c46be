package io.sluice.server.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A text with wildcards. In Sigma {@code *} is any run of characters and {@code ?} any one; a
 * backslash takes their meaning from them and from another backslash, before anything else it is
 * one itself.
 */
record WildText(List<Part> parts) {
  /** A stretch of it. */
  sealed interface Part {}

  record Literal(String text) implements Part {}

  record AnyRun() implements Part {}

  record AnyOne() implements Part {}

  private static final Part RUN = new AnyRun();
  private static final Part ONE = new AnyOne();

  WildText {
    parts = List.copyOf(parts);
  }

  static WildText literally(String text) {
    return new WildText(text.isEmpty() ? List.of() : List.of(new Literal(text)));
  }

  static WildText parse(String written) {
    var parts = new ArrayList<Part>();
    var literal = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '*' || c == '?') {
        end(literal, parts);
        parts.add(c == '*' ? RUN : ONE);
      } else if (c == '\\'
          && i + 1 < written.length()
          && "*?\\".indexOf(written.charAt(i + 1)) >= 0) {
        literal.append(written.charAt(++i));
      } else {
        literal.append(c);
      }
    }
    end(literal, parts);
    return new WildText(parts);
  }

  private static void end(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  boolean isLiteral() {
    return parts.stream().allMatch(part -> part instanceof Literal);
  }

  /** Of a text without wildcards. */
  String literal() {
    var text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal(String piece)) {
        text.append(piece);
      }
    }
    return text.toString();
  }

  WildText withRuns(boolean before, boolean after) {
    var more = new ArrayList<Part>();
    if (before) {
      more.add(RUN);
    }
    more.addAll(parts);
    if (after) {
      more.add(RUN);
    }
    return new WildText(more);
  }

  WildText map(UnaryOperator<String> literals) {
    return new WildText(
        parts.stream()
            .map(
                part ->
                    part instanceof Literal(String text) ? new Literal(literals.apply(text)) : part)
            .toList());
  }
}
