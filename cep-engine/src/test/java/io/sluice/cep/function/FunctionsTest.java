package io.sluice.cep.function;

import static io.sluice.cep.testing.Expressions.text;
import static io.sluice.cep.testing.Expressions.typed;
import static io.sluice.cep.testing.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edges of functions that their one example does not show. */
class FunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "SUBSTRING('sluice', 0, 3); sl",
        "SUBSTRING('sluice', -1, 4); sl",
        "SUBSTRING('sluice', 4, 100); ice",
        "SUBSTRING('sluice', 100); ``",
        "SUBSTRING('sluice', 2, 9223372036854775807); luice",
        "LENGTH('añ😀'); 3",
        "SUBSTRING('a😀b', 2, 1); 😀",
        "STRPOS('a😀b', 'b'); 3",
        "STRPOS('abc', 'x'); 0",
        "IN_CIDR('2001:db8::1', '2001:db8::/32'); true",
        "IN_CIDR('11.0.0.1', '10.0.0.0/8'); false",
        "IN_CIDR('10.0.0.1', '2001:db8::/32'); false",
        "IN_CIDR('10.0.0.1', '10.0.0.1'); true",
        "IN_CIDR('nowhere', '10.0.0.0/8'); null",
        "JSON_VALUE('{\"a\": {\"b\": [1, {\"c\": true}]}}', '$.a.b[1].c'); true",
        "JSON_VALUE('{\"a b\": 1.50}', '$[\"a b\"]'); 1.50",
        "JSON_VALUE('{\"a\": null}', '$.a'); null",
        "JSON_VALUE('{\"a\": [1]}', '$.a'); null",
        "JSON_VALUE('no json', '$.a'); null",
        "JSON_VALUE('{\"x\": {\"a\": 1}, \"a\": 2}', '$.a'); 2",
        "HOUR(TIMESTAMP '2026-07-01T10:00:00Z', 'Europe/Berlin'); 12",
        "DATE_DIFF('month', TIMESTAMP '2026-01-31T00:00:00Z', TIMESTAMP '2026-02-28T00:00:00Z'); 0",
        "DATE_DIFF('minute', TIMESTAMP '2026-01-01T00:01:00Z', TIMESTAMP '2026-01-01T00:00:00Z');"
            + " -1",
        "TO_BASE64('añ'); YcOx",
        "FROM_BASE64('%%'); null",
        "URL_EXTRACT_HOST('not a url'); null",
        "LEVENSHTEIN_DISTANCE('', 'abc'); 3",
        "TRANSLATE('abc', 'ab', 'x'); xc",
        "INITCAP('o''neill-smith'); O'Neill-Smith",
        "ARRAY_POSITION(ARRAY[1, NULL, 2], 2); 3",
        "ARRAY_CONTAINS(ARRAY[1, NULL], 1); true",
        "ARRAY_CONTAINS(ARRAY[1, NULL], 2); null",
        "CONTAINS(ARRAY[1, NULL], 2); null",
        "CONTAINS(ARRAY[1, 2], 2.0); true",
        "ARRAY_MAX(ARRAY[1, NULL, 2.5]); 2.5",
        "CARDINALITY(ARRAY_INTERSECT(ARRAY[1, 1, 2], ARRAY[1, 2, 3])); 2",
        "ARRAYS_OVERLAP(ARRAY['a'], ARRAY['b']); false",
        "CARDINALITY(SPLIT('a,b,', ',')); 3",
        "FROM_UNIXTIME(-0.5); 1969-12-31T23:59:59.500Z",
        "SUBSTRING('sluice' FROM 2 FOR 3); lui",
        "SUBSTRING('sluice' FROM 4); ice",
        "POSITION('ice' IN 'sluice'); 4",
        "POSITION('s' IN ('sluice')); 1",
        "TRIM(BOTH 'x' FROM 'xxaxx'); a",
        "TRIM(LEADING '0' FROM '007'); 7",
        "TRIM(TRAILING FROM 'a  ') || '|'; a|",
        "TRIM('xy' FROM 'xyaxy'); a",
        "TRIM('😀a😀', '😀'); a",
        "TRIM('   '); ``",
        "LPAD('sluice', 3); slu",
        "SPLIT_PART('a.b', '.', 3); null",
        "SPLIT_PART('', '.', 1); ``",
        "CONCAT('a', NULL); null",
        "UPPER(NULL); null",
        "ABS(-2.50); 2.50",
        "ROUND(2.5); 3",
        "ROUND(-2.5); -3",
        "ROUND(1234, -2); 1200",
        "ROUND(2.675e0, 2); 2.68",
        "TRUNCATE(2.79, 1); 2.70",
        "MOD(-7, 3); -1",
        "MOD(7.5, 2); 1.5",
        "SIGN(-0.001); -1",
        "GREATEST(1, 2.5, 2); 2.5",
        "GREATEST('b', 'a'); b",
        "LEAST(1, NULL); null",
        "COALESCE(NULL, NULL); null",
        "NULLIF('a', 'b'); a",
        "IF(NULL, 1, 2); 2",
        "REGEXP_LIKE('foobar', '^o'); false",
        "REGEXP_EXTRACT('abc', 'x'); null",
        "DATE_TRUNC('week', TIMESTAMP '2026-01-01T10:00:00Z'); 2025-12-29T00:00:00.000Z",
        "DATE_TRUNC('quarter', TIMESTAMP '2026-05-05T10:00:00Z'); 2026-04-01T00:00:00.000Z",
        "DATE_TRUNC('day', TIMESTAMP '1969-12-31T10:00:00Z'); 1969-12-31T00:00:00.000Z",
        "EXTRACT(DOW FROM TIMESTAMP '2026-01-01T10:00:00Z'); 4",
        "EXTRACT(EPOCH FROM TIMESTAMP '1969-12-31T23:59:59.500Z'); -1",
        "EXTRACT(MILLISECOND FROM TIMESTAMP '2026-01-01T10:00:00.123Z'); 123",
        "TO_TIMESTAMP('2026-01-01 10:00:00+02:00'); 2026-01-01T08:00:00.000Z",
        "ELEMENT_AT(ARRAY[1, 2], 3); null",
        "ARRAY_JOIN(ARRAY['a', NULL, 'b'], '-'); a-b",
        "ROUND(GEO_DISTANCE_KM(0, 0, 0, 180)); 20015.0",
        "ROUND(GEO_DISTANCE_KM(10, 20, 10, 20)); 0.0",
      })
  void edges(String expression, String expected) {
    assertThat(text(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "IN_CIDR('10.0.0.1', '10.0.0.0/33'); '10.0.0.0/33' is no range of addresses",
        "JSON_VALUE('{}', 'a.b'); 'a.b' is no path",
        "HOUR(TIMESTAMP '2026-01-01', 'Nowhere/City'); 'Nowhere/City' is no time zone",
        "DATE_ADD('fortnight', 1, TIMESTAMP '2026-01-01'); 'fortnight' is no field of a time",
        "DATE_ADD('year', 9223372036854775807, TIMESTAMP '2026-01-01'); 9223372036854775807 year"
            + " later",
        "DATE_FORMAT(TIMESTAMP '2026-01-01', 'jj'); 'jj' is no form of a time",
        "ACOS(2); ACOS takes numbers from -1 to 1",
        "CHR(-1); -1 is no code point",
        "SQRT(-1); there is no square root of -1.0",
        "LN(0); LN takes numbers above 0, not 0.0",
        "MOD(1, 0); division by zero: MOD(1, 0)",
        "REGEXP_LIKE('a', '(' || ''); '(' is no regular expression: missing closing )",
        "REPEAT('ab', 1000000); a text of more than 1,000,000 characters is too long",
        "SPLIT_PART('a', '', 1); SPLIT_PART needs a separator and a number from 1",
        "DATE_TRUNC('d' || 'ow', TIMESTAMP '2026-01-01'); DATE_TRUNC can not cut to 'dow'",
        "TO_TIMESTAMP('soon'); 'soon' is no timestamp",
        "ROUND(9223372036854775807, -1); 9223372036854775807 rounded does not fit BIGINT",
      })
  void values_that_a_function_can_not_take(String expression, String message) {
    assertThatThrownBy(() -> text(expression))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void conditional_functions_leave_alone_what_they_do_not_need() {
    assertThat(value("IF(a = 0, -1, 10 / a)", "a INT", 0)).isEqualTo(-1);
    assertThat(value("COALESCE(a, 1 / b)", "a INT, b INT", 5, 0)).isEqualTo(5);
  }

  @Test
  void types_of_results() {
    assertThat(typed("CEIL(1.23)")).isEqualTo("2 DECIMAL(2,0)");
    assertThat(typed("CEIL(1.2e0)")).isEqualTo("2.0 DOUBLE");
    assertThat(typed("ABS(-5)")).isEqualTo("5 INT");
    assertThat(typed("COALESCE(NULL, 1, 2.5)")).isEqualTo("1.0 DECIMAL(11,1)");
    assertThat(typed("IF(TRUE, 1, 3000000000)")).isEqualTo("1 BIGINT");
  }

  @Test
  void a_regular_expression_takes_linear_time() {
    String text = "a".repeat(20_000) + "b";
    assertThat(value("REGEXP_LIKE(a, '^(a+)+$')", "a STRING", text)).isEqualTo(false);
  }
}
