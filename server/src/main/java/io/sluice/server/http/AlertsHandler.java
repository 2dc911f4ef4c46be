package io.sluice.server.http;

import io.sluice.server.host.AlertLog;
import io.sluice.server.host.Host;
import io.sluice.server.host.Refusal;
import io.sluice.server.store.StoredAlert;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.RawJson;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/alerts}. */
final class AlertsHandler {
  /** A page with a rare filter ends after this many alerts, with a cursor to go on from. */
  private static final int MAX_LOOKED_AT = 100_000;

  private final Host host;

  AlertsHandler(Host host) {
    this.host = host;
  }

  Answer list(Call call) {
    AlertLog log = host.alerts();
    boolean descending = call.descending(true);
    int limit = call.limit();
    List<String> patterns = Call.listed(call.query(), "pattern");
    List<String> queries = Call.listed(call.query(), "query");
    List<String> keys = Call.repeated(call.query(), "key");
    long from = call.time("from", Long.MIN_VALUE);
    long to = call.time("to", Long.MAX_VALUE);
    long head = log.head();

    var items = new ArrayList<RawJson>();
    long start = call.cursorNumber(descending ? head : 0, head);
    long[] seen = {0, start};
    boolean[] ended = {true};
    AlertLog.Visitor page =
        alert -> {
          if (items.size() == limit || seen[0] == MAX_LOOKED_AT) {
            ended[0] = false;
            return false;
          }
          seen[0]++;
          seen[1] = descending ? alert.offset() : alert.offset() + 1;
          if (fits(alert, patterns, queries, keys) && alert.time() >= from && alert.time() <= to) {
            items.add(RawJson.of(alert.document()));
          }
          return true;
        };
    if (descending) {
      log.before(start, page);
    } else {
      log.from(start, page);
    }
    String next = ended[0] ? null : call.cursorOf(Long.toString(seen[1]));
    return Answer.ok(new Documents.AlertPage(items, next, log.epoch(), head - 1));
  }

  private static boolean fits(
      StoredAlert alert, List<String> patterns, List<String> queries, List<String> keys) {
    boolean named =
        patterns.isEmpty() && queries.isEmpty()
            || (alert.query() ? queries : patterns).contains(alert.name());
    return named && (keys.isEmpty() || alert.keys().stream().anyMatch(keys::contains));
  }

  Answer get(Call call) {
    String id = call.part("alert");
    StoredAlert alert = host.alerts().byId(id);
    if (alert == null) {
      throw new Refusal(Refusal.Reason.NOT_FOUND, "There is no alert `%s`.".formatted(id));
    }
    return Answer.rawJson(alert.document());
  }
}
