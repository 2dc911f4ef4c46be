package io.sluice.grammar.print;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Expressions, on one line, with no more brackets than it takes to read them back. */
final class ExprPrinter {
  // How tight an expression holds together, as the levels of the grammar.
  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int PREDICATE = 4;
  private static final int SUM = 5;
  private static final int PRODUCT = 6;
  private static final int SIGNED = 7;
  private static final int SUBSCRIPTED = 8;
  private static final int PRIMARY = 9;

  private ExprPrinter() {}

  static String print(Expr expr) {
    return print(expr, OR);
  }

  /** Where the grammar has a value and no condition, a condition needs brackets. */
  static String value(Expr expr) {
    return print(expr, SUM);
  }

  static List<String> all(List<Expr> exprs) {
    return exprs.stream().map(ExprPrinter::print).toList();
  }

  static String inBrackets(List<Expr> exprs) {
    return "(" + String.join(", ", all(exprs)) + ")";
  }

  /** The members of a chain of ANDs, which may go on lines of their own. */
  static List<String> conjuncts(Expr expr) {
    List<String> parts = new ArrayList<>();
    Expr rest = expr;
    while (rest instanceof Expr.Binary binary && binary.op() == Expr.BinaryOp.AND) {
      parts.addFirst(print(binary.right(), NOT));
      rest = binary.left();
    }
    parts.addFirst(print(rest, parts.isEmpty() ? OR : AND));
    return parts;
  }

  private static String print(Expr expr, int least) {
    String text = text(expr);
    return tightness(expr) < least ? "(" + text + ")" : text;
  }

  private static int tightness(Expr expr) {
    return switch (expr) {
      case Expr.Unary e -> e.op() == Expr.UnaryOp.NOT ? NOT : SIGNED;
      case Expr.Binary e -> tightness(e.op());
      case Expr.Between e -> PREDICATE;
      case Expr.InList e -> PREDICATE;
      case Expr.InQuery e -> PREDICATE;
      case Expr.Like e -> PREDICATE;
      case Expr.IsNull e -> PREDICATE;
      case Expr.IsTruth e -> PREDICATE;
      case Expr.IsDistinct e -> PREDICATE;
      case Expr.Subscript e -> SUBSCRIPTED;
      default -> PRIMARY;
    };
  }

  private static int tightness(Expr.BinaryOp op) {
    return switch (op) {
      case OR -> OR;
      case AND -> AND;
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> PREDICATE;
      case ADD, SUBTRACT, CONCATENATE -> SUM;
      case MULTIPLY, DIVIDE, MODULO -> PRODUCT;
    };
  }

  private static String text(Expr expr) {
    return switch (expr) {
      case Expr.NullLiteral e -> "NULL";
      case Expr.BooleanLiteral e -> e.value() ? "TRUE" : "FALSE";
      case Expr.NumberLiteral e -> e.text();
      case Expr.StringLiteral e -> Names.string(e.value());
      case Expr.Interval e -> interval(e);
      case Expr.TimestampLiteral e -> "TIMESTAMP " + Names.string(e.value());
      case Expr.ArrayLiteral e -> "ARRAY[" + String.join(", ", all(e.elements())) + "]";
      case Expr.ColumnRef e -> e.path().stream().map(Names::print).collect(Collectors.joining("."));
      case Expr.Subscript e -> print(e.base(), SUBSCRIPTED) + "[" + value(e.index()) + "]";
      case Expr.Parameter e -> ":" + Names.print(e.name());
      case Expr.Unary e -> unary(e);
      case Expr.Binary e -> binary(e);
      case Expr.Between e ->
          value(e.value())
              + not(e.negated())
              + " BETWEEN "
              + value(e.low())
              + " AND "
              + value(e.high());
      case Expr.InList e -> value(e.value()) + not(e.negated()) + " IN " + inBrackets(e.list());
      case Expr.InQuery e -> value(e.value()) + not(e.negated()) + " IN (" + query(e.query()) + ")";
      case Expr.Like e ->
          value(e.value())
              + not(e.negated())
              + " LIKE "
              + value(e.pattern())
              + (e.escape() == null ? "" : " ESCAPE " + Names.string(e.escape()));
      case Expr.IsNull e -> value(e.value()) + " IS" + not(e.negated()) + " NULL";
      case Expr.IsTruth e -> value(e.value()) + " IS" + not(e.negated()) + " " + truth(e.truth());
      case Expr.IsDistinct e ->
          value(e.left()) + " IS" + not(e.negated()) + " DISTINCT FROM " + value(e.right());
      case Expr.Case e -> caseText(e);
      case Expr.Cast e ->
          (e.orNull() ? "TRY_CAST(" : "CAST(")
              + print(e.value())
              + " AS "
              + Names.print(e.type())
              + ")";
      case Expr.Extract e -> "EXTRACT(" + Names.print(e.field()) + " FROM " + print(e.from()) + ")";
      case Expr.Row e -> inBrackets(e.elements());
      case Expr.Exists e -> "EXISTS (" + query(e.query()) + ")";
      case Expr.ScalarSubquery e -> "(" + query(e.query()) + ")";
      case Expr.Call e -> call(e);
    };
  }

