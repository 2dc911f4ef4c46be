package io.sluice.grammar.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scalar or Boolean expression. */
public sealed interface Expr {
  Span span();

  // ---- literals ----

  record NullLiteral(Span span) implements Expr {}

  record BooleanLiteral(boolean value, Span span) implements Expr {}

  /** {@code text} as written: {@code 12}, {@code 1.50}, {@code 2e-3}. */
  record NumberLiteral(String text, Span span) implements Expr {}

  /** {@code value} without quotes, doubled quotes undone. {@code span} covers the quotes. */
  record StringLiteral(String value, Span span) implements Expr {}

  /** {@code INTERVAL 'value' unit [TO toUnit]}; units in upper case without a plural S. */
  record Interval(String value, String unit, @Nullable String toUnit, Span span) implements Expr {}

  record TimestampLiteral(String value, Span span) implements Expr {}

  record ArrayLiteral(List<Expr> elements, Span span) implements Expr {}

  // ---- names ----

  /**
   * {@code column}, {@code variable.column}, {@code stream.column}, or a path into a nested value.
   */
  record ColumnRef(List<Name> path, Span span) implements Expr {}

  record Subscript(Expr base, Expr index, Span span) implements Expr {}

  /** {@code :name}. */
  record Parameter(Name name, Span span) implements Expr {}

  // ---- operators ----

  record Unary(UnaryOp op, Expr operand, Span span) implements Expr {}

  /** {@code operator} is the place of the sign alone. */
  record Binary(BinaryOp op, Expr left, Expr right, Span operator, Span span) implements Expr {}

  record Between(Expr value, boolean negated, Expr low, Expr high, Span span) implements Expr {}

  record InList(Expr value, boolean negated, List<Expr> list, Span span) implements Expr {}

  record InQuery(Expr value, boolean negated, Query query, Span span) implements Expr {}

  record Like(Expr value, boolean negated, Expr pattern, @Nullable String escape, Span span)
      implements Expr {}

  record IsNull(Expr value, boolean negated, Span span) implements Expr {}

  /** {@code IS [NOT] TRUE|FALSE|UNKNOWN}; {@code truth} is null for UNKNOWN. */
  record IsTruth(Expr value, boolean negated, @Nullable Boolean truth, Span span) implements Expr {}

  record IsDistinct(Expr left, boolean negated, Expr right, Span span) implements Expr {}

  // ---- forms ----

  /** {@code operand} is null for a searched CASE. */
  record Case(@Nullable Expr operand, List<When> whens, @Nullable Expr otherwise, Span span)
      implements Expr {}

  record When(Expr condition, Expr result, Span span) {}

  /**
   * @param orNull TRY_CAST: NULL where the value does not fit the type
   */
  record Cast(Expr value, TypeName type, boolean orNull, Span span) implements Expr {
    public Cast(Expr value, TypeName type, Span span) {
      this(value, type, false, span);
    }
  }

  record Extract(Name field, Expr from, Span span) implements Expr {}

  record Row(List<Expr> elements, Span span) implements Expr {}

  record Exists(Query query, Span span) implements Expr {}

  record ScalarSubquery(Query query, Span span) implements Expr {}

  record Call(
      @Nullable Semantics semantics,
      Name name,
      boolean distinct,
      List<Argument> arguments,
      @Nullable Expr filter,
      @Nullable Over over,
      Span span)
      implements Expr {}

  /** What stands between the brackets of a call. */
  sealed interface Argument {
    Span span();
  }

  record Plain(Expr expr, Span span) implements Argument {}

  record Star(Span span) implements Argument {}

  record StarOf(Name variable, Span span) implements Argument {}

  record Named(Name name, Expr expr, Span span) implements Argument {}

  record Over(
      List<Expr> partitionBy, List<Query.SortItem> orderBy, @Nullable Frame frame, Span span) {}

  /** {@code rows} for ROWS, else RANGE. */
  record Frame(boolean rows, FrameBound from, FrameBound to, Span span) {}

  /** Null {@code preceding} with {@code currentRow} false is UNBOUNDED PRECEDING. */
  record FrameBound(boolean currentRow, @Nullable Expr preceding, Span span) {}

  enum Semantics {
    RUNNING,
    FINAL
  }

  enum UnaryOp {
    NOT("NOT"),
    MINUS("-"),
    PLUS("+");

    private final String sign;

    UnaryOp(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  enum BinaryOp {
    OR("OR"),
    AND("AND"),
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MODULO("%"),
    CONCATENATE("||");

    private final String sign;

    BinaryOp(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    public boolean isComparison() {
      return switch (this) {
        case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
        default -> false;
      };
    }
  }
}
