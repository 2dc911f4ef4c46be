package io.sluice.server.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read about a file that is no YAML. */
class YamlMistakeTest {
  private static final SigmaTranslator TRANSLATOR = new SigmaTranslator(LogSources.builtIn());

  private static String reason(String yaml) {
    return switch (TRANSLATOR.translate(yaml).getFirst()) {
      case Translation.Refusal refusal -> refusal.reason();
      case Translation.Query query -> throw new AssertionError(query.text());
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '$',
      value = {
        "title: a: b # line 1 (title: a: b): a colon stands where no key can be;",
        "title: a|  id: b # line 2 (id: b): a colon stands where no key can be;",
        "title: [a|id: b # line 1 (title: [a): a [ is opened and never closed.",
        "x: {a: b|id: b # line 1 (x: {a: b): a { is opened and never closed.",
        "title: 'a|id: b # line 1 (title: 'a): a quote is opened and never closed.",
        "title: @a # line 1 (title: @a): put a text that begins with @ in quotes.",
        "a: 1|title: *a # line 2 (title: *a): put a text that begins with * in quotes: '*a'.",
        "x:|\ty: 1 # line 2 (y: 1): a tab begins it, and YAML is indented with spaces alone.",
        "a: 1|a: 2 # line 2 (a: 2): the key `a` stands there twice.",
        "a: \"C:\\d\" # line 1 (a: \"C:\\d\"): between double quotes \\d has no meaning;",
        "x:|  - a| - b # line 3 (- b): it is not indented like the lines that it belongs to.",
        "{a: 1} b # line 1 ({a: 1} b): it does not belong there.",
        "a: 1|b: \u0001c # line 2 (b:  c): the character U+0001 can not stand here.",
      })
  void a_mistake_is_told_with_its_line_and_without_words_of_grammar(String yaml, String told) {
    assertThat(reason(yaml.replace('|', '\n'))).startsWith("This is not YAML: " + told);
  }
}
