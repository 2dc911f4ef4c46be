package io.sluice.cep.program.expr;

import static io.sluice.cep.testing.Expressions.text;
import static io.sluice.cep.testing.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.function.ValueException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL's three truth values. */
class LogicTest {
  @ParameterizedTest
  @CsvSource({
    // a, b, a AND b, a OR b
    "true, true, true, true",
    "true, false, false, true",
    "true, null, null, true",
    "false, true, false, true",
    "false, false, false, false",
    "false, null, false, null",
    "null, true, null, true",
    "null, false, false, null",
    "null, null, null, null",
  })
  void and_or(String a, String b, String and, String or) {
    Object x = truth(a);
    Object y = truth(b);
    assertThat(value("a AND b", "a BOOLEAN, b BOOLEAN", x, y)).isEqualTo(truth(and));
    assertThat(value("a OR b", "a BOOLEAN, b BOOLEAN", x, y)).isEqualTo(truth(or));
  }

  @ParameterizedTest
  @CsvSource({
    // a, NOT a, IS TRUE, IS FALSE, IS UNKNOWN, IS NOT TRUE
    "true, false, true, false, false, false",
    "false, true, false, true, false, true",
    "null, null, false, false, true, true",
  })
  void not_and_is(
      String a, String not, String isTrue, String isFalse, String unknown, String notTrue) {
    Object x = truth(a);
    assertThat(value("NOT a", "a BOOLEAN", x)).isEqualTo(truth(not));
    assertThat(value("a IS TRUE", "a BOOLEAN", x)).isEqualTo(truth(isTrue));
    assertThat(value("a IS FALSE", "a BOOLEAN", x)).isEqualTo(truth(isFalse));
    assertThat(value("a IS UNKNOWN", "a BOOLEAN", x)).isEqualTo(truth(unknown));
    assertThat(value("a IS NOT TRUE", "a BOOLEAN", x)).isEqualTo(truth(notTrue));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 = 1; true",
        "1 = NULL; null",
        "NULL <> NULL; null",
        "1 IN (1, NULL); true",
        "2 IN (1, NULL); null",
        "2 NOT IN (1, NULL); null",
        "2 NOT IN (1, 3); true",
        "NULL IN (1); null",
        "2 BETWEEN 1 AND NULL; null",
        "0 BETWEEN 1 AND NULL; false",
        "2 NOT BETWEEN 1 AND 3; false",
        "NULL IS NULL; true",
        "1 IS DISTINCT FROM NULL; true",
        "NULL IS DISTINCT FROM NULL; false",
        "1 IS NOT DISTINCT FROM 1.0; true",
        "CASE WHEN NULL THEN 1 ELSE 2 END; 2",
        "CASE NULL WHEN NULL THEN 1 ELSE 2 END; 2",
        "CASE 3 WHEN 1 THEN 'a' END; null",
        "NULL + 1; null",
        "'a' || NULL; null",
        "'abc' LIKE NULL; null",
        "ARRAY[1, NULL] = ARRAY[1, NULL]; null",
        "ARRAY[1, NULL] = ARRAY[2, NULL]; false",
        "ARRAY[1, 2] = ARRAY[1, 2]; true",
        "ARRAY[1, 2] <> ARRAY[1]; true",
        "ARRAY[1, NULL] IS DISTINCT FROM ARRAY[1, NULL]; false",
      })
  void nulls_in_expressions(String expression, String expected) {
    assertThat(text(expression)).isEqualTo(expected);
  }

  @Test
  void and_stops_at_false_so_that_a_guard_guards() {
    assertThat(value("a <> 0 AND 10 / a > 1", "a INT", 0)).isEqualTo(false);
    assertThat(value("a = 0 OR 10 / a > 1", "a INT", 0)).isEqualTo(true);
    assertThat(value("CASE WHEN a = 0 THEN 0 ELSE 10 / a END", "a INT", 0)).isEqualTo(0);
  }

  @Test
  void unknown_does_not_stop_and() {
    assertThatThrownBy(() -> value("a > 1 AND 1 / b > 1", "a INT, b INT", null, 0))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void long_chains_are_one_node() {
    String chain = String.join(" OR ", Collections.nCopies(300, "a = 7"));
    assertThat(value(chain, "a INT", 7)).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'abc' LIKE 'a%'; true",
        "'abc' LIKE '%c'; true",
        "'abc' LIKE '%b%'; true",
        "'abc' LIKE 'a_c'; true",
        "'abc' LIKE 'A%'; false",
        "'abc' LIKE 'ab'; false",
        "'' LIKE '%'; true",
        "'' LIKE '_'; false",
        "'a😀c' LIKE 'a_c'; true",
        "'10%' LIKE '10!%' ESCAPE '!'; true",
        "'100' LIKE '10!%' ESCAPE '!'; false",
        "'a.c' LIKE 'a.c'; true",
        "'axc' LIKE 'a.c'; false",
        "'aXbXc' LIKE 'a%X%c'; true",
        "'mississippi' LIKE '%iss%ip%i'; true",
        "'mississippi' LIKE '%iss%ip%x'; false",
      })
  void like(String expression, String expected) {
    assertThat(text(expression)).isEqualTo(expected);
  }

  @Test
  void a_hostile_like_pattern_takes_no_exponential_time() {
    String text = "a".repeat(5_000);
    String pattern = "%a".repeat(200) + "b";
    assertThat(value("a LIKE b", "a STRING, b STRING", text, pattern)).isEqualTo(false);
  }

  private static @Nullable Object truth(String text) {
    return text.equals("null") ? null : (Object) Boolean.valueOf(text);
  }

  @Test
  void texts_compare_by_code_point() {
    assertThat(List.of("'a' < 'b'", "'Z' < 'a'", "'\uFFFD' < '😀'", "'a' < 'aa'"))
        .allSatisfy(e -> assertThat(text(e)).isEqualTo("true"));
  }
}
