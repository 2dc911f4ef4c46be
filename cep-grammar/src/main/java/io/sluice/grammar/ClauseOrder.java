package io.sluice.grammar;

import io.sluice.grammar.Expectations.Found;
import io.sluice.grammar.parser.SluiceParser;
import java.util.List;
import java.util.Optional;

/** Clauses have one order; whoever puts one too late is told the whole order. */
final class ClauseOrder {
  private record Order(String note, List<Integer> words) {}

  private static final Order MATCH =
      new Order(
          "order: PARTITION BY, ORDER BY, MEASURES, ONE ROW or ALL ROWS PER MATCH, AFTER MATCH,"
              + " PATTERN, WITHIN, GAP, SUBSET, DEFINE",
          List.of(
              SluiceParser.PARTITION,
              SluiceParser.ORDER,
              SluiceParser.MEASURES,
              SluiceParser.ONE,
              SluiceParser.AFTER,
              SluiceParser.PATTERN,
              SluiceParser.WITHIN,
              SluiceParser.GAP,
              SluiceParser.SUBSET,
              SluiceParser.DEFINE));

  private static final Order QUERY =
      new Order(
          "order: SELECT, FROM, WHERE, GROUP BY, HAVING, ORDER BY, EMIT, LIMIT",
          List.of(
              SluiceParser.SELECT,
              SluiceParser.FROM,
              SluiceParser.WHERE,
              SluiceParser.GROUP,
              SluiceParser.HAVING,
              SluiceParser.ORDER,
              SluiceParser.EMIT,
              SluiceParser.LIMIT));

  private ClauseOrder() {}

  static Optional<String> note(int written, Found found) {
    boolean inMatch =
        found.offers(SluiceParser.PATTERN)
            || found.offers(SluiceParser.DEFINE)
            || found.offers(SluiceParser.SUBSET);
    Order order = inMatch ? MATCH : QUERY;
    int place = order.words().indexOf(written);
    boolean later =
        place >= 0
            && order.words().subList(place + 1, order.words().size()).stream()
                .anyMatch(found::offers);
    return later ? Optional.of(order.note()) : Optional.empty();
  }
}
