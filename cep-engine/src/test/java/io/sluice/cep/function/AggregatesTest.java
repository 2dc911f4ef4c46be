package io.sluice.cep.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.event.ColumnType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AggregatesTest {
  private static final ColumnType DECIMAL = new ColumnType.Decimal(10, 2);

  @Test
  void nulls_are_left_out() {
    assertThat(run("COUNT", ColumnType.INT, 1, null, 3)).isEqualTo(2L);
    assertThat(run("SUM", ColumnType.INT, 1, null, 3)).isEqualTo(4L);
    assertThat(run("AVG", ColumnType.INT, 1, null, 4)).isEqualTo(2.5);
    assertThat(run("MIN", ColumnType.STRING, "b", null, "a")).isEqualTo("a");
    assertThat(run("MAX", DECIMAL, new BigDecimal("1.50"), new BigDecimal("1.49")))
        .isEqualTo(new BigDecimal("1.50"));
  }

  @Test
  void over_no_value_count_is_zero_and_the_others_are_null() {
    for (AggregateFunction function : Functions.AGGREGATE) {
      List<ColumnType> types =
          Collections.nCopies(
              Math.max(1, function.minArguments()),
              function.name().matches("BOOL_.*|COUNT_IF") ? ColumnType.BOOLEAN : ColumnType.DOUBLE);
      Object result = function.accumulator(types).result();
      assertThat(result)
          .as(function.name())
          .isEqualTo(function.name().startsWith("COUNT") ? 0L : null);
    }
  }

  @Test
  void array_agg_keeps_nulls_and_order() {
    assertThat(run("ARRAY_AGG", ColumnType.INT, 3, null, 1)).isEqualTo(Arrays.asList(3, null, 1));
  }

  @Test
  void conditions_are_counted_and_joined() {
    assertThat(run("COUNT_IF", ColumnType.BOOLEAN, true, null, false, true)).isEqualTo(2L);
    assertThat(run("BOOL_AND", ColumnType.BOOLEAN, true, null)).isEqualTo(true);
    assertThat(run("BOOL_AND", ColumnType.BOOLEAN, true, false)).isEqualTo(false);
    assertThat(run("BOOL_OR", ColumnType.BOOLEAN, false, null, true)).isEqualTo(true);
  }

  @Test
  void max_by_gives_the_value_beside_the_greatest() {
    var max = Functions.aggregate("MAX_BY").accumulator(List.of(ColumnType.STRING, ColumnType.INT));
    max.add(new Object[] {"a", 1});
    max.add(new Object[] {"b", 3});
    max.add(new Object[] {"c", 3});
    max.add(new Object[] {"d", null});
    assertThat(max.result()).isEqualTo("b");
  }

  @Test
  void decimals_are_exact() {
    assertThat(run("SUM", DECIMAL, new BigDecimal("0.10"), new BigDecimal("0.20")))
        .isEqualTo(new BigDecimal("0.30"));
    assertThat(
            run("AVG", DECIMAL, new BigDecimal("1.00"), new BigDecimal("0"), new BigDecimal("1")))
        .isEqualTo(new BigDecimal("0.666667"));
  }

  @Test
  void sum_of_integers_says_when_it_overflows() {
    assertThatThrownBy(() -> run("SUM", ColumnType.BIGINT, Long.MAX_VALUE, 1L))
        .isInstanceOf(ValueException.class)
        .hasMessage("SUM does not fit BIGINT");
  }

  @Test
  void deviations() {
    assertThat(run("STDDEV_POP", ColumnType.DOUBLE, 2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0))
        .isEqualTo(2.0);
    assertThat(run("VAR_SAMP", ColumnType.DOUBLE, 1.0, 2.0, 3.0, 4.0)).isEqualTo(5.0 / 3);
    assertThat(run("STDDEV", ColumnType.DOUBLE, 1.0)).isNull();
    assertThat(run("VARIANCE", ColumnType.DOUBLE, 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16))
        .isEqualTo(30.0);
  }

  private static @Nullable Object run(String name, ColumnType type, @Nullable Object... values) {
    var function = Objects.requireNonNull(Functions.aggregate(name));
    var types = Objects.requireNonNull(function.resolve(List.of(type))).arguments();
    var accumulator = function.accumulator(types);
    for (Object value : values) {
      Conversion conversion = Objects.requireNonNull(Conversion.between(type, types.getFirst()));
      accumulator.add(new @Nullable Object[] {value == null ? null : conversion.apply(value)});
    }
    return accumulator.result();
  }
}
