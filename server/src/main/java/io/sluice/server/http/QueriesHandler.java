package io.sluice.server.http;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Timestamps;
import io.sluice.percolator.MatchResult;
import io.sluice.server.host.Host;
import io.sluice.server.host.QueryEntry;
import io.sluice.server.host.StreamEntry;
import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.ProblemCode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/queries} and {@code /v1/percolate}. */
final class QueriesHandler {
  static final int MAX_DOCUMENTS = 100;

  private final Host host;
  private final SecureRandom random = new SecureRandom();

  QueriesHandler(Host host) {
    this.host = host;
  }

  Answer list(Call call) {
    return Answer.ok(Pages.of(call, host.registry().queries(), this::document));
  }

  Answer get(Call call) {
    QueryEntry query = host.registry().query(call.part("query"));
    return Answer.ok(document(query)).etag(query.tag());
  }

  Answer create(Call call) {
    Body body = call.json("id", "stream", "query", "defaultField");
    String id = body.stringOrNull("id");
    return put(id == null ? freshId() : id, body, true);
  }

  Answer replace(Call call) {
    return put(call.part("query"), call.json("stream", "query", "defaultField"), false);
  }

  private Answer put(String id, Body body, boolean fresh) {
    QueryEntry query =
        host.putQuery(
            id,
            body.string("stream"),
            Call.checked(body.string("query")),
            body.stringOrNull("defaultField"),
            fresh);
    return Answer.json(query.version() == 1 ? 201 : 200, document(query))
        .etag(query.tag())
        .header("Location", "/v1/queries/" + StreamsHandler.escaped(id));
  }

  private String freshId() {
    return "qry_" + Long.toUnsignedString(random.nextLong(), 36);
  }

  Answer drop(Call call) {
    host.dropQuery(call.part("query"));
    return Answer.empty(204);
  }

  Answer percolate(Call call) throws BadEvent {
    Body body = call.json("stream", "document", "documents");
    StreamEntry stream = host.registry().stream(body.string("stream"));
    String one = body.json("document");
    boolean several = body.has("documents");
    if (one != null && several) {
      throw BadBody.member("/documents", "Give either `document` or `documents`, not both.");
    }
    if (one == null && !several) {
      throw BadBody.member(
          "/document", "`document` is missing. Give one, or a list in `documents`.");
    }
    List<String> documents = one != null ? List.of(one) : body.jsonElements("documents");
    if (documents.isEmpty()) {
      throw BadBody.member("/documents", "`documents` is empty. Give at least one.");
    }
    if (documents.size() > MAX_DOCUMENTS) {
      throw new ApiException(
          ProblemCode.TOO_MANY_ITEMS,
          "A request takes %d documents, found %,d. Split it."
              .formatted(MAX_DOCUMENTS, documents.size()));
    }
    var results = new ArrayList<Documents.PercolateResult>();
    for (String document : documents) {
      Event event = read(stream, document, several ? results.size() : -1);
      MatchResult match = host.percolate(stream, event);
      results.add(
          new Documents.PercolateResult(results.size(), match.ids(), match.work().candidates()));
    }
    return Answer.ok(new Documents.PercolateResults(results));
  }

  /**
   * @param index of the list {@code documents}; negative for the one {@code document}
   */
  private static Event read(StreamEntry stream, String document, int index) throws BadEvent {
    try {
      return stream.json().readDocument(document, System.currentTimeMillis());
    } catch (BadEvent e) {
      String within = e.pointer() == null ? "" : e.pointer();
      throw index < 0
          ? new BadEvent(e.code(), "/document" + within, e.text())
          : new BadEvent(
              e.code(),
              "/documents/" + index + within,
              "`documents[%d]`: %s".formatted(index, e.text()));
    }
  }

  private Documents.QueryDoc document(QueryEntry q) {
    return new Documents.QueryDoc(
        q.id(),
        q.stream(),
        q.query(),
        q.defaultField(),
        Timestamps.format(q.createdAt()),
        host.hits(q.id()));
  }
}