  private static String not(boolean negated) {
    return negated ? " NOT" : "";
  }

  private static String truth(@Nullable Boolean truth) {
    return truth == null ? "UNKNOWN" : truth ? "TRUE" : "FALSE";
  }

  static String interval(Expr.Interval interval) {
    String to = interval.toUnit() == null ? "" : " TO " + interval.toUnit();
    return "INTERVAL " + Names.string(interval.value()) + " " + interval.unit() + to;
  }

  private static String unary(Expr.Unary e) {
    if (e.op() == Expr.UnaryOp.NOT) {
      return "NOT " + print(e.operand(), NOT);
    }
    String operand = print(e.operand(), SIGNED);
    // Two minus signs would begin a comment.
    return e.op().sign() + (operand.startsWith("-") ? " " : "") + operand;
  }

  private static String binary(Expr.Binary e) {
    // Chains lean to the left as deep as they are long, so they are walked in a loop.
    List<String> parts = new ArrayList<>();
    Expr.Binary link = e;
    while (true) {
      int own = tightness(link.op());
      int right = link.op().isComparison() ? SUM : own + 1;
      parts.addFirst(" " + link.op().sign() + " " + print(link.right(), right));
      // A comparison is no chain.
      int left = link.op().isComparison() ? SUM : own;
      if (link.left() instanceof Expr.Binary next && tightness(next) >= left) {
        link = next;
      } else {
        parts.addFirst(print(link.left(), left));
        return String.join("", parts);
      }
    }
  }

  private static String caseText(Expr.Case e) {
    StringBuilder out = new StringBuilder("CASE");
    if (e.operand() != null) {
      out.append(' ').append(print(e.operand()));
    }
    for (Expr.When when : e.whens()) {
      out.append(" WHEN ").append(print(when.condition()));
      out.append(" THEN ").append(print(when.result()));
    }
    if (e.otherwise() != null) {
      out.append(" ELSE ").append(print(e.otherwise()));
    }
    return out.append(" END").toString();
  }

  private static String call(Expr.Call e) {
    StringBuilder out = new StringBuilder();
    if (e.semantics() != null) {
      out.append(e.semantics().name()).append(' ');
    }
    out.append(Names.print(e.name())).append('(').append(e.distinct() ? "DISTINCT " : "");
    out.append(e.arguments().stream().map(ExprPrinter::argument).collect(Collectors.joining(", ")));
    out.append(')');
    if (e.filter() != null) {
      out.append(" FILTER (WHERE ").append(print(e.filter())).append(')');
    }
    if (e.over() != null) {
      out.append(" OVER (").append(over(e.over())).append(')');
    }
    return out.toString();
  }

  private static String argument(Expr.Argument argument) {
    return switch (argument) {
      case Expr.Plain plain -> print(plain.expr());
      case Expr.Star star -> "*";
      case Expr.StarOf star -> Names.print(star.variable()) + ".*";
      case Expr.Named named -> Names.print(named.name()) + " => " + print(named.expr());
    };
  }

  private static String over(Expr.Over over) {
    List<String> parts = new ArrayList<>();
    if (!over.partitionBy().isEmpty()) {
      parts.add("PARTITION BY " + String.join(", ", all(over.partitionBy())));
    }
    if (!over.orderBy().isEmpty()) {
      parts.add("ORDER BY " + String.join(", ", sortItems(over.orderBy())));
    }
    if (over.frame() != null) {
      parts.add(
          (over.frame().rows() ? "ROWS" : "RANGE")
              + " BETWEEN "
              + bound(over.frame().from())
              + " AND "
              + bound(over.frame().to()));
    }
    return String.join(" ", parts);
  }

  private static String bound(Expr.FrameBound bound) {
    if (bound.currentRow()) {
      return "CURRENT ROW";
    }
    return (bound.preceding() == null ? "UNBOUNDED" : print(bound.preceding())) + " PRECEDING";
  }

  static List<String> sortItems(List<Query.SortItem> items) {
    return items.stream().map(ExprPrinter::sortItem).toList();
  }

  private static String sortItem(Query.SortItem item) {
    Boolean first = item.nullsFirst();
    return print(item.expr())
        + (item.descending() ? " DESC" : "")
        + (first == null ? "" : first ? " NULLS FIRST" : " NULLS LAST");
  }

  private static String query(Query query) {
    Layout out = Layout.oneLine();
    new QueryPrinter(out).print(query);
    return out.toString();
  }
}
