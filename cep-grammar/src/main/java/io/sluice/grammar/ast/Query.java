package io.sluice.grammar.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code selects} has more than one member for UNION ALL. */
public record Query(
    List<Cte> with, List<Select> selects, @Nullable Emit emit, @Nullable Long limit, Span span) {

  public record Cte(Name name, Query query, Span span) {}

  /** {@code every} only with EARLY. */
  public record Emit(EmitMode mode, Expr.@Nullable Interval every, Span span) {}

  public enum EmitMode {
    FINAL,
    CHANGES,
    EARLY
  }

  public record Select(
      boolean distinct,
      List<SelectItem> items,
      @Nullable Relation from,
      @Nullable Expr where,
      List<Expr> groupBy,
      @Nullable Expr having,
      List<SortItem> orderBy,
      Span span) {}

  /** What stands between SELECT and FROM. */
  public sealed interface SelectItem {
    Span span();
  }

  public record AllColumns(Span span) implements SelectItem {}

  public record AllColumnsOf(Name relation, Span span) implements SelectItem {}

  public record Column(Expr expr, @Nullable Name alias, Span span) implements SelectItem {}

  /** {@code nullsFirst} is null where the text does not say. */
  public record SortItem(Expr expr, boolean descending, @Nullable Boolean nullsFirst, Span span) {}
}
