package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.NearestName;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types as written, ISO's names included. */
final class TypeNames {
  private static final int DEFAULT_PRECISION = 18;
  private static final List<String> KNOWN =
      List.of(
          "BOOLEAN",
          "INT",
          "BIGINT",
          "DOUBLE",
          "DECIMAL",
          "STRING",
          "TEXT",
          "TIMESTAMP",
          "ARRAY",
          "MAP");

  /** Other names of these, which people mistype as well. */
  private static final List<String> ALSO =
      List.of("BOOL", "INTEGER", "LONG", "FLOAT", "REAL", "NUMERIC", "VARCHAR", "CHAR");

  private final Context ctx;

  TypeNames(Context ctx) {
    this.ctx = ctx;
  }

  /** The type, or null after saying why there is none. */
  @Nullable ColumnType resolve(TypeName type) {
    if (type.analyzer() != null && !type.name().equals("TEXT")) {
      ctx.report(
          DiagnosticCode.BAD_TYPE_ARGUMENTS,
          type.span(),
          "%s has no analyzer".formatted(type.name()),
          "only TEXT is analysed",
          "write TEXT ANALYZER '%s'".formatted(type.analyzer()));
      return null;
    }
    return switch (type.name()) {
      case "BOOLEAN", "BOOL" -> plain(type, ColumnType.BOOLEAN);
      case "INT", "INTEGER", "SMALLINT", "TINYINT" -> plain(type, ColumnType.INT);
      case "BIGINT", "LONG" -> plain(type, ColumnType.BIGINT);
      case "DOUBLE", "DOUBLE PRECISION", "FLOAT", "REAL" -> plain(type, ColumnType.DOUBLE);
      case "DECIMAL", "NUMERIC", "DEC" -> decimal(type);
      // Lengths are accepted and not enforced: they say nothing about what a value means.
      case "STRING", "VARCHAR", "CHAR", "CHARACTER", "CHAR VARYING", "CHARACTER VARYING" ->
          ColumnType.STRING;
      case "TEXT" -> text(type);
      case "TIMESTAMP",
          "TIMESTAMP WITH TIME ZONE",
          "TIMESTAMP WITHOUT TIME ZONE",
          "TIMESTAMP WITH LOCAL TIME ZONE",
          "TIMESTAMP_LTZ" ->
          timestamp(type);
      case "ARRAY" -> array(type);
      case "MAP" -> map(type);
      default -> unknown(type);
    };
  }

  private @Nullable ColumnType text(TypeName type) {
    String analyzer = type.analyzer();
    if (analyzer == null) {
      return ColumnType.TEXT;
    }
    return AnalyzerNames.check(ctx, analyzer, type.span()) ? new ColumnType.Text(analyzer) : null;
  }

  private @Nullable ColumnType plain(TypeName type, ColumnType result) {
    if (!type.arguments().isEmpty()) {
      ctx.report(
          DiagnosticCode.BAD_TYPE_ARGUMENTS,
          type.span(),
          "%s takes no numbers in brackets".formatted(type.name()),
          "only DECIMAL and TIMESTAMP do",
          "write " + type.name());
      return null;
    }
    return result;
  }

  private @Nullable ColumnType decimal(TypeName type) {
    List<Integer> numbers = type.arguments();
    int precision = numbers.isEmpty() ? DEFAULT_PRECISION : numbers.get(0);
    int scale = numbers.size() < 2 ? 0 : numbers.get(1);
    if (numbers.size() > 2
        || precision < 1
        || precision > ColumnType.Decimal.MAX_PRECISION
        || scale > precision) {
      ctx.report(
          DiagnosticCode.BAD_TYPE_ARGUMENTS,
          type.span(),
          "'%s' is no decimal type".formatted(ctx.excerpt(type.span())),
          "digits, and how many of them behind the point",
          "write DECIMAL(p,s) with p from 1 to %d and s from 0 to p"
              .formatted(ColumnType.Decimal.MAX_PRECISION));
      return null;
    }
    return new ColumnType.Decimal(precision, scale);
  }

  private @Nullable ColumnType timestamp(TypeName type) {
    if (type.arguments().size() > 1
        || (!type.arguments().isEmpty() && type.arguments().getFirst() > 3)) {
      ctx.report(
          DiagnosticCode.BAD_TYPE_ARGUMENTS,
          type.span(),
          "times have milliseconds, so at most three digits behind the second",
          "too many digits",
          "write TIMESTAMP(3)");
      return null;
    }
    return ColumnType.TIMESTAMP;
  }

  private @Nullable ColumnType array(TypeName type) {
    if (type.elements().size() != 1) {
      return unknown(type);
    }
    ColumnType element = resolve(type.elements().getFirst());
    return element == null ? null : new ColumnType.ArrayOf(element);
  }

  private @Nullable ColumnType map(TypeName type) {
    if (type.elements().size() != 2) {
      return unknown(type);
    }
    ColumnType key = resolve(type.elements().get(0));
    ColumnType value = resolve(type.elements().get(1));
    if (key != null && !key.isString()) {
      ctx.report(
          DiagnosticCode.BAD_TYPE_ARGUMENTS,
          type.elements().get(0).span(),
          "the keys of a map are STRING",
          key.sql(),
          "write MAP<STRING, ...>");
      return null;
    }
    return key == null || value == null ? null : new ColumnType.MapOf(value);
  }

  private static Span nameOnly(TypeName type) {
    Span all = type.span();
    return new Span(all.start(), all.start() + type.name().length(), all.line(), all.column());
  }

  private @Nullable ColumnType unknown(TypeName type) {
    Diagnostic error =
        DiagnosticCode.UNKNOWN_TYPE
            .at(
                type.span(),
                "unknown type '%s'".formatted(ctx.excerpt(type.span())),
                "no such type")
            .withNotes("types: " + String.join(", ", KNOWN));
    var candidates = new ArrayList<>(KNOWN);
    candidates.addAll(ALSO);
    var nearest = NearestName.to(type.name(), candidates);
    ctx.report(
        nearest.isEmpty()
            ? error
            : error
                .withHelp("did you mean '%s'?".formatted(nearest.get()))
                .withEdit(nameOnly(type), nearest.get()));
    return null;
  }
}
