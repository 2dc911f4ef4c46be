package io.sluice.server.http;

import io.sluice.cep.event.Timestamps;
import io.sluice.cep.task.TaskStats;
import io.sluice.grammar.Diagnostic;
import io.sluice.server.host.Host;
import io.sluice.server.host.PatternEntry;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.DiagnosticJson;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.ProblemCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/patterns}. */
final class PatternsHandler {
  private static final List<String> STATES = List.of("enabled", "disabled");
  private static final TaskStats.PatternStats NONE =
      new TaskStats.PatternStats(0, 0, 0, 0, 0, false);

  private final Host host;

  PatternsHandler(Host host) {
    this.host = host;
  }

  Answer list(Call call) {
    return Answer.ok(Pages.of(call, host.registry().patterns(), this::document));
  }

  Answer get(Call call) {
    return answer(200, host.registry().pattern(call.part("pattern")));
  }

  Answer create(Call call) {
    String statement;
    boolean enabled = true;
    if (call.isStatementText()) {
      statement = call.statementText();
    } else {
      Body body = call.json("statement", "state");
      statement = Call.checked(body.string("statement"));
      enabled = body.oneOf("state", "enabled", STATES).equals("enabled");
    }
    boolean on = enabled;
    PatternEntry created =
        StatementBody.compiling(statement, () -> host.createPattern(statement, on));
    return answer(201, created)
        .header("Location", "/v1/patterns/" + StreamsHandler.escaped(created.name()));
  }

  Answer replace(Call call) {
    PatternEntry before = host.registry().pattern(call.part("pattern"));
    if (!call.hasIfMatch()) {
      throw new ApiException(
          ProblemCode.PRECONDITION_REQUIRED,
          "Send If-Match with the version that you changed; `%s` is at version %d: If-Match: \"%s\"."
              .formatted(before.name(), before.version(), before.tag()));
    }
    String statement =
        call.isStatementText()
            ? call.statementText()
            : Call.checked(call.json("statement").string("statement"));
    return answer(
        200,
        StatementBody.compiling(
            statement,
            () -> host.replacePattern(before.name(), statement, call.ifMatch(before.tag()))));
  }

  Answer setState(Call call) {
    String state = call.json("state").oneOf("state", "", STATES);
    if (state.isEmpty()) {
      throw new ApiException(
          ProblemCode.BAD_MEMBER, "`state` is missing. It must be one of enabled, disabled.");
    }
    PatternEntry before = host.registry().pattern(call.part("pattern"));
    return answer(
        200,
        StatementBody.compiling(
            before.statement(),
            () -> host.setEnabled(before.name(), state.equals("enabled"), ifMatch(call))));
  }

  private @Nullable String ifMatch(Call call) {
    return call.ifMatch(host.registry().pattern(call.part("pattern")).tag());
  }

  Answer drop(Call call) {
    host.dropPattern(call.part("pattern"), ifMatch(call));
    return Answer.empty(204);
  }

  Answer runs(Call call) {
    return Answer.ok(Runs.document(host, call.part("pattern")));
  }

  private Answer answer(int status, PatternEntry pattern) {
    return Answer.json(status, document(pattern)).etag(pattern.tag());
  }

  private Documents.PatternDoc document(PatternEntry p) {
    TaskStats.PatternStats stats = host.taskStats().patterns().getOrDefault(p.name(), NONE);
    Documents.TargetDoc target =
        p.feeds() != null
            ? new Documents.TargetDoc("stream", p.feeds())
            : new Documents.TargetDoc("alerts", null);
    return new Documents.PatternDoc(
        p.name(),
        p.version(),
        p.state().name().toLowerCase(Locale.ROOT),
        p.failure(),
        p.statement(),
        p.comment(),
        target,
        p.sources(),
        stats.matches(),
        stats.attempts(),
        stats.keys(),
        stats.dropped(),
        stats.errors(),
        stats.problem(),
        Timestamps.format(p.createdAt()),
        Timestamps.format(p.updatedAt()),
        DiagnosticJson.all(
            p.warnings().stream().filter(d -> d.severity() != Diagnostic.Severity.ERROR).toList(),
            p.statement()));
  }
}
