package io.sluice.server.http;

import io.sluice.cep.event.StreamDef;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.task.TaskStats;
import io.sluice.server.host.Host;
import io.sluice.server.host.Registry;
import io.sluice.server.host.StreamEntry;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.ProblemCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /v1/streams}. */
final class StreamsHandler {
  private final Host host;

  StreamsHandler(Host host) {
    this.host = host;
  }

  Answer list(Call call) {
    Registry registry = host.registry();
    return Answer.ok(Pages.of(call, registry.streams(), this::document));
  }

  Answer get(Call call) {
    return Answer.ok(document(host.registry().stream(call.part("stream"))));
  }

  Answer create(Call call) {
    String statement;
    if (call.isStatementText()) {
      statement = call.statementText();
    } else {
      Body body = call.json("statement", "name", "columns", "watermark", "open");
      statement = body.has("statement") ? statementOnly(body) : StreamBody.statement(body);
    }
    StreamEntry created =
        StatementBody.compiling(statement, () -> host.createStream(Call.checked(statement)));
    return Answer.json(201, document(created))
        .header("Location", "/v1/streams/" + escaped(created.name()));
  }

  private static String statementOnly(Body body) {
    for (String other : List.of("name", "columns", "watermark", "open")) {
      if (body.has(other)) {
        throw new ApiException(
            ProblemCode.BAD_MEMBER, "Give either `statement` or `name` with `columns`, not both.");
      }
    }
    return body.string("statement");
  }

  Answer drop(Call call) {
    host.dropStream(call.part("stream"));
    return Answer.empty(204);
  }

  static String escaped(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Documents.StreamDoc document(StreamEntry stream) {
    StreamDef def = stream.def();
    TaskStats.StreamStats stats = host.taskStats().streams().get(def.name());
    long watermark = stats == null ? Long.MIN_VALUE : stats.watermark();
    return new Documents.StreamDoc(
        def.name(),
        def.statement(),
        def.schema().columns().stream()
            .map(c -> new Documents.ColumnDoc(c.name(), c.type().sql(), c.notNull()))
            .toList(),
        def.primaryKey().stream().map(key -> def.schema().column(key).name()).toList(),
        def.schema().open(),
        def.timeColumn() < 0 ? null : def.schema().column(def.timeColumn()).name(),
        Math.max(0, def.delayMillis()),
        def.lateTo(),
        def.retainMillis() < 0 ? null : def.retainMillis(),
        stream.nextOffset(),
        stats == null ? 0 : stats.late(),
        watermark == Long.MIN_VALUE ? null : Timestamps.format(watermark),
        host.registry().feedersOf(def.name()),
        host.registry().readersOf(def.name()),
        stream.nextOffset(),
        Timestamps.format(stream.createdAt()));
  }
}
