package io.sluice.percolator.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerlRegexTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "b+, abbc, true",
        "^b, abc, false",
        "^a|^b, bc, true",
        "x(^a|b$), cxb, true",
        "(^a|b)c, xac, false",
        "(^a|b)c, xbc, true",
        "`\\d{2,3}$`, a12, true",
        "`\\d{2,3}$`, a1, false",
        "`a{,2}b$`, ab, true",
        "(?i)ABC, xabcx, true",
        "(?i:A)B, aB, true",
        "(?i:A)B, ab, false",
        "a(?i)b|c, C, true",
        "[^\\W_]-, a-, true",
        "[^\\W_]-, _-, false",
        "[\\w+|]x, +x, true",
        "[]a]x, ]x, true",
        "[a-]x, -x, true",
        "[[:digit:]]x, 7x, true",
        "\\bnet\\b, a net b, true",
        "\\bnet\\b, anet, false",
        "\\bnet\\b, net, true",
        "\\Bnet, anet, true",
        "(?:\\.|\\b){2}9, 1.9, true",
        "\\$\\{?x\\}?, ${x}, true",
        "a{x, a{x, true",
        "a.*?b, axxb, true",
        "(?<n>a)(?P<m>b), ab, true",
        "\\x41\\x{42}\\u0043, ABC, true",
        "\\Qa.b\\E, a.b, true",
        "\\Qa.b\\E, axb, false",
        "ä, xäx, true",
        "(?i)Ä, xäx, true",
        "^.$, 😀, true",
      })
  void is_found(String regex, String value, boolean found) {
    assertThat(isFound(PerlRegex.of(regex), value)).isEqualTo(found);
  }

  @Test
  void lines_are_known_to_anchors_and_dots() {
    assertThat(isFound(PerlRegex.of("a.b"), "a\nb")).isFalse();
    assertThat(isFound(PerlRegex.of("(?s)a.b"), "a\nb")).isTrue();
    assertThat(isFound(PerlRegex.of("a$"), "a\n")).isTrue();
    assertThat(isFound(PerlRegex.of("a$"), "a\n\n")).isFalse();
    assertThat(isFound(PerlRegex.of("a$"), "a\nb")).isFalse();
    assertThat(isFound(PerlRegex.of("a\\z"), "a\n")).isFalse();
    assertThat(isFound(PerlRegex.of("(?m)a$"), "a\nb")).isTrue();
    assertThat(isFound(PerlRegex.of("(?m)^b"), "a\nb")).isTrue();
    assertThat(isFound(PerlRegex.of("^b"), "a\nb")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", "(?>a)b", "(a)\\1", "\\k<n>", "a++", "(a", "a)",
        "[a", "*a", "a|*", "a{3,2}", "(?x)a", "\\p{L}", "\\xZZ", "[z-a]", "[[:nope:]]", "\\",
        "(?<n", "a{5000}", "((a{1000}){1000}){1000}", "a.{900}(b|c).{900}d.{20}[ab].{20}"
      })
  void is_refused(String regex) {
    assertThatThrownBy(() -> PerlRegex.of(regex))
        .isInstanceOf(BadRegexException.class)
        .hasMessageMatching("[A-Z].*\\.");
  }

  /** Java's own matcher is the judge; both know lines by line feeds alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a?){1000}",
        "(a*){1000}",
        "((a?){30}){30}",
        "(\\w?\\b){900}",
        "(?i)(a?b?c?){300}"
      })
  void what_would_have_hundreds_of_thousands_of_steps_is_refused(String regex) {
    assertThatThrownBy(() -> PerlRegex.of(regex))
        .isInstanceOf(BadRegexException.class)
        .hasMessageContaining("too much can come next at too many places");
  }

  @Test
  void finds_what_javas_matcher_finds() {
    long seed = Long.getLong("seed", 1);
    int times = 1000 * Integer.getInteger("times", 1);
    int found = 0;
    for (int i = 0; i < times; i++) {
      Random random = new Random(seed + i);
      String regex = regex(random, 3);
      PerlRegex read = PerlRegex.of(regex);
      Automaton byLucene = byLucene(read);
      Pattern judge = Pattern.compile(regex, Pattern.UNIX_LINES);
      for (int j = 0; j < 20; j++) {
        String value = value(random);
        boolean expected = judge.matcher(value).find();
        found += expected ? 1 : 0;
        assertThat(isFound(read, byLucene, value))
            .as("-Dseed=%d: /%s/ in \"%s\"", seed + i, regex, value.replace("\n", "\\n"))
            .isEqualTo(expected);
      }
    }
    assertThat(found).isBetween(times * 2, times * 18);
  }

  private static String regex(Random random, int depth) {
    if (depth == 0) {
      String[] atoms = {
        "a", "b", "B", "abB", "b_A", "_", "-", ".", "^", "$", "\\b", "\\B", "\\w", "\\W", "[ab]",
        "[^a]", "\\n", "\\z", "\\Z", "\\A", "(?m:^)", "(?m:$)", "(?i:b)", "(?s:.)", "[^\\w-]"
      };
      return atoms[random.nextInt(atoms.length)];
    }
    String inner = regex(random, depth - 1);
    return switch (random.nextInt(7)) {
      case 0, 1, 2 -> inner + regex(random, depth - 1);
      case 3 -> "(?:" + inner + "|" + regex(random, depth - 1) + ")";
      case 4 -> "(" + inner + ")" + new String[] {"*", "+", "?", "*?"}[random.nextInt(4)];
      case 5 -> "(" + inner + "){" + random.nextInt(2) + "," + (1 + random.nextInt(2)) + "}";
      default -> inner;
    };
  }

  private static String value(Random random) {
    var value = new StringBuilder();
    for (int length = 1 + random.nextInt(6); length > 0; length--) {
      value.append("abB_-\n ".charAt(random.nextInt(7)));
    }
    return value.toString();
  }

  /** By steps, and by the automaton that Lucene gets. */
  private static boolean isFound(PerlRegex regex, String value) {
    return isFound(regex, byLucene(regex), value);
  }

  private static Automaton byLucene(PerlRegex regex) {
    return Operations.determinize(regex.automaton(), Integer.MAX_VALUE);
  }

  private static boolean isFound(PerlRegex regex, Automaton byLucene, String value) {
    byte[] bytes = ("x" + value + "x").getBytes(StandardCharsets.UTF_8);
    boolean found = regex.isFoundIn(bytes, 1, bytes.length - 2);
    assertThat(Operations.run(byLucene, value))
        .as("/%s/ in \"%s\", by Lucene's automaton", regex, value)
        .isEqualTo(found);
    if (found && !regex.necessary().isEmpty()) {
      assertThat(regex.necessary())
          .as("/%s/ in \"%s\"", regex, value)
          .anySatisfy(
              text ->
                  assertThat(value).containsIgnoringCase(new String(text, StandardCharsets.UTF_8)));
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "abc, abc",
        "a\\.b{2}cdef+, cde",
        "(?i)New-Object\\s+Net, NEW-OBJECT",
        "x\\bfoo\\b-bar, xfoo-bar",
        "(?:abc|de(?:fghi|jk)lmn), abc lmn",
        "(foo)+bar?, foo",
        "(?:foo)?bar, bar",
        "(?:foo|x)bar, bar",
        "(?:powershell|cmd)ab, powershell cmd",
        "[ab]cd, none",
        "ab|cde, none",
        "ä?öü, öü",
        "(?i)köln12, LN12",
      })
  void knows_what_is_necessary(String regex, String texts) {
    assertThat(
            PerlRegex.of(regex).necessary().stream()
                .map(text -> new String(text, StandardCharsets.UTF_8)))
        .containsExactlyInAnyOrder(texts.equals("none") ? new String[0] : texts.split(" "));
  }
}
