package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Queries as rules for logs have them (parts of values, wildcards, expressions, any field, two
 * fields compared) against plain Java on each document.
 */
class RuleDuelTest {
  private static final Fields FIELDS = Fields.builder().open(true).build();
  private static final String[] NAMES = {"a", "b", "c", "_d"};

  /** A query with what it means. */
  private record Rule(String text, Predicate<Map<String, Object>> holds) {}

  private final long seed = Long.getLong("seed", 1);
  private long pairs;
  private long matches;
  private long leafChecks;

  @Test
  void finds_what_plain_java_finds() throws IOException {
    for (int i = 0; i < 25 * Integer.getInteger("times", 1); i++) {
      round(seed + i);
    }
    assertThat(matches).isGreaterThan(pairs / 100).isLessThan(pairs / 2);
    assertThat(leafChecks).isPositive().isLessThan(pairs / 4);
  }

  private void round(long roundSeed) throws IOException {
    Random random = new Random(roundSeed);
    Percolator percolator = new Percolator(FIELDS);
    Map<String, Rule> rules = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      Rule rule = rule(random, 2);
      rules.put("r" + i, rule);
      percolator.put("r" + i, rule.text());
    }
    for (int i = 0; i < 20; i++) {
      if (i == 10) {
        percolator = restarted(percolator);
      }
      Map<String, Object> document = document(random);
      TreeSet<String> expected = new TreeSet<>();
      rules.forEach(
          (id, rule) -> {
            if (rule.holds().test(document)) {
              expected.add(id);
            }
          });
      MatchResult result = percolator.match(Document.of(document));
      pairs += rules.size();
      matches += expected.size();
      leafChecks += result.work().leafChecks();
      assertThat(result.work().luceneRuns()).isZero();
      assertThat(result.ids())
          .as("-Dseed=%d %s of %s", roundSeed, document, rules)
          .containsExactlyElementsOf(expected);
    }
  }

  private static Percolator restarted(Percolator percolator) throws IOException {
    var out = new ByteArrayOutputStream();
    percolator.save(out);
    Restored restored = Percolator.restore(FIELDS, new ByteArrayInputStream(out.toByteArray()));
    assertThat(restored.compiled()).as("nothing is compiled anew").isZero();
    return restored.percolator();
  }

  // ------------------------------------------------------------------ rules

  private static Rule rule(Random random, int depth) {
    Rule first = depth == 0 ? clause(random) : rule(random, depth - 1);
    Rule second = depth == 0 ? clause(random) : rule(random, depth - 1);
    return switch (random.nextInt(4)) {
      case 0 ->
          new Rule(
              "(" + first.text + ") OR (" + second.text + ")",
              document -> first.holds.test(document) || second.holds.test(document));
      case 1 ->
          new Rule(
              "+(" + first.text + ") -(" + second.text + ")",
              document -> first.holds.test(document) && !second.holds.test(document));
      case 2 ->
          new Rule(
              "+(" + first.text + ") +(" + second.text + ")",
              document -> first.holds.test(document) && second.holds.test(document));
      default -> first;
    };
  }

  private static Rule clause(Random random) {
    String name = NAMES[random.nextInt(NAMES.length)];
    String word = text(random, 1 + random.nextInt(7));
    String other = text(random, 1 + random.nextInt(3));
    String escaped = word.replace(" ", "\\ ");
    return switch (random.nextInt(9)) {
      case 0 ->
          new Rule(name + "@caseless:\"" + word + "\"", any(name, false, v -> v.equals(low(word))));
      case 1 ->
          new Rule(
              name + "@caseless:*" + escaped + "*", any(name, false, v -> v.contains(low(word))));
      case 2 ->
          new Rule(
              name + "@caseless:" + escaped + "*", any(name, false, v -> v.startsWith(low(word))));
      case 3 ->
          new Rule(name + "@caseless:*" + escaped, any(name, false, v -> v.endsWith(low(word))));
      case 4 -> new Rule(name + "@exact:*" + escaped + "*", any(name, true, v -> v.contains(word)));
      case 5 -> {
        Pattern pattern =
            Pattern.compile(
                ".*" + Pattern.quote(low(word)) + ".*" + Pattern.quote(low(other)) + ".");
        yield new Rule(
            name + "@caseless:*" + escaped + "*" + other.replace(" ", "\\ ") + "?",
            any(name, false, v -> pattern.matcher(v).matches()));
      }
      case 6 -> {
        String[] forms = {
          "%s", "(?i)%s", "^%s", "%s[a-z]", "x?%s$", "(?:%s|0{2})", "[0-9]b+", "\\b.a$"
        };
        String regex = forms[random.nextInt(forms.length)].formatted(word);
        Pattern pattern = Pattern.compile(regex, Pattern.UNIX_LINES);
        yield new Rule(
            name + "@regex:/" + regex + "/", any(name, true, v -> pattern.matcher(v).find()));
      }
      case 7 ->
          new Rule(
              "_all@caseless:*" + escaped + "*",
              document ->
                  document.keySet().stream()
                      .anyMatch(
                          field ->
                              !field.startsWith("_")
                                  && any(field, false, v -> v.contains(low(word))).test(document)));
      default ->
          new Rule(
              "a@same:" + name,
              document ->
                  any("a", false, v -> any(name, false, v::equals).test(document)).test(document));
    };
  }

  private static String low(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Predicate<Map<String, Object>> any(
      String field, boolean cased, Predicate<String> holds) {
    return document -> {
      Object value = document.get(field);
      Collection<?> values =
          value instanceof Collection<?> many ? many : value == null ? List.of() : List.of(value);
      return values.stream()
          .map(one -> cased ? one.toString() : low(one.toString()))
          .anyMatch(holds);
    };
  }

  // ------------------------------------------------------------------ documents

  private static Map<String, Object> document(Random random) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (String name : NAMES) {
      switch (random.nextInt(5)) {
        case 0 -> {}
        case 1 -> document.put(name, random.nextInt(200));
        case 2 -> {
          List<Object> values = new ArrayList<>();
          for (int i = random.nextInt(3); i >= 0; i--) {
            values.add(text(random, 1 + random.nextInt(20)));
          }
          document.put(name, values);
        }
        default -> document.put(name, text(random, 1 + random.nextInt(80)));
      }
    }
    return document;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(
          random.nextInt(12) == 0
              ? "é0 ".charAt(random.nextInt(3))
              : "aAbB".charAt(random.nextInt(4)));
    }
    return text.toString();
  }
}
