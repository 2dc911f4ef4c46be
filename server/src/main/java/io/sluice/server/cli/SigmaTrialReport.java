package io.sluice.server.cli;

import io.sluice.server.sigma.RuleHead;
import io.sluice.server.sigma.Translation;
import io.sluice.server.wire.JsonTree;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code sigma test} prints. */
final class SigmaTrialReport {
  private static final int PLACES_SHOWN = 3;

  private final SigmaFolder.Outcomes rules;
  private final SigmaTally tally;
  private final Map<String, SigmaFolder.Outcome> ruleById = new HashMap<>();

  SigmaTrialReport(SigmaFolder.Outcomes rules, SigmaTally tally) {
    this.rules = rules;
    this.tally = tally;
    for (SigmaFolder.Outcome outcome : rules.rules()) {
      RuleHead head = outcome.rule();
      if (head != null) {
        ruleById.putIfAbsent(head.id(), outcome);
      }
    }
  }

  /**
   * @param all what fits too, not only what differs
   */
  void print(PrintStream out, boolean all) {
    out.println("%,d events, %,d rules".formatted(tally.events(), rules.queries().size()));
    if (!tally.scenarios().isEmpty()) {
      printScenarios(out, all);
    }
    if (tally.hasHits()) {
      if (tally.scenarios().stream().anyMatch(s -> all || !s.fits())) {
        out.println();
      }
      printHits(out, all);
    }
  }

  private void printScenarios(PrintStream out, boolean all) {
    long run = tally.scenarios().stream().filter(s -> s.notRun == null).count();
    long fit = tally.scenarios().stream().filter(SigmaTally.Scenario::fits).count();
    long notRun = tally.scenarios().size() - run;
    out.println(
        String.format(Locale.ROOT, "scenarios: %,d of %,d hit their rule", fit, run)
            + (notRun == 0 ? "" : String.format(Locale.ROOT, ", %,d not run", notRun)));
    List<SigmaTally.Scenario> shown =
        tally.scenarios().stream().filter(s -> all || !s.fits()).toList();
    if (shown.isEmpty()) {
      return;
    }
    var table = new Table("RESULT", "RULE", "NEEDED", "HITS", "SCENARIO", "NOTE");
    for (SigmaTally.Scenario s : shown) {
      table.row(
          s.notRun != null ? "not run" : s.fits() ? "fits" : "MISSED",
          s.rule,
          Integer.toString(s.needed),
          s.notRun != null ? "" : Integer.toString(s.hits),
          s.name,
          note(s));
    }
    out.println();
    table.print(out);
  }

  private String note(SigmaTally.Scenario scenario) {
    String why =
        scenario.notRun != null
            ? scenario.notRun
            : scenario.fits() ? null : notAsked(scenario.rule);
    return why == null ? "" : why;
  }

  private void printHits(PrintStream out, boolean all) {
    int expected = tally.rules().stream().mapToInt(SigmaTally.OfRule::expected).sum();
    int found = tally.rules().stream().mapToInt(r -> r.found).sum();
    int extra = tally.rules().stream().mapToInt(r -> r.extra.size()).sum();
    out.println(
        String.format(
            Locale.ROOT,
            "hits: %,d of %,d expected, %,d missed, %,d not expected",
            found,
            expected,
            expected - found,
            extra));
    List<SigmaTally.OfRule> shown = tally.rules().stream().filter(r -> all || !r.fits()).toList();
    if (shown.isEmpty()) {
      return;
    }
    var table = new Table("RULE", "EXPECTED", "HIT", "MISSED", "EXTRA", "TITLE");
    for (SigmaTally.OfRule rule : shown) {
      table.row(
          rule.id,
          Integer.toString(rule.expected()),
          Integer.toString(rule.found),
          Integer.toString(rule.missed.size()),
          Integer.toString(rule.extra.size()),
          title(rule.id) + places(rule));
    }
    out.println();
    table.print(out);
  }

  private String places(SigmaTally.OfRule rule) {
    var notes = new ArrayList<String>();
    String why = notAsked(rule.id);
    if (why != null) {
      notes.add(why);
    }
    if (!rule.missed.isEmpty()) {
      notes.add("missed by events " + some(rule.missed));
    }
    if (!rule.extra.isEmpty()) {
      notes.add("hit by events " + some(rule.extra));
    }
    return notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
  }

  private static String some(List<Long> places) {
    var text = new StringBuilder();
    for (Long place : places.subList(0, Math.min(PLACES_SHOWN, places.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(place);
    }
    return text + (places.size() > PLACES_SHOWN ? ", ..." : "");
  }

  private String title(String id) {
    SigmaFolder.Outcome outcome = ruleById.get(id);
    RuleHead head = outcome == null ? null : outcome.rule();
    return head == null ? "" : head.title();
  }

  /** Why no event was asked whether it fits the rule, or null. */
  private @Nullable String notAsked(String id) {
    SigmaFolder.Outcome outcome = ruleById.get(id);
    if (outcome == null) {
      return "no active rule has this id";
    }
    return outcome.translation() instanceof Translation.Refusal refusal
        ? "not translated: " + refusal.reason().replaceFirst("\\.$", "")
        : null;
  }

  void printJson(PrintStream out) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("passed", tally.passed());
    all.put("events", tally.events());
    all.put("rules", rules.queries().size());
    List<Object> scenarios = new ArrayList<>();
    for (SigmaTally.Scenario s : tally.scenarios()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", s.name);
      one.put("rule", s.rule);
      one.put("needed", s.needed);
      one.put("hits", s.hits);
      one.put("result", s.notRun != null ? "not run" : s.fits() ? "fits" : "missed");
      one.put("reason", s.notRun != null ? s.notRun : s.fits() ? null : notAsked(s.rule));
      one.values().removeIf(value -> value == null);
      scenarios.add(one);
    }
    all.put("scenarios", scenarios);
    List<Object> hits = new ArrayList<>();
    for (SigmaTally.OfRule rule : tally.rules()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("rule", rule.id);
      one.put("title", title(rule.id));
      one.put("expected", rule.expected());
      one.put("found", rule.found);
      one.put("missed", rule.missed);
      one.put("extra", rule.extra);
      one.put("reason", notAsked(rule.id));
      one.values().removeIf(value -> value == null);
      hits.add(one);
    }
    all.put("hits", hits);
    out.println(JsonTree.write(all));
  }
}
