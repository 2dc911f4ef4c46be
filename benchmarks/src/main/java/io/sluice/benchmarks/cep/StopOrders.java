package io.sluice.benchmarks.cep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * WT: about n stop orders are open, each until the first trade above its price; prices rise so that
 * as many are met as come, a tenth of the rows. What is measured is how n open ones are found that
 * a trade meets.
 */
record StopOrders(int n) implements Workload<StopOrders.Quote> {
  private static final int EVENTS = 1_000_000;
  private static final double AHEAD = 1_000_000;

  record Quote(long n, long time, boolean order, double price) implements Workload.Timed {}

  @Override
  public List<Quote> events() {
    var random = new Random(8);
    var quotes = new ArrayList<Quote>(n + EVENTS);
    for (int i = 0; i < n; i++) {
      quotes.add(quote(i, true, AHEAD * (1 - Math.sqrt(random.nextDouble()))));
    }
    double price = 0;
    for (int i = n; i < n + EVENTS; i++) {
      price += 0.05 * AHEAD / n;
      boolean order = random.nextInt(10) == 0;
      quotes.add(quote(i, order, order ? price + AHEAD * random.nextDouble() : price));
    }
    return quotes;
  }

  private static Quote quote(int n, boolean order, double price) {
    return new Quote(n, n * 10L, order, price);
  }

  @Override
  public List<String> columns() {
    return List.of("kind STRING", "price DOUBLE");
  }

  @Override
  public Object[] values(Quote quote) {
    return new Object[] {quote.order ? "order" : "trade", quote.price};
  }

  @Override
  public List<String> patterns() {
    return List.of(
        """
        CREATE PATTERN r0 WITH (max_attempts_per_key = '9000000', max_attempts = '9000000')
        AS SELECT a, b, c FROM s MATCH_RECOGNIZE (
          ORDER BY ts
          MEASURES A.n AS a, A.n AS b, B.n AS c
          AFTER MATCH SKIP TO NEXT ROW
          PATTERN (A -> B) WITHIN INTERVAL '30' DAY
          DEFINE A AS A.kind = 'order', B AS B.kind = 'trade' AND B.price > A.price) AS m""");
  }

  @Override
  public Consumer<Quote> loop(Found found) {
    var open = new PriorityQueue<Quote>(Comparator.comparingDouble(Quote::price));
    return quote -> {
      if (quote.order) {
        open.add(quote);
        return;
      }
      while (!open.isEmpty() && open.peek().price < quote.price) {
        long order = open.remove().n;
        found.match(SluiceDriver.rule(0), order, order, quote.n);
      }
    };
  }
}
