package io.sluice.server.cli;

import io.sluice.server.sigma.Translation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code sigma check} prints: how many rules translate, and the others by their reason. */
final class SigmaReport {
  private final SigmaFolder.Outcomes outcomes;

  SigmaReport(SigmaFolder.Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  void print(PrintStream out) {
    int rules = outcomes.rules().size();
    int queries = outcomes.queries().size();
    out.println(
        String.format(
            Locale.ROOT,
            "%,d of %,d active rules translate (%.2f %%)",
            queries,
            rules,
            rules == 0 ? 100.0 : 100.0 * queries / rules));
    outcomes
        .aside()
        .forEach((status, count) -> out.printf(Locale.ROOT, "%,d %s set aside%n", count, status));
    byReason().forEach((reason, files) -> print(out, reason, files));
    printUnknownSources(out);
  }

  private static void print(PrintStream out, String reason, List<String> files) {
    out.println();
    out.printf(Locale.ROOT, "%,d: %s%n", files.size(), reason);
    files.forEach(file -> out.println("  " + file));
  }

  /** The most frequent reason first. */
  private Map<String, List<String>> byReason() {
    Map<String, List<String>> files = new TreeMap<>();
    for (SigmaFolder.Outcome rule : outcomes.rules()) {
      if (rule.translation() instanceof Translation.Refusal refusal) {
        files.computeIfAbsent(refusal.reason(), _ -> new ArrayList<>()).add(rule.file());
      }
    }
    Map<String, List<String>> sorted = new LinkedHashMap<>();
    files.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private void printUnknownSources(PrintStream out) {
    Map<String, Integer> sources = new TreeMap<>();
    for (Translation.Query query : outcomes.queries()) {
      if (!query.sourceKnown()) {
        sources.merge(query.source().shown(), 1, Integer::sum);
      }
    }
    if (sources.isEmpty()) {
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d rules are about log sources that the mapping does not know; they ask for the fields"
            + " logsource.product, logsource.category and logsource.service:%n",
        sources.values().stream().mapToInt(Integer::intValue).sum());
    sources.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue()))
        .forEach(
            entry -> out.printf(Locale.ROOT, "  %,6d  %s%n", entry.getValue(), entry.getKey()));
  }
}
