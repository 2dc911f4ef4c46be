package io.sluice.cep.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/**
 * The manual's page of functions is written from their declarations; {@code -Dgoldens.update=true}
 * writes it anew.
 */
class FunctionsPageTest {
  private static final Path PAGE = Path.of("../docs/functions.md");

  @Test
  void the_page_of_functions_is_what_they_declare() throws IOException {
    String page = page();
    if (Boolean.getBoolean("goldens.update")) {
      Files.writeString(PAGE, page, StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).isEqualTo(page);
  }

  private static String page() {
    var out = new StringBuilder();
    out.append(
        """
        # Functions

        Every function with what it takes and gives, and an example with its result. The page is written from the declarations in the
        engine; `GET /v1/catalog` and the completion of the console read the same ones.

        A null among the arguments gives null, unless the sentence says otherwise. A value that a function can not take is an error at
        the row, and before the first row where it is constant.

        ## Of values

        | function | what it gives | example | result |
        |---|---|---|---|
        """);
    Functions.SCALAR.stream()
        .sorted(Comparator.comparing(ScalarFunction::name))
        .forEach(
            f ->
                out.append(
                    "| `%s` | %s | `%s` | `%s` |%n"
                        .formatted(
                            cell(f.signature()),
                            cell(f.description()),
                            cell(f.example()),
                            cell(f.exampleResult()))));
    out.append(
        """

        ## Of the rows of a match

        They stand in `MEASURES` and `DEFINE`, take `DISTINCT` and `FILTER (WHERE ...)`, and look at the rows of one variable.

        | function | what it gives |
        |---|---|
        """);
    Functions.AGGREGATE.stream()
        .sorted(Comparator.comparing(AggregateFunction::name))
        .forEach(
            f ->
                out.append(
                    "| `%s` | %s |%n".formatted(cell(f.signature()), cell(f.description()))));
    return out.toString().replace("\r\n", "\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
