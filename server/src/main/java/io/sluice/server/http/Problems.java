package io.sluice.server.http;

import io.sluice.cep.StatementException;
import io.sluice.percolator.QuerySyntaxException;
import io.sluice.server.host.Refusal;
import io.sluice.server.store.StoreException;
import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.EventBatch;
import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever a handler threw, as the problem that the client sees. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static Problem of(Throwable thrown, String requestId) {
    return switch (thrown) {
      case ApiException e -> e.problem();
      case CompletionException e when e.getCause() != null -> of(e.getCause(), requestId);
      case Refusal e -> ofRefusal(e);
      case BadBody e -> ofBody(e);
      case BadEvent e -> ofEvent(e);
      case EventBatch.TooMany e -> ProblemCode.TOO_MANY_ITEMS.problem(e.text());
      case StatementException e ->
          ProblemCode.INVALID_STATEMENT.problem(String.valueOf(e.getMessage()));
      case QuerySyntaxException e -> ofQuery(e);
      case StoreException e when e.reason() == StoreException.Reason.CLOSED ->
          ProblemCode.STOPPING.problem(e.text()).retryAfter(2000);
      default -> {
        LOG.error("Request {} failed.", requestId, thrown);
        yield ProblemCode.INTERNAL.problem(
            "Request %s failed; the log of the server says why.".formatted(requestId));
      }
    };
  }

  private static Problem ofRefusal(Refusal e) {
    return switch (e.reason()) {
      case NOT_FOUND -> ProblemCode.NOT_FOUND.problem(e.text());
      case EXISTS -> ProblemCode.EXISTS.problem(e.text());
      case IN_USE -> ProblemCode.IN_USE.problem(e.text());
      case FED_STREAM -> ProblemCode.FED_STREAM.problem(e.text());
      case STALE -> ProblemCode.VERSION_CONFLICT.problem(e.text());
      case WRONG_KIND -> ProblemCode.INVALID_STATEMENT.problem(e.text());
      case BAD_ID -> ProblemCode.BAD_MEMBER.problem(e.text()).withErrors(at("/id", e));
      case BAD_TAG -> ProblemCode.BAD_MEMBER.problem(e.text());
      case BAD_QUERY ->
          ProblemCode.INVALID_QUERY.problem(e.text()).withErrors(at("/defaultField", e));
      case QUOTA_EXCEEDED -> ProblemCode.QUOTA_EXCEEDED.problem(e.text());
      case TOO_COMPLEX -> ProblemCode.PATTERN_TOO_COMPLEX.problem(e.text());
      case ENGINE_FAILED -> ProblemCode.NOT_RUNNABLE.problem(e.text());
      case OVERLOADED -> ProblemCode.OVERLOADED.problem(e.text()).retryAfter(1000);
      case STORAGE_FULL -> ProblemCode.STORAGE_FULL.problem(e.text()).retryAfter(10_000);
      case STORAGE_FAILED -> ProblemCode.STORAGE_FAILED.problem(e.text()).retryAfter(10_000);
      case STOPPING -> ProblemCode.STOPPING.problem(e.text()).retryAfter(2000);
    };
  }

  private static List<Map<String, String>> at(String pointer, Refusal e) {
    return List.of(Map.of("pointer", pointer, "message", e.text()));
  }

  private static Problem ofBody(BadBody e) {
    Problem problem = ProblemCode.of(e.code()).problem(e.text());
    return e.pointer() == null
        ? problem
        : problem.withErrors(List.of(Map.of("pointer", e.pointer(), "message", e.text())));
  }

  static Problem ofEvent(BadEvent e) {
    Problem problem = ProblemCode.of(e.code()).problem(e.text());
    return e.pointer() == null
        ? problem
        : problem.withErrors(List.of(Map.of("pointer", e.pointer(), "message", e.text())));
  }

  private static Problem ofQuery(QuerySyntaxException e) {
    var error = new LinkedHashMap<String, Object>();
    error.put("start", e.start());
    error.put("end", e.end());
    error.put("line", e.line());
    error.put("column", e.column());
    error.put("message", e.getMessage());
    error.put("hint", e.hint());
    String hint = e.hint() == null ? "" : " " + e.hint();
    return ProblemCode.INVALID_QUERY
        .problem("%s (line %d, column %d)%s".formatted(e.getMessage(), e.line(), e.column(), hint))
        .withErrors(List.of(error));
  }
}
