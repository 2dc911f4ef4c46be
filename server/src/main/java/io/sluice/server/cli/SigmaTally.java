package io.sluice.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules hit, beside what was expected of them. */
final class SigmaTally {
  /** Of one rule; places are numbers of events from 0. */
  static final class OfRule {
    final String id;
    int found;
    final List<Long> missed = new ArrayList<>();
    final List<Long> extra = new ArrayList<>();

    OfRule(String id) {
      this.id = id;
    }

    int expected() {
      return found + missed.size();
    }

    boolean fits() {
      return missed.isEmpty() && extra.isEmpty();
    }
  }

  /** Events that belong together and must hit one rule. */
  static final class Scenario {
    final String name;
    final String rule;
    final int needed;
    int hits;

    /** Why it could not be tried. */
    @Nullable String notRun;

    Scenario(String name, String rule, int needed) {
      this.name = name;
      this.rule = rule;
      this.needed = needed;
    }

    /** More hits than needed fit too, but of those that need none. */
    boolean fits() {
      return notRun == null && (needed == 0 ? hits == 0 : hits >= needed);
    }
  }

  private final Map<String, OfRule> rules = new LinkedHashMap<>();
  private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
  private long events;

  /** Whether every hit of the events was expected or not, and not those of one rule alone. */
  private boolean complete;

  void event() {
    events++;
  }

  /**
   * Compares what an event hit with what it must hit.
   *
   * @param allowed a rule that may be hit besides
   */
  void compare(long n, Set<String> hits, Set<String> expected, @Nullable String allowed) {
    complete = true;
    for (String rule : expected) {
      OfRule of = rules.computeIfAbsent(rule, OfRule::new);
      if (hits.contains(rule)) {
        of.found++;
      } else {
        of.missed.add(n);
      }
    }
    for (String rule : hits) {
      if (!expected.contains(rule) && !rule.equals(allowed)) {
        rules.computeIfAbsent(rule, OfRule::new).extra.add(n);
      }
    }
  }

  Scenario scenario(String name, String rule, int needed) {
    return scenarios.computeIfAbsent(name + "\n" + rule, _ -> new Scenario(name, rule, needed));
  }

  long events() {
    return events;
  }

  boolean hasHits() {
    return complete;
  }

  List<OfRule> rules() {
    return List.copyOf(rules.values());
  }

  List<Scenario> scenarios() {
    return List.copyOf(scenarios.values());
  }

  boolean passed() {
    return rules.values().stream().allMatch(OfRule::fits)
        && scenarios.values().stream().allMatch(s -> s.fits() || s.notRun != null);
  }
}
