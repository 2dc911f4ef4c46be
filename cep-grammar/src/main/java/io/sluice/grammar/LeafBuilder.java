package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.TypeName;
import io.sluice.grammar.parser.SluiceParser;
import io.sluice.grammar.parser.SluiceParser.ArrayTypeContext;
import io.sluice.grammar.parser.SluiceParser.ColumnListContext;
import io.sluice.grammar.parser.SluiceParser.DataTypeContext;
import io.sluice.grammar.parser.SluiceParser.IntervalLiteralContext;
import io.sluice.grammar.parser.SluiceParser.MapTypeContext;
import io.sluice.grammar.parser.SluiceParser.PlainTypeContext;
import io.sluice.grammar.parser.SluiceParser.StringLiteralContext;
import io.sluice.grammar.parser.SluiceParser.TimeUnitContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Names, numbers, strings, intervals and types; and the errors that only their values show. */
final class LeafBuilder {
  private final SourceText source;
  private final List<Diagnostic> problems;

  LeafBuilder(SourceText source, List<Diagnostic> problems) {
    this.source = source;
    this.problems = problems;
  }

  Span span(ParserRuleContext tree) {
    return source.span(tree);
  }

  Span span(Token token) {
    return source.span(token);
  }

  Span span(Token first, Token last) {
    return source.span(first, last);
  }

  void problem(SyntaxCode code, String message, Span span, String label, String help) {
    problems.add(Diagnostic.error(code.code(), message, span, label).withHelp(help));
  }

  void note(SyntaxCode code, String message, Span span, String label, String help) {
    problems.add(
        new Diagnostic(
            Diagnostic.Severity.NOTE,
            code.code(),
            message,
            span,
            label,
            List.of(),
            help,
            List.of()));
  }

  /** Every rule that names something is one token wide. */
  Name name(ParserRuleContext tree) {
    Token token = tree.getStart();
    String text = token.getText();
    if (token.getType() != SluiceParser.QUOTED) {
      return new Name(text, false, span(token));
    }
    String inner = text.substring(1, text.length() - 1).replace("\"\"", "\"");
    if (inner.isEmpty()) {
      problem(
          SyntaxCode.BAD_VALUE,
          "a name in quotes cannot be empty",
          span(token),
          "nothing between the quotes",
          "strings stand in single quotes: ''");
    }
    return new Name(inner, true, span(token));
  }

  @Nullable Name nameOrNull(@Nullable ParserRuleContext tree) {
    return tree == null ? null : name(tree);
  }

  List<Name> names(List<? extends ParserRuleContext> trees) {
    return trees.stream().map(this::name).toList();
  }

  List<Name> names(@Nullable ColumnListContext list) {
    return list == null ? List.of() : names(list.columnName());
  }

  String string(StringLiteralContext tree) {
    return string(tree.getStart());
  }

  @Nullable String stringOrNull(@Nullable StringLiteralContext tree) {
    return tree == null ? null : string(tree);
  }

  static String string(Token token) {
    String text = token.getText();
    return text.substring(1, text.length() - 1).replace("''", "'");
  }

  /** A number as it is written; letters right behind it would be read as the name of a column. */
  String number(ParserRuleContext tree) {
    Span span = span(tree);
    int end = span.end();
    while (end < source.text().length()
        && Character.isUnicodeIdentifierPart(source.text().charAt(end))) {
      end++;
    }
    if (end > span.end()) {
      Span whole = source.span(span.start(), end);
      String right = ForeignSelects.decimal(source.text(whole));
      problem(
          SyntaxCode.BAD_VALUE,
          "'" + source.text(whole) + "' is no number",
          whole,
          right.isEmpty() ? "letters behind the digits" : "",
          right.isEmpty()
              ? "write a decimal number; before a name a blank must stand"
              : "write " + right);
    }
    return tree.getText();
  }

  int smallNumber(Token token) {
    return (int) number(token, Integer.MAX_VALUE);
  }

  long number(Token token) {
    return number(token, Long.MAX_VALUE);
  }

  private long number(Token token, long max) {
    String digits = token.getText();
    try {
      long value = Long.parseLong(digits);
      if (value <= max) {
        return value;
      }
    } catch (NumberFormatException tooLong) {
      // Only digits come here, so there are too many of them: the error below says so.
    }
    problem(
        SyntaxCode.BAD_VALUE,
        "the number " + shortened(digits) + " is too large here",
        span(token),
        "too large",
        "use a number up to " + max);
    return max;
  }

  private static String shortened(String digits) {
    return digits.length() <= 24 ? digits : digits.substring(0, 20) + "...";
  }

  Expr.Interval interval(IntervalLiteralContext tree) {
    TimeUnitContext to = tree.timeUnit(1);
    return new Expr.Interval(
        string(tree.stringLiteral()),
        unit(tree.timeUnit(0)),
        to == null ? null : unit(to),
        span(tree));
  }

  Expr.@Nullable Interval intervalOrNull(@Nullable IntervalLiteralContext tree) {
    return tree == null ? null : interval(tree);
  }

  private static String unit(TimeUnitContext tree) {
    String word = tree.getText().toUpperCase(Locale.ROOT);
    return word.endsWith("S") ? word.substring(0, word.length() - 1) : word;
  }

  TypeName type(DataTypeContext tree) {
    return switch (tree) {
      case ArrayTypeContext array ->
          new TypeName("ARRAY", List.of(), List.of(type(array.dataType())), null, span(tree));
      case MapTypeContext map ->
          new TypeName(
              "MAP", List.of(), map.dataType().stream().map(this::type).toList(), null, span(tree));
      case PlainTypeContext plain -> plainType(plain);
      default -> throw new IllegalStateException("unread type alternative");
    };
  }

  private TypeName plainType(PlainTypeContext tree) {
    StringBuilder words = new StringBuilder(words(tree.typeName()));
    if (tree.timeZone() != null) {
      words.append(' ').append(words(tree.timeZone()));
    }
    List<Integer> arguments = new ArrayList<>();
    if (tree.typeArguments() != null) {
      tree.typeArguments()
          .INTEGER()
          .forEach(number -> arguments.add(smallNumber(number.getSymbol())));
    }
    return new TypeName(
        words.toString(), arguments, List.of(), stringOrNull(tree.stringLiteral()), span(tree));
  }

  private static String words(ParserRuleContext tree) {
    List<String> words = new ArrayList<>();
    for (ParseTree child : tree.children) {
      words.add(child.getText().toUpperCase(Locale.ROOT));
    }
    return String.join(" ", words);
  }
}
