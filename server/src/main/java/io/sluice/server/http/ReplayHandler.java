package io.sluice.server.http;

import io.sluice.cep.event.Timestamps;
import io.sluice.percolator.MatchOptions;
import io.sluice.server.host.Host;
import io.sluice.server.host.OldEvents;
import io.sluice.server.host.QueryDraft;
import io.sluice.server.host.QueryEntry;
import io.sluice.server.host.StreamEntry;
import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.QueryDocuments;
import io.sluice.server.wire.RawJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;

/** {@code /v1/queries:replay}: queries asked of the events that a stream has had. */
final class ReplayHandler {
  private static final int ITEMS = 100;
  private static final int MAX_ITEMS = 1000;

  private final Host host;

  ReplayHandler(Host host) {
    this.host = host;
  }

  Answer replay(Call call) {
    Body body =
        call.json(
            "stream",
            "query",
            "defaultField",
            "ids",
            "anyTag",
            "allTags",
            "noTag",
            "from",
            "since",
            "until",
            "limit");
    StreamEntry stream = host.registry().stream(body.string("stream"));
    var question =
        new OldEvents.Question(
            queries(body, stream),
            new MatchOptions(
                Integer.MAX_VALUE,
                new HashSet<>(body.strings("anyTag")),
                new HashSet<>(body.strings("allTags")),
                new HashSet<>(body.strings("noTag")),
                MatchOptions.CLOCK),
            number(body, "from", 0, 0, Long.MAX_VALUE),
            time(body, "since", Long.MIN_VALUE),
            time(body, "until", Long.MAX_VALUE),
            (int) number(body, "limit", ITEMS, 1, MAX_ITEMS));
    OldEvents.Found found = host.replay(stream, question);
    var items = new ArrayList<QueryDocuments.OldMatch>();
    for (OldEvents.Find find : found.finds()) {
      var event = find.event().event();
      items.add(
          new QueryDocuments.OldMatch(
              event.offset(),
              Timestamps.format(event.time()),
              find.queries(),
              RawJson.of(stream.json().write(event))));
    }
    return Answer.ok(
        new QueryDocuments.OldMatches(items, found.scanned(), found.unsearchable(), found.next()));
  }

  /** One that is not stored, some that are, or none: then all of the stream are asked. */
  private List<QueryDraft> queries(Body body, StreamEntry stream) {
    String text = body.stringOrNull("query");
    List<String> ids = body.strings("ids");
    if (text != null && !ids.isEmpty()) {
      throw BadBody.member("/ids", "Give either `query` or `ids`, not both.");
    }
    if (text != null) {
      return List.of(
          QueryDraft.of("query", stream.name(), text, body.stringOrNull("defaultField")));
    }
    var drafts = new ArrayList<QueryDraft>();
    for (String id : ids) {
      QueryEntry query = host.registry().query(id);
      if (!query.stream().equals(stream.name())) {
        throw BadBody.member(
            "/ids",
            "The query `%s` searches `%s`, not `%s`.".formatted(id, query.stream(), stream.name()));
      }
      drafts.add(query.draft());
    }
    return drafts;
  }

  private static long number(Body body, String name, long otherwise, long least, long greatest) {
    Long value = body.numberOrNull(name);
    if (value == null) {
      return otherwise;
    }
    if (value < least || value > greatest) {
      throw BadBody.member(
          "/" + name,
          "`%s` must be a whole number from %d%s, found %d."
              .formatted(name, least, greatest == Long.MAX_VALUE ? "" : " to " + greatest, value));
    }
    return value;
  }

  private static long time(Body body, String name, long otherwise) {
    String text = body.stringOrNull(name);
    if (text == null) {
      return otherwise;
    }
    OptionalLong time = Timestamps.parse(text);
    if (time.isEmpty()) {
      throw BadBody.member(
          "/" + name,
          "`%s` must be a time such as 2026-01-31T09:00:00Z, found `%s`."
              .formatted(name, text.length() > 60 ? text.substring(0, 60) : text));
    }
    return time.getAsLong();
  }
}
