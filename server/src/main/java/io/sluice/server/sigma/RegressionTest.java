package io.sluice.server.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A test of SigmaHQ's {@code info.yml}: the events of a file must hit a rule.
 *
 * @param rule the rule's id
 * @param type of the file: {@code evtx}, {@code json}, {@code ndjson} or {@code jsonl}
 * @param path of the file, from the root of SigmaHQ's repository
 * @param matches how many events must hit at least, 1 where the test does not say; with 0 none may
 * @param changed the rule is changed for the test, by pipelines or filters
 */
public record RegressionTest(String rule, String type, String path, int matches, boolean changed) {

  /** An {@code info.yml} that is not one; the message is for people. */
  public static final class BadInfo extends Exception {
    private static final long serialVersionUID = 1L;

    BadInfo(String message) {
      super(message);
    }
  }

  /** The tests of a file. */
  public static List<RegressionTest> read(String yaml) throws BadInfo {
    try {
      Map<String, @Nullable Object> info = YamlText.map(YamlText.one(yaml), "The file");
      List<?> rules = YamlText.list(info.get("rule_metadata"));
      if (rules.isEmpty()) {
        throw new BadInfo("`rule_metadata` must name a rule.");
      }
      String rule = YamlText.text(YamlText.map(rules.getFirst(), "`rule_metadata`"), "id");
      if (rule == null) {
        throw new BadInfo("`rule_metadata` needs the `id` of a rule.");
      }
      List<RegressionTest> tests = new ArrayList<>();
      for (Object test : YamlText.list(info.get("regression_tests_info"))) {
        tests.add(read(rule, YamlText.map(test, "A test")));
      }
      return tests;
    } catch (Refused e) {
      throw new BadInfo(e.reason());
    }
  }

  private static RegressionTest read(String rule, Map<String, @Nullable Object> test)
      throws BadInfo {
    String path = YamlText.text(test, "path");
    if (path == null) {
      throw new BadInfo("A test needs the `path` of its events.");
    }
    Object matches = Objects.requireNonNullElse(test.get("match_count"), 1);
    if (!(matches instanceof Integer count) || count < 0) {
      throw new BadInfo("`match_count` must be a whole number, found `" + matches + "`.");
    }
    return new RegressionTest(
        rule,
        Objects.requireNonNullElse(YamlText.text(test, "type"), ""),
        path,
        count,
        test.containsKey("pipelines") || test.containsKey("filters"));
  }
}
