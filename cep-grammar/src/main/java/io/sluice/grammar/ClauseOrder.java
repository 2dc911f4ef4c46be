package io.sluice.grammar;

import io.sluice.grammar.Expectations.Found;
import io.sluice.grammar.parser.SluiceParser;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Clauses have one order; whoever puts one too late is told the whole order. */
final class ClauseOrder {
  /** The whole order of the clauses of MATCH_RECOGNIZE. */
  static String ofMatch() {
    return MATCH.note();
  }

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

  static Optional<String> note(List<Token> tokens, Found found) {
    List<Token> before = tokens.subList(0, found.index());
    int written = tokens.get(found.index()).getType();
    Order order = inMatch(before) ? MATCH : QUERY;
    int place = order.words().indexOf(written);
    return place >= 0 && place < current(before, order)
        ? Optional.of(order.note())
        : Optional.empty();
  }

  private static boolean inMatch(List<Token> before) {
    List<Token> open = Brackets.open(before);
    int bracket = open.isEmpty() ? 0 : before.lastIndexOf(open.getLast());
    return bracket > 0 && before.get(bracket - 1).getType() == SluiceParser.MATCH_RECOGNIZE;
  }

  /** The place of the last clause that was begun at this depth of brackets. */
  private static int current(List<Token> before, Order order) {
    int depth = 0;
    for (Token token : before.reversed()) {
      switch (token.getType()) {
        case SluiceParser.RPAREN -> depth++;
        case SluiceParser.LPAREN -> depth--;
        default -> {
          int place = depth == 0 ? order.words().indexOf(token.getType()) : -1;
          if (place >= 0) {
            return place;
          }
        }
      }
      if (depth < 0) {
        break;
      }
    }
    return -1;
  }
}
