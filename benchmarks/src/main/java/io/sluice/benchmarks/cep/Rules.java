package io.sluice.benchmarks.cep;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * W4: n rules, each: of one card a payment of a category above a bound, then, within an hour, one
 * abroad above another bound. Each rule has a category and bounds of its own.
 *
 * <p>Above 10,000 rules the first bounds are so high that as many partial matches begin as with
 * 1,000: what is measured is how many rules there are, and not how many are at work.
 */
final class Rules implements Workload<Rules.Payment> {
  private static final int EVENTS = 1_000_000;
  private static final int CARDS = 10_000;
  private static final int CATEGORIES = 200;
  private static final int MOST = 10_000;
  private static final long WITHIN = 3_600_005;

  private final List<Rule> rules = new ArrayList<>();
  private final String[] categories = Names.of("category", CATEGORIES);

  record Payment(
      long n, long time, String card, String category, double amount, String country, String home)
      implements Timed {
    boolean abroad() {
      return !country.equals(home);
    }
  }

  private record Rule(int number, String category, int first, int second) implements Serializable {}

  Rules(int count) {
    var random = new Random(5);
    // Amounts above a bound are e times rarer with each 100 that it is higher.
    int higher = count <= MOST ? 0 : (int) (100 * Math.log(count / 1000.0));
    for (int i = 0; i < count; i++) {
      String category = categories[random.nextInt(CATEGORIES)];
      int first = higher + 450 + random.nextInt(250);
      rules.add(new Rule(i, category, first, 200 + random.nextInt(300)));
    }
  }

  @Override
  public List<Payment> events() {
    var random = new Random(6);
    String[] cards = Names.of("card", CARDS);
    String[] countries = Names.of("country", 30);
    var events = new ArrayList<Payment>(EVENTS);
    for (int n = 0; n < EVENTS; n++) {
      int card = random.nextInt(CARDS);
      String home = countries[card % countries.length];
      String country = random.nextInt(20) == 0 ? countries[random.nextInt(30)] : home;
      double amount = -100 * Math.log(1 - random.nextDouble());
      String category = categories[random.nextInt(CATEGORIES)];
      events.add(new Payment(n, n * 10L, cards[card], category, amount, country, home));
    }
    return events;
  }

  @Override
  public List<String> columns() {
    return List.of(
        "card STRING", "category STRING", "amount DOUBLE", "country STRING", "home STRING");
  }

  @Override
  public Object[] values(Payment event) {
    return new Object[] {event.card, event.category, event.amount, event.country, event.home};
  }

  @Override
  public List<String> patterns() {
    return rules.stream()
        .map(
            rule ->
                """
                CREATE PATTERN %s AS SELECT a, b, c FROM s MATCH_RECOGNIZE (
                  PARTITION BY card ORDER BY ts
                  MEASURES A.n AS a, A.n AS b, B.n AS c
                  AFTER MATCH SKIP TO NEXT ROW
                  PATTERN (A -> B) WITHIN INTERVAL '3600.005' SECOND
                  DEFINE A AS A.category = '%s' AND A.amount > %d,
                    B AS B.country <> B.home AND B.amount > %d) AS m"""
                    .formatted(
                        SluiceDriver.name(rule.number), rule.category, rule.first, rule.second))
        .toList();
  }

  private record Attempt(Rule rule, Payment first) {}

  @Override
  public Consumer<Payment> loop(Found found) {
    Map<String, List<Rule>> byCategory = new HashMap<>();
    for (Rule rule : rules) {
      byCategory.computeIfAbsent(rule.category, _ -> new ArrayList<>()).add(rule);
    }
    byCategory.values().forEach(list -> list.sort(Comparator.comparingInt(Rule::first)));
    Map<String, ArrayDeque<Attempt>> cards = new HashMap<>();
    return event -> {
      ArrayDeque<Attempt> attempts = cards.get(event.card);
      if (attempts != null && event.abroad()) {
        for (Iterator<Attempt> at = attempts.iterator(); at.hasNext(); ) {
          Attempt attempt = at.next();
          if (event.time - attempt.first.time >= WITHIN) {
            at.remove();
          } else if (event.amount > attempt.rule.second) {
            long n = attempt.first.n;
            found.match(SluiceDriver.rule(attempt.rule.number), n, n, event.n);
            at.remove();
          }
        }
      }
      for (Rule rule : byCategory.getOrDefault(event.category, List.of())) {
        if (event.amount <= rule.first) {
          break;
        }
        if (attempts == null) {
          attempts = new ArrayDeque<>();
          cards.put(event.card, attempts);
        }
        attempts.add(new Attempt(rule, event));
      }
    };
  }

  @Override
  public List<FlinkRule<Payment>> flink() {
    var flink = new ArrayList<FlinkRule<Payment>>();
    for (Rule rule : rules) {
      flink.add(
          FlinkRule.<Payment>of(rule.number, WITHIN, Payment::card)
              .filter(e -> starts(rule, e) || ends(rule, e))
              .begin("a", e -> starts(rule, e))
              .followedBy("c", e -> ends(rule, e)));
    }
    return flink;
  }

  private static boolean starts(Rule rule, Payment event) {
    return event.amount > rule.first && event.category.equals(rule.category);
  }

  private static boolean ends(Rule rule, Payment event) {
    return event.amount > rule.second && event.abroad();
  }

  /** One partition for all rules: faster than one a rule. */
  @Override
  public String siddhi() {
    var queries = new StringBuilder("partition with (card of S) begin\n");
    for (Rule rule : rules) {
      queries.append(
          """
          from every a=S[category == '%s' and amount > %d.0] -> c=S[country != home and amount > %d.0]
          within 3600005 milliseconds
          select %d as rule, a.n as a, a.n as b, c.n as c insert into Out;
          """
              .formatted(rule.category, rule.first, rule.second, rule.number));
    }
    return queries.append("end;\n").toString();
  }
}
