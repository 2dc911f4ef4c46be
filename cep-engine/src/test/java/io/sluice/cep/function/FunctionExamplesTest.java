package io.sluice.cep.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.cep.testing.Expressions;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FunctionExamplesTest {
  @TestFactory
  List<DynamicTest> the_example_of_every_function_gives_what_it_says() {
    return Functions.SCALAR.stream()
        .map(
            f ->
                dynamicTest(
                    f.example(),
                    () -> assertThat(Expressions.text(f.example())).isEqualTo(f.exampleResult())))
        .toList();
  }

  @Test
  void every_function_is_declared_in_full() {
    assertThat(Functions.SCALAR)
        .allSatisfy(
            f -> {
              assertThat(f.name()).matches("[A-Z][A-Z0-9_]*");
              assertThat(f.signature()).startsWith(f.name() + "(");
              assertThat(f.description()).endsWith(".");
              assertThat(f.example()).contains(f.name());
            });
    assertThat(Functions.AGGREGATE)
        .allSatisfy(
            f -> {
              assertThat(f.signature()).startsWith(f.name() + "(");
              assertThat(f.description()).endsWith(".");
            });
  }

  @Test
  void names_are_found_letter_case_aside() {
    assertThat(Functions.scalar("upper")).isNotNull();
    assertThat(Functions.aggregate("Count")).isNotNull();
    assertThat(Functions.scalar("count")).isNull();
  }
}
