package io.sluice.cep.program.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Arithmetic.Operation;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import io.sluice.grammar.ast.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is said to be necessary holds wherever the comparison does, at the edges of rounding too.
 */
class DifferencesTest {
  private static final int THERE = 0;
  private static final int HERE = 1;
  private static final Span SPAN = new Span(0, 0, 1, 1);
  private static final List<Comparison> ORDERS =
      List.of(
          Comparison.LESS,
          Comparison.LESS_OR_EQUAL,
          Comparison.GREATER,
          Comparison.GREATER_OR_EQUAL);

  @Test
  void of_doubles() {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    var type = ColumnType.DOUBLE;
    int held = 0;
    int refused = 0;
    for (int i = 0; i < 40_000; i++) {
      double h = number(random);
      double t = near(random, number(random), h);
      var form = Form.of(random, type, new TypedExpr.Constant(0.5, type, SPAN));
      double bound = form.k == null ? near(random, number(random), h - t) : 0.5;
      boolean holds = form.holds(form.mixed(h, t), bound);
      boolean may = form.may(h, t, bound);
      assertThat(may || !holds).as("seed %d: %s, %s, %s, %s", seed, form, h, t, bound).isTrue();
      held += holds ? 1 : 0;
      refused += may ? 0 : 1;
    }
    assertThat(held).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void of_decimals_that_are_no_doubles() {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    var type = new ColumnType.Decimal(30, 6);
    var half = new BigDecimal("0.5");
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      BigDecimal h = decimal(random);
      BigDecimal t = decimal(random);
      var form = Form.of(random, type, new TypedExpr.Constant(half, type, SPAN));
      BigDecimal mixed = form.mixed(h, t);
      BigDecimal bound =
          form.k != null ? half : random.nextBoolean() ? mixed : mixed.add(decimal(random));
      boolean holds = Comparisons.holds(form.op, form.compared(mixed, bound));
      boolean may = form.may(h, t, bound);
      assertThat(may || !holds).as("seed %d: %s, %s, %s, %s", seed, form, h, t, bound).isTrue();
      refused += may ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private static double number(Random random) {
    double number =
        switch (random.nextInt(8)) {
          case 0 -> random.nextInt(5);
          case 1 -> Double.longBitsToDouble(random.nextLong());
          case 2 -> random.nextInt(100) / 10.0;
          case 3 -> Double.MIN_VALUE * random.nextInt(3);
          case 4 -> Double.MAX_VALUE;
          case 5 -> Double.POSITIVE_INFINITY;
          default -> random.nextGaussian();
        };
    return random.nextBoolean() ? number : -number;
  }

  /** Often one that rounding can not well tell from {@code other}. */
  private static double near(Random random, double number, double other) {
    return switch (random.nextInt(4)) {
      case 0 -> other;
      case 1 -> Math.nextUp(other);
      case 2 -> Math.nextDown(other);
      default -> number;
    };
  }

  private static BigDecimal decimal(Random random) {
    var digits = new BigInteger(random.nextInt(78), random);
    return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), 6);
  }

  /**
   * @param k the bound; null for a column of the row that {@code boundHere} tells
   */
  private record Form(
      Comparison op,
      Operation operation,
      boolean hereFirst,
      boolean mixedFirst,
      boolean boundHere,
      TypedExpr.@Nullable Constant k,
      Join.Numbers join) {

    static Form of(Random random, ColumnType type, TypedExpr.Constant constant) {
      Comparison op = ORDERS.get(random.nextInt(ORDERS.size()));
      Operation operation = random.nextBoolean() ? Operation.ADD : Operation.SUBTRACT;
      boolean hereFirst = random.nextBoolean();
      boolean mixedFirst = random.nextBoolean();
      boolean boundHere = random.nextBoolean();
      TypedExpr.Constant k = random.nextInt(3) == 0 ? constant : null;
      TypedExpr h = column(HERE, 0, type);
      TypedExpr t = column(THERE, 0, type);
      TypedExpr mixed =
          new TypedExpr.Arithmetic(operation, hereFirst ? h : t, hereFirst ? t : h, type, SPAN);
      TypedExpr bound = k == null ? column(boundHere ? HERE : THERE, 1, type) : k;
      var compare =
          new TypedExpr.Compare(op, mixedFirst ? mixed : bound, mixedFirst ? bound : mixed, SPAN);
      var join =
          new Differences(HERE, e -> number(e, HERE), e -> number(e, THERE))
              .of("", compare, navigation(THERE));
      assertThat(join).isNotNull();
      return new Form(op, operation, hereFirst, mixedFirst, boundHere, k, join);
    }

    private static TypedExpr column(int variable, int index, ColumnType type) {
      return new TypedExpr.Navigate(
          navigation(variable), new TypedExpr.Column("c" + index, index, type, SPAN), SPAN);
    }

    private static Navigation navigation(int variable) {
      return new Navigation(new RowSet("v" + variable, List.of(variable)), true, false, 0, 0);
    }

    private static @Nullable RowNumber number(TypedExpr expr, int variable) {
      if (expr instanceof TypedExpr.Constant constant) {
        return constant.value() instanceof Number n ? _ -> n.doubleValue() : null;
      }
      return expr instanceof TypedExpr.Navigate e
              && e.target().equals(navigation(variable))
              && e.operand() instanceof TypedExpr.Column column
          ? values -> values[column.index()] instanceof Number n ? n.doubleValue() : Double.NaN
          : null;
    }

    double mixed(double h, double t) {
      double second = hereFirst ? t : h;
      return (hereFirst ? h : t) + (operation == Operation.ADD ? second : -second);
    }

    BigDecimal mixed(BigDecimal h, BigDecimal t) {
      BigDecimal second = hereFirst ? t : h;
      return (hereFirst ? h : t).add(operation == Operation.ADD ? second : second.negate());
    }

    boolean holds(double mixed, double bound) {
      double left = mixedFirst ? mixed : bound;
      double right = mixedFirst ? bound : mixed;
      return !Double.isNaN(left)
          && !Double.isNaN(right)
          && Comparisons.holds(op, left == right ? 0 : Double.compare(left, right));
    }

    int compared(BigDecimal mixed, BigDecimal bound) {
      return mixedFirst ? mixed.compareTo(bound) : bound.compareTo(mixed);
    }

    boolean may(Object h, Object t, Object bound) {
      double here = join.here().of(new Object[] {h, bound});
      double there = join.there().of(new Object[] {t, bound});
      return join.order().holds(here, there);
    }
  }
}
