package io.sluice.server.http;

import io.sluice.cep.event.Timestamps;
import io.sluice.percolator.QueryCost;
import io.sluice.server.host.Host;
import io.sluice.server.host.QueryDraft;
import io.sluice.server.host.QueryEntry;
import io.sluice.server.host.QueryFacts;
import io.sluice.server.host.StreamEntry;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.BodyLines;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.EventBatch;
import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import io.sluice.server.wire.QueryDocuments;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/queries}. */
final class QueriesHandler {
  static final int MAX_LINES = 10_000;
  private static final int SLOW = 20;
  private static final String[] MEMBERS = {
    "id", "stream", "query", "defaultField", "title", "level", "tags"
  };

  private final Host host;
  private final SecureRandom random = new SecureRandom();

  QueriesHandler(Host host) {
    this.host = host;
  }

  Answer list(Call call) {
    String stream = call.parameter("stream");
    String level = call.parameter("level");
    Set<String> tags = Set.copyOf(Call.repeated(call.query(), "tag"));
    return Answer.ok(
        Pages.of(
            call,
            host.registry().queries(),
            q ->
                (stream == null || stream.equalsIgnoreCase(q.stream()))
                    && (level == null || level.equals(q.level()))
                    && q.tags().containsAll(tags),
            this::document));
  }

  Answer get(Call call) {
    QueryEntry query = host.registry().query(call.part("query"));
    return Answer.ok(document(query)).etag(query.tag());
  }

  Answer create(Call call) {
    Body body = call.json(MEMBERS);
    String id = body.stringOrNull("id");
    return put(draft(id == null ? freshId() : id, body, null), true);
  }

  Answer replace(Call call) {
    Body body = call.json(Arrays.copyOfRange(MEMBERS, 1, MEMBERS.length));
    return put(draft(call.part("query"), body, null), false);
  }

  /**
   * @param stream where the body does not say it
   */
  private static QueryDraft draft(String id, Body body, @Nullable String stream) {
    String own = stream == null ? body.string("stream") : body.stringOrNull("stream");
    return new QueryDraft(
        id,
        own == null ? String.valueOf(stream) : own,
        body.string("query"),
        body.stringOrNull("defaultField"),
        body.stringOrNull("title"),
        body.stringOrNull("level"),
        new HashSet<>(body.strings("tags")));
  }

  private Answer put(QueryDraft draft, boolean fresh) {
    QueryEntry query = host.putQuery(draft, fresh);
    return Answer.json(query.version() == 1 ? 201 : 200, document(query))
        .etag(query.tag())
        .header("Location", "/v1/queries/" + StreamsHandler.escaped(query.id()));
  }

  private String freshId() {
    return "qry_" + Long.toUnsignedString(random.nextLong(), 36);
  }

  /** One query a line; what is wrong with a line does not keep the others from being stored. */
  Answer bulk(Call call) {
    if (call.kind() != BodyKind.LINES && call.kind() != BodyKind.JSON) {
      throw call.unsupported("application/x-ndjson");
    }
    String stream = call.parameter("stream");
    if (stream != null) {
      host.registry().stream(stream);
    }
    var drafts = new ArrayList<QueryDraft>();
    var places = new ArrayList<Integer>();
    var errors = new ArrayList<Documents.ItemError>();
    var lines = new BodyLines(call.body());
    while (lines.advance()) {
      if (drafts.size() + errors.size() == MAX_LINES) {
        throw new EventBatch.TooMany("queries", MAX_LINES);
      }
      byte[] line = Arrays.copyOfRange(call.body(), lines.from(), lines.to());
      try {
        Body body = Body.read(line, "The line", MEMBERS);
        drafts.add(draft(body.string("id"), body, stream));
        places.add(lines.number());
      } catch (RuntimeException e) {
        errors.add(error(lines.number(), e, call));
      }
    }
    List<@Nullable RuntimeException> outcomes = host.putQueries(drafts);
    for (int i = 0; i < outcomes.size(); i++) {
      RuntimeException why = outcomes.get(i);
      if (why != null) {
        errors.add(error(places.get(i), why, call));
      }
    }
    errors.sort((a, b) -> Integer.compare(place(a), place(b)));
    long stored = outcomes.stream().filter(why -> why == null).count();
    return stored > 0 || errors.isEmpty()
        ? Answer.ok(new QueryDocuments.BulkStored((int) stored, errors.size(), errors))
        : nothingStored(errors);
  }

  private static int place(Documents.ItemError error) {
    return error.line() == null ? 0 : error.line();
  }

  private static Documents.ItemError error(int line, RuntimeException why, Call call) {
    Problem problem = Problems.of(why, call.requestId());
    return new Documents.ItemError(line, null, problem.code(), null, problem.detail());
  }

  private static Answer nothingStored(List<Documents.ItemError> errors) {
    var counts = new LinkedHashMap<String, Object>();
    counts.put("stored", 0);
    counts.put("rejected", errors.size());
    throw new ApiException(
        ProblemCode.INVALID_QUERIES
            .problem(
                "All %,d queries were refused; the first, in line %d: %s"
                    .formatted(
                        errors.size(), place(errors.getFirst()), errors.getFirst().message()))
            .with(counts)
            .withErrors(errors));
  }

  Answer drop(Call call) {
    host.dropQuery(call.part("query"));
    return Answer.empty(204);
  }

  /** Those that take the most time, of one stream or of all. */
  Answer slow(Call call) {
    String wanted = call.parameter("stream");
    int most = (int) call.number("limit", SLOW, 1, Call.MAX_PAGE);
    List<StreamEntry> streams =
        wanted == null
            ? List.copyOf(host.registry().streams().values())
            : List.of(host.registry().stream(wanted));
    var costs = new ArrayList<QueryCost>();
    streams.forEach(stream -> costs.addAll(host.slowest(stream, most)));
    costs.sort(Comparator.comparingLong(QueryCost::nanos).reversed());
    var items = new ArrayList<QueryDocuments.SlowQuery>();
    for (QueryCost cost : costs.subList(0, Math.min(most, costs.size()))) {
      QueryEntry q = host.registry().queries().get(cost.id());
      if (q != null) {
        items.add(
            new QueryDocuments.SlowQuery(
                q.id(),
                q.stream(),
                q.title(),
                q.query(),
                cost.candidates(),
                cost.matches(),
                micros(cost.nanos()),
                micros(cost.nanos() / Math.max(1, cost.candidates()))));
      }
    }
    return Answer.ok(new QueryDocuments.SlowQueries(items));
  }

  private static double micros(long nanos) {
    return Math.round(nanos / 10.0) / 100.0;
  }

  private QueryDocuments.QueryDoc document(QueryEntry q) {
    QueryFacts facts = host.facts(q);
    return new QueryDocuments.QueryDoc(
        q.id(),
        q.stream(),
        q.query(),
        q.defaultField(),
        q.title(),
        q.level(),
        q.tags().stream().sorted().toList(),
        Timestamps.format(q.createdAt()),
        host.hits(q.id()),
        facts == null ? null : facts.alwaysReason(),
        facts == null
            ? null
            : new QueryDocuments.CostDoc(
                facts.cost().candidates(), facts.cost().matches(), micros(facts.cost().nanos())));
  }
}
