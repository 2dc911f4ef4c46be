package io.sluice.server.http;

import io.sluice.cep.event.Event;
import io.sluice.percolator.Explanation;
import io.sluice.percolator.MatchOptions;
import io.sluice.percolator.MatchResult;
import io.sluice.server.host.Host;
import io.sluice.server.host.QueryEntry;
import io.sluice.server.host.StreamEntry;
import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.ProblemCode;
import io.sluice.server.wire.QueryDocuments;
import io.sluice.server.wire.QueryDocuments.Anchor;
import io.sluice.server.wire.QueryDocuments.ExplainedQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/percolate}. */
final class PercolateHandler {
  static final int MAX_DOCUMENTS = 100;

  /** Marking and explaining take much longer than matching. */
  static final int MAX_SHOWN = 100;

  private final Host host;

  PercolateHandler(Host host) {
    this.host = host;
  }

  Answer percolate(Call call) throws BadEvent {
    Body body =
        call.json(
            "stream",
            "document",
            "documents",
            "limit",
            "anyTag",
            "allTags",
            "noTag",
            "highlight",
            "names",
            "score",
            "explain");
    StreamEntry stream = host.registry().stream(body.string("stream"));
    List<String> documents = documents(body);
    boolean several = body.has("documents");
    MatchOptions options = options(body);
    boolean names = body.flag("names", false);
    if (names) {
      options = options.withNames();
    }
    boolean highlight = body.flag("highlight", false);
    boolean scored = body.flag("score", false);
    List<QueryEntry> explained = explained(body, stream);
    var events = new ArrayList<Event>();
    for (String document : documents) {
      events.add(read(stream, document, several ? events.size() : -1));
    }
    var results = new ArrayList<QueryDocuments.PercolateResult>();
    for (MatchResult match : host.percolate(stream, events, options)) {
      Event event = events.get(results.size());
      results.add(
          new QueryDocuments.PercolateResult(
              results.size(),
              match.ids(),
              match.complete(),
              match.work().candidates(),
              names ? match.names() : null,
              scored ? host.scores(stream, shown(match), event) : null,
              highlight ? highlights(match, event) : null,
              explained.isEmpty() ? null : explanations(explained, event)));
    }
    return Answer.ok(new QueryDocuments.PercolateResults(results));
  }

  private static List<String> documents(Body body) {
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
    return documents;
  }

  static MatchOptions options(Body body) {
    Long limit = body.numberOrNull("limit");
    if (limit != null && limit < 1) {
      throw BadBody.member(
          "/limit", "`limit` must be a whole number from 1, found %d.".formatted(limit));
    }
    return new MatchOptions(
        limit == null ? Integer.MAX_VALUE : (int) Math.min(limit, Integer.MAX_VALUE),
        new HashSet<>(body.strings("anyTag")),
        new HashSet<>(body.strings("allTags")),
        new HashSet<>(body.strings("noTag")),
        MatchOptions.CLOCK);
  }

  private List<QueryEntry> explained(Body body, StreamEntry stream) {
    var queries = new ArrayList<QueryEntry>();
    for (String id : body.strings("explain")) {
      QueryEntry query = host.registry().query(id);
      if (!query.stream().equals(stream.name())) {
        throw BadBody.member(
            "/explain",
            "The query `%s` searches `%s`, not `%s`.".formatted(id, query.stream(), stream.name()));
      }
      queries.add(query);
    }
    if (queries.size() > MAX_SHOWN) {
      throw new ApiException(
          ProblemCode.TOO_MANY_ITEMS,
          "A request explains %d queries, found %,d. Split it."
              .formatted(MAX_SHOWN, queries.size()));
    }
    return queries;
  }

  private static List<String> shown(MatchResult match) {
    return match.ids().subList(0, Math.min(MAX_SHOWN, match.ids().size()));
  }

  private Map<String, Map<String, List<String>>> highlights(MatchResult match, Event event) {
    var marked = new LinkedHashMap<String, Map<String, List<String>>>();
    for (String id : shown(match)) {
      QueryEntry query = host.registry().queries().get(id);
      if (query != null) {
        marked.put(id, host.highlights(query, event));
      }
    }
    return marked;
  }

  private Map<String, ExplainedQuery> explanations(List<QueryEntry> queries, Event event) {
    var all = new LinkedHashMap<String, ExplainedQuery>();
    for (QueryEntry query : queries) {
      Explanation why = host.explain(query, event);
      all.put(
          query.id(),
          new ExplainedQuery(
              why.matches(),
              why.candidate(),
              why.anchors().stream()
                  .map(leaf -> new Anchor(leaf.text(), leaf.holds(), leaf.frequency()))
                  .toList(),
              why.lines()));
    }
    return all;
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
}
