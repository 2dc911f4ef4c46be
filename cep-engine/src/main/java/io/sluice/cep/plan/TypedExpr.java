package io.sluice.cep.plan;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.function.AggregateFunction;
import io.sluice.cep.function.ScalarFunction;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.search.Question;
import io.sluice.cep.search.SearchTarget;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression with its names resolved and its type known. Implicit conversions are explicit
 * {@link Convert} nodes, so both sides of a comparison and all branches of a CASE have one type.
 */
public sealed interface TypedExpr {
  ColumnType type();

  Span span();

  /**
   * What it is computed from, in the order in which it is written; empty for what names a value.
   */
  default List<TypedExpr> operands() {
    return switch (this) {
      case Constant _, Parameter _, Column _, OpenField _, Classifier _, RowLabel _, OfMatch _ ->
          List.of();
      case Navigate e -> List.of(e.operand());
      case MatchAggregate e -> {
        TypedExpr filter = e.filter();
        yield filter == null ? e.arguments() : joined(e.arguments(), List.of(filter));
      }
      case And e -> e.operands;
      case Or e -> e.operands;
      case Not e -> List.of(e.operand());
      case Compare e -> List.of(e.left(), e.right());
      case Arithmetic e -> List.of(e.left(), e.right());
      case Negate e -> List.of(e.operand());
      case Concatenate e -> List.of(e.left(), e.right());
      case InList e -> joined(List.of(e.value()), e.list());
      case Like e -> List.of(e.value(), e.pattern());
      case IsNull e -> List.of(e.operand());
      case IsTruth e -> List.of(e.operand());
      case IsDistinct e -> List.of(e.left(), e.right());
      case Case e -> {
        var all = new ArrayList<TypedExpr>();
        e.whens().forEach(when -> all.addAll(List.of(when.condition(), when.result())));
        TypedExpr otherwise = e.otherwise();
        if (otherwise != null) {
          all.add(otherwise);
        }
        yield all;
      }
      case Convert e -> List.of(e.operand());
      case ArrayOf e -> e.elements();
      case Element e -> List.of(e.base(), e.index());
      case Call e -> e.arguments();
      case Search e -> List.of(e.query());
    };
  }

  private static List<TypedExpr> joined(List<TypedExpr> first, List<TypedExpr> then) {
    var all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  record Constant(@Nullable Object value, ColumnType type, Span span) implements TypedExpr {}

  /**
   * A parameter of the pattern; {@code index} into the values that the statement was deployed with.
   */
  record Parameter(String name, int index, ColumnType type, Span span) implements TypedExpr {}

  /**
   * A column of the current row: the input row of a filter, or the row that a navigation went to.
   */
  record Column(String name, int index, ColumnType type, Span span) implements TypedExpr {}

  /**
   * {@code FIELD('name')}: an undeclared field of the current row, as a string; null where absent.
   */
  record OpenField(String name, ColumnType type, Span span) implements TypedExpr {}

  // ---- inside MATCH_RECOGNIZE ----

  /**
   * {@code operand}, evaluated on the row that {@code target} leads to; null where there is no such
   * row.
   */
  record Navigate(Navigation target, TypedExpr operand, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return operand.type();
    }
  }

  /** The name of the variable that the row at {@code target} is labelled with. */
  record Classifier(Navigation target, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.STRING;
    }
  }

  /** CLASSIFIER() inside an aggregate's argument: the label of the row that is being aggregated. */
  record RowLabel(Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.STRING;
    }
  }

  /**
   * An aggregate over the rows of the match that {@code rows} names. {@code arguments} are
   * evaluated on each such row; empty for COUNT(*).
   *
   * @param total for ONE ROW PER LAST ROW the aggregate's number: it is over the rows of all
   *     matches that end at the row, and COUNT(*) counts the matches; else -1
   */
  record MatchAggregate(
      AggregateFunction function,
      RowSet rows,
      boolean running,
      boolean distinct,
      List<TypedExpr> arguments,
      @Nullable TypedExpr filter,
      int total,
      ColumnType type,
      Span span)
      implements TypedExpr {}

  record OfMatch(MatchProperty property, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return property.type();
    }
  }

  // ---- operators; three-valued logic throughout ----

  record And(List<TypedExpr> operands, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  record Or(List<TypedExpr> operands, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  record Not(TypedExpr operand, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  record Compare(Comparison op, TypedExpr left, TypedExpr right, Span span) implements TypedExpr {
    public enum Comparison {
      EQUAL,
      NOT_EQUAL,
      LESS,
      LESS_OR_EQUAL,
      GREATER,
      GREATER_OR_EQUAL
    }

    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  /**
   * Both operands have the type of the result, save TIMESTAMP and INTERVAL arithmetic and the scale
   * of decimals.
   */
  record Arithmetic(Operation op, TypedExpr left, TypedExpr right, ColumnType type, Span span)
      implements TypedExpr {
    public enum Operation {
      ADD,
      SUBTRACT,
      MULTIPLY,
      DIVIDE,
      MODULO
    }
  }

  record Negate(TypedExpr operand, ColumnType type, Span span) implements TypedExpr {}

  record Concatenate(TypedExpr left, TypedExpr right, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.STRING;
    }
  }

  record InList(TypedExpr value, List<TypedExpr> list, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  record Like(TypedExpr value, TypedExpr pattern, @Nullable Character escape, Span span)
      implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  record IsNull(TypedExpr operand, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  /** {@code operand IS TRUE}, {@code IS FALSE}, or {@code IS UNKNOWN} for null. */
  record IsTruth(TypedExpr operand, @Nullable Boolean truth, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  record IsDistinct(TypedExpr left, TypedExpr right, Span span) implements TypedExpr {
    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  /** A searched CASE; a simple one is rewritten to it. */
  record Case(List<When> whens, @Nullable TypedExpr otherwise, ColumnType type, Span span)
      implements TypedExpr {}

  record When(TypedExpr condition, TypedExpr result) {}

  /**
   * CAST, or an implicit conversion.
   *
   * @param orNull TRY_CAST: null where the value does not fit, an error in the operand stays one
   */
  record Convert(TypedExpr operand, ColumnType type, boolean implicit, boolean orNull, Span span)
      implements TypedExpr {
    public Convert(TypedExpr operand, ColumnType type, boolean implicit, Span span) {
      this(operand, type, implicit, false, span);
    }
  }

  record ArrayOf(List<TypedExpr> elements, ColumnType type, Span span) implements TypedExpr {}

  /** {@code base[index]}: arrays count from 1, maps go by key; null where there is none. */
  record Element(TypedExpr base, TypedExpr index, ColumnType type, Span span)
      implements TypedExpr {}

  record Call(ScalarFunction function, List<TypedExpr> arguments, ColumnType type, Span span)
      implements TypedExpr {}

  /**
   * MATCHES, SCORE or HIGHLIGHT of the current row; {@code query} is a constant or a parameter, and
   * null makes the answer null.
   */
  record Search(Question question, SearchTarget target, TypedExpr query, Span span)
      implements TypedExpr {
    @Override
    public ColumnType type() {
      return question.type();
    }
  }
}
