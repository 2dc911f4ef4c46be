package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceParser;
import org.jspecify.annotations.Nullable;

/** What others put between the steps of a pattern where an arrow stands here. */
final class ForeignArrows {
  private static final String ARROW_OR_NOTHING =
      "write A -> B where other rows may come between, A B where B is the very next row";

  private ForeignArrows() {}

  /** Only between the variables of a pattern an arrow may come next. */
  private static boolean inPattern(ErrorPlace p) {
    return p.expects(SluiceParser.ARROW);
  }

  /** {@code A --> B}: the rest of the line was not read. */
  static @Nullable Guess comment(ErrorPlace p) {
    Span arrow = inPattern(p) ? p.skipped("-->") : null;
    if (arrow == null) {
      return null;
    }
    Diagnostic diagnostic =
        Diagnostic.error(
                SyntaxCode.FOREIGN.code(),
                "'--' begins a comment, so the rest of this line is not read",
                arrow,
                "")
            .withHelp("write '->'")
            .withEdit(arrow, "->");
    TokenEdit cure = p.edit(0, 0, SluiceParser.ARROW, SluiceParser.IDENT, SluiceParser.RPAREN);
    return new Guess(diagnostic, cure, 0, true);
  }

  static @Nullable Guess sign(ErrorPlace p) {
    if (!inPattern(p)) {
      return null;
    }
    String sign = null;
    int width = 1;
    switch (p.type(0)) {
      case SluiceParser.GREATER -> {
        width = p.type(1) == SluiceParser.GREATER && p.touches(1) ? 2 : 1;
        sign = ">".repeat(width);
      }
      case SluiceParser.NAMED -> sign = "=>";
      case SluiceParser.MINUS -> {
        if (p.type(1) == SluiceParser.GREATER) {
          sign = "- >";
          width = 2;
        }
      }
      default -> {
        if (p.text(0).equals("&")) {
          width = p.text(1).equals("&") && p.touches(1) ? 2 : 1;
          return and(p, width);
        }
      }
    }
    if (sign == null) {
      return null;
    }
    return p.foreign(
        0,
        width,
        "'" + sign + "' does not stand between the variables of a pattern",
        "",
        "write '->'",
        "->",
        SluiceParser.ARROW);
  }

  private static Guess and(ErrorPlace p, int width) {
    String a = p.text(-1);
    String b = p.text(width);
    return p.foreign(
        0,
        width,
        "'" + p.text(p.span(0, width)) + "' does not stand between the variables of a pattern",
        "",
        "write "
            + a
            + " -> "
            + b
            + " for one after the other, PERMUTE("
            + a
            + ", "
            + b
            + ") for both in any order",
        SluiceParser.ARROW);
  }

  /** {@code A then B}, {@code A and B}, {@code A or B}, {@code A followed by B}. */
  static @Nullable Guess word(ErrorPlace p) {
    if (!inPattern(p)) {
      return null;
    }
    return switch (p.type(0)) {
      case SluiceParser.AND -> and(p, 1);
      case SluiceParser.OR ->
          p.foreign(
              0,
              1,
              "'" + p.text(0) + "' does not stand between the variables of a pattern",
              "",
              "write '|'",
              "|",
              SluiceParser.BAR);
      case SluiceParser.THEN ->
          p.foreign(
              0,
              1,
              "'" + p.text(0) + "' does not stand between the variables of a pattern",
              "",
              ARROW_OR_NOTHING,
              "->",
              SluiceParser.ARROW);
      case SluiceParser.BY ->
          p.isWord(-1, "followed")
              ? p.foreign(
                  -1,
                  1,
                  "'" + p.text(p.span(-1, 1)) + "' is written with an arrow",
                  "",
                  ARROW_OR_NOTHING,
                  "->",
                  SluiceParser.ARROW)
              : null;
      default -> null;
    };
  }
}
