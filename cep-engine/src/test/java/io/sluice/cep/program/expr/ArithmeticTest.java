package io.sluice.cep.program.expr;

import static io.sluice.cep.testing.Expressions.text;
import static io.sluice.cep.testing.Expressions.typed;
import static io.sluice.cep.testing.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.function.ValueException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // integers divide as integers
        "7 / 2; 3 INT",
        "-7 / 2; -3 INT",
        "-7 % 2; -1 INT",
        "2 + 3000000000; 3000000002 BIGINT",
        "-2147483648; -2147483648 INT",
        "-9223372036854775808; -9223372036854775808 BIGINT",
        "9223372036854775808; 9223372036854775808 DECIMAL(19,0)",
        // decimals are exact, and their types grow
        "0.1 + 0.2; 0.3 DECIMAL(2,1)",
        "1.50 * 2.0; 3.000 DECIMAL(5,3)",
        "1.00 / 3; 0.333333 DECIMAL(7,6)",
        "10 / 4.0; 2.500000 DECIMAL(9,6)",
        "7.5 % 2; 1.5 DECIMAL(2,1)",
        "-1.25; -1.25 DECIMAL(3,2)",
        "CAST(1 AS DECIMAL(38,0)) * 1.5; 1.5 DECIMAL(38,1)",
        // doubles follow IEEE
        "1e0 / 3; 0.3333333333333333 DOUBLE",
        "1e0 / 0; Infinity DOUBLE",
        "0e0 / 0; NaN DOUBLE",
        "0.1e0 + 0.2; 0.30000000000000004 DOUBLE",
        "1e308 * 10; Infinity DOUBLE",
        // time
        "TIMESTAMP '2026-01-31' + INTERVAL '1' DAY; 2026-02-01T00:00:00.000Z TIMESTAMP(3)",
        "INTERVAL '90' MINUTE + TIMESTAMP '2026-01-01'; 2026-01-01T01:30:00.000Z TIMESTAMP(3)",
        "TIMESTAMP '2026-01-01' - INTERVAL '1.5' SECOND; 2025-12-31T23:59:58.500Z TIMESTAMP(3)",
        "TIMESTAMP '2026-01-02' - TIMESTAMP '2026-01-01' = INTERVAL '1' DAY; true BOOLEAN",
        "INTERVAL '1' HOUR * 1.5 = INTERVAL '90' MINUTE; true BOOLEAN",
        "INTERVAL '1' HOUR / 4 = INTERVAL '15' MINUTE; true BOOLEAN",
        "-INTERVAL '1' HOUR < INTERVAL '0' SECOND; true BOOLEAN",
      })
  void values_and_types(String expression, String expected) {
    assertThat(typed(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2147483647 + 1; 2147483647 + 1 does not fit INT",
        "-2147483648 - 1; -2147483648 - 1 does not fit INT",
        "65536 * 65536; 65536 * 65536 does not fit INT",
        "9223372036854775807 + 1; 9223372036854775807 + 1 does not fit BIGINT",
        "9223372036854775807 * 2; 9223372036854775807 * 2 does not fit BIGINT",
        "-9223372036854775808 / -1; -9223372036854775808 / -1 does not fit BIGINT",
        "1 / 0; division by zero: 1 / 0",
        "1 % 0; division by zero: 1 % 0",
        "1.5 / 0; division by zero: 1.5 / 0",
        "1.5 % 0.0; division by zero: 1.5 % 0",
        "CAST(99999999999999999999999999999999999999 AS DECIMAL(38,0)) + 1;"
            + " 99999999999999999999999999999999999999 + 1 does not fit DECIMAL(38,0)",
        "CAST(1234.5 AS DECIMAL(4,1)); 1234.5 does not fit DECIMAL(4,1)",
      })
  void what_does_not_fit_is_an_error(String expression, String message) {
    assertThatThrownBy(() -> runtime(expression)).hasMessageContaining(message);
  }

  /** CAST of a constant is refused at once; here it must be seen at run time too. */
  private static void runtime(String expression) {
    String column = expression.replace("1234.5", "a");
    if (column.equals(expression)) {
      text(expression);
    } else {
      value(column, "a DECIMAL(10,1)", new BigDecimal("1234.5"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1.50 = 1.5; true",
        "1 = 1.000; true",
        "0.1 + 0.2 = 0.3; true",
        "0.1e0 + 0.2e0 = 0.3e0; false",
        "0e0 = -0e0; true",
        "2 < 10; true",
        "2.5 > 2; true",
        "1.5 IN (1.50, 2); true",
        "9007199254740993 = 9007199254740993.0; true",
      })
  void comparison_is_by_value(String expression, String expected) {
    assertThat(text(expression)).isEqualTo(expected);
  }

  @Test
  void nan_is_in_no_order_but_not_distinct_from_itself() {
    Object[] nan = {Double.NaN};
    assertThat(value("a = a", "a DOUBLE", nan)).isEqualTo(false);
    assertThat(value("a <> a", "a DOUBLE", nan)).isEqualTo(true);
    assertThat(value("a > 1", "a DOUBLE", nan)).isEqualTo(false);
    assertThat(value("a IN (a, 1)", "a DOUBLE", nan)).isEqualTo(false);
    assertThat(value("a IS DISTINCT FROM a", "a DOUBLE", nan)).isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "CAST('12' AS INT); 12 INT",
        "CAST(' 12.5 ' AS DECIMAL(5,2)); 12.50 DECIMAL(5,2)",
        "CAST(' 12 ' AS INT); 12 INT",
        "TRY_CAST('12' AS INT); 12 INT",
        "TRY_CAST('12.5' AS INT); null INT",
        "TRY_CAST(300 AS DECIMAL(4,2)); null DECIMAL(4,2)",
        "TRY_CAST('2026-02-31' AS TIMESTAMP(3)); null TIMESTAMP(3)",
        "COALESCE(TRY_CAST('x' AS INT), -1); -1 INT",
        "CAST('1e3' AS BIGINT); 1000 BIGINT",
        "CAST(2.5 AS INT); 3 INT",
        "CAST(-2.5 AS INT); -3 INT",
        "CAST(2.4e0 AS BIGINT); 2 BIGINT",
        "CAST(1.005 AS DECIMAL(5,2)); 1.01 DECIMAL(5,2)",
        "CAST('1e3' AS DOUBLE); 1000.0 DOUBLE",
        "CAST(TRUE AS INT); 1 INT",
        "CAST('TRUE' AS BOOLEAN); true BOOLEAN",
        "CAST(1.50 AS STRING); 1.50 STRING",
        "CAST(1e-7 AS STRING); 1.0E-7 STRING",
        "CAST(TIMESTAMP '2026-01-01' AS STRING); 2026-01-01T00:00:00.000Z STRING",
        "CAST('2026-01-01T10:00:00.123456Z' AS TIMESTAMP(3));"
            + " 2026-01-01T10:00:00.123Z TIMESTAMP(3)",
        "CAST(1000 AS TIMESTAMP(3)); 1970-01-01T00:00:01.000Z TIMESTAMP(3)",
        "CAST(TIMESTAMP '1970-01-01T00:00:01Z' AS BIGINT); 1000 BIGINT",
        "CAST(ARRAY[1, 2] AS ARRAY<STRING>); [`1`,`2`] ARRAY<STRING>",
        "CAST(ARRAY['a\"'] AS STRING); [`a\\``] STRING",
        "CAST(NULL AS INT); null INT",
      })
  void cast(String expression, String expected) {
    assertThat(typed(expression)).isEqualTo(expected.replace('`', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "INT; abc; 'abc' is no INT",
        "INT; 5.5; '5.5' is no whole number",
        "BIGINT; 5.0; '5.0' is no whole number",
        "INT; 3000000000; 3000000000 is out of the range of INT",
        "BIGINT; 1e30; 1e30 is out of the range of BIGINT",
        "DECIMAL(5,2); 12345.6; 12345.60 does not fit DECIMAL(5,2)",
        "DOUBLE; 1,5; '1,5' is no DOUBLE",
        "DOUBLE; 1e999999999; '1e999999999' is no DOUBLE",
        "BOOLEAN; yes; 'yes' is no BOOLEAN",
        "TIMESTAMP; 1.1.2026; '1.1.2026' is no timestamp",
      })
  void a_text_that_can_not_be_cast(String type, String text, String message) {
    assertThatThrownBy(() -> value("CAST(a AS %s)".formatted(type), "a STRING", text))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining(message.replace("12345.60", "12345.6"));
  }

  @Test
  void values_of_decimals_have_the_scale_of_their_type() {
    assertThat(value("a * 2", "a DECIMAL(10,2)", new BigDecimal("1.5")))
        .isEqualTo(new BigDecimal("3.00"));
    assertThat(value("COALESCE(a, 1)", "a DECIMAL(12,4)", (Object) null))
        .isEqualTo(new BigDecimal("1.0000"));
  }
}
