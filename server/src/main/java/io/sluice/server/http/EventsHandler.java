package io.sluice.server.http;

import io.sluice.cep.event.Timestamps;
import io.sluice.server.host.Host;
import io.sluice.server.host.StreamEntry;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.EventBatch;
import io.sluice.server.wire.ProblemCode;
import io.sluice.server.wire.RawJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Function;

/** {@code /v1/streams/{stream}/events}. */
final class EventsHandler {
  private static final String NDJSON = "application/x-ndjson";

  private final Host host;

  EventsHandler(Host host) {
    this.host = host;
  }

  Answer append(Call call) throws BadEvent {
    StreamEntry stream = host.registry().stream(call.part("stream"));
    long now = System.currentTimeMillis();
    BodyKind kind = call.kind();
    if (kind == BodyKind.JSON) {
      call.checkJsonSize();
      if (!EventBatch.isArray(call.body())) {
        EventBatch one = EventBatch.ofObject(stream.json(), call.body(), now);
        return append(
            call, stream, one, at -> Answer.json(202, new Documents.Appended(1, at.firstOffset())));
      }
    }
    EventBatch batch =
        switch (kind) {
          case JSON -> EventBatch.ofArray(stream.json(), call.body(), now);
          case LINES -> EventBatch.ofLines(stream.json(), call.body(), now);
          case STATEMENT, OTHER -> throw call.unsupported("application/json", NDJSON);
        };
    if (batch.events().isEmpty()) {
      return nothingTaken(batch);
    }
    return append(
        call,
        stream,
        batch,
        at ->
            Answer.json(
                202,
                new Documents.BatchAppended(
                    batch.events().size(),
                    batch.errors().size(),
                    at.firstOffset(),
                    at.lastOffset(),
                    batch.errors())));
  }

  private Answer append(
      Call call, StreamEntry stream, EventBatch batch, Function<Host.Appended, Answer> answer) {
    var reply = Idempotency.reply(call, answer);
    return answer.apply(host.append(stream, batch.events(), batch.payloads(), reply).join());
  }

  private static Answer nothingTaken(EventBatch batch) {
    if (batch.errors().isEmpty()) {
      return Answer.json(202, new Documents.BatchAppended(0, 0, null, null, batch.errors()));
    }
    var counts = new LinkedHashMap<String, Object>();
    counts.put("accepted", 0);
    counts.put("rejected", batch.errors().size());
    throw new ApiException(
        ProblemCode.INVALID_EVENTS
            .problem(
                "All %,d events were refused; the first: %s"
                    .formatted(batch.errors().size(), batch.errors().getFirst().message()))
            .with(counts)
            .withErrors(batch.errors()));
  }

  Answer read(Call call) {
    StreamEntry stream = host.registry().stream(call.part("stream"));
    boolean descending = call.descending(false);
    int limit = call.limit();
    long end = stream.nextOffset();
    long start = call.number("from", descending ? Math.max(0, end - 1) : 0, 0, Long.MAX_VALUE);
    long from = call.cursorNumber(start, end);
    var items = new ArrayList<Documents.EventDoc>();
    long last = from;
    for (Host.LoggedEvent logged : host.events(stream, from, limit, descending)) {
      last = logged.event().offset();
      items.add(
          new Documents.EventDoc(
              last,
              Timestamps.format(logged.event().time()),
              RawJson.of(stream.json().write(logged.event()))));
    }
    boolean more = items.size() == limit && (descending ? last > 0 : last + 1 < end);
    String next = more ? call.cursorOf(Long.toString(descending ? last - 1 : last + 1)) : null;
    return Answer.ok(new Documents.Page(items, next));
  }
}
