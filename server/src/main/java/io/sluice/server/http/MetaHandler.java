package io.sluice.server.http;

import io.sluice.server.host.Host;
import io.sluice.server.host.HostStatus;
import io.sluice.server.live.AlertHub;
import io.sluice.server.live.AlertSocket;
import io.sluice.server.metrics.Figures;
import io.sluice.server.metrics.Meters;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.EventBatch;
import io.sluice.server.wire.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server says about itself: {@code /v1}, health, figures, metrics, the page of errors. */
final class MetaHandler {
  private final Host host;
  private final AlertHub hub;
  private final Figures figures;
  private final Meters meters;
  private final ClientLimits limits;
  private final String version;

  MetaHandler(
      Host host,
      AlertHub hub,
      Figures figures,
      Meters meters,
      ClientLimits limits,
      String version) {
    this.host = host;
    this.hub = hub;
    this.figures = figures;
    this.meters = meters;
    this.limits = limits;
    this.version = version;
  }

  Answer root(Call call) {
    var all = new LinkedHashMap<String, Object>();
    all.put("jsonBytes", ClientLimits.JSON_BYTES);
    all.put("ndjsonBytes", ClientLimits.LINES_BYTES);
    all.put("eventBytes", EventBatch.MAX_EVENT_BYTES);
    all.put("eventsPerRequest", EventBatch.MAX_EVENTS);
    all.put("statementCharacters", Call.MAX_STATEMENT);
    all.put("percolateDocuments", PercolateHandler.MAX_DOCUMENTS);
    all.put("streams", host.quotas().streams());
    all.put("patterns", host.quotas().patterns());
    all.put("queries", host.quotas().queries());
    all.put("columnsOfAStream", host.quotas().columns());
    all.put("variablesOfAPattern", host.quotas().variables());
    all.put("statesOfAPattern", host.quotas().states());
    var engine = host.limits();
    all.put("partialMatchesOfAKey", engine.attemptsPerKey());
    all.put("partialMatchesOfAPattern", engine.attemptsPerPattern());
    all.put("bodiesBytes", limits.bodiesBytes());
    all.put("bodiesInFlight", limits.bodiesInFlight());
    all.put("bodyIdleMs", limits.bodyIdleMillis());
    all.put("bodyMs", limits.bodyMillis());
    all.put("analysesPerSecond", limits.analysesPerSecond());
    all.put("analysesAtOnce", limits.analysesAtOnce());
    all.put("replaysPerSecond", limits.replaysPerSecond());
    all.put("replaysAtOnce", limits.replaysAtOnce());
    all.put("pageSize", Call.MAX_PAGE);
    all.put("webSocketConnections", AlertHub.MAX_CONNECTIONS);
    all.put("webSocketSubscriptions", AlertSocket.MAX_SUBSCRIPTIONS);
    all.put("webSocketFrameBytes", AlertSocket.MAX_FRAME);
    return Answer.ok(
        new Documents.Root(
            "sluice",
            version,
            host.alerts().epoch(),
            List.of("patterns", "queries", "alerts", "websocket", "sse"),
            all,
            Map.of(
                "streams", "/v1/streams",
                "patterns", "/v1/patterns",
                "queries", "/v1/queries",
                "alerts", "/v1/alerts",
                "websocket", "/v1/ws",
                "openapi", "/v1/openapi.json",
                "health", "/health/ready",
                "metrics", "/metrics")));
  }

  Answer live(Call call) {
    return Answer.ok(
        new Documents.Health("up", List.of(new Documents.Check("process", true, "running"))));
  }

  Answer ready(Call call) {
    HostStatus status = host.status();
    var checks =
        List.of(
            new Documents.Check("store", !status.lostCommits(), status.recovery()),
            new Documents.Check("intake", status.ready(), intake(status)),
            new Documents.Check("parser", true, "warm"));
    // A damaged end of the log is shown, and is no reason to stay away from what is there.
    return status.ready()
        ? Answer.ok(new Documents.Health("up", checks))
        : Answer.json(
            503,
            new Documents.Health(
                status.refusal() == null ? "starting" : "refusing writes", checks));
  }

  private static String intake(HostStatus status) {
    String refusal = status.refusal();
    return refusal != null ? refusal : status.ready() ? "open" : "not open yet";
  }

  Answer openApi(Call call) throws IOException {
    try (InputStream in = MetaHandler.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("the build has no openapi.json");
      }
      return Answer.rawJson(in.readAllBytes());
    }
  }

  Answer stats(Call call) {
    return Answer.ok(figures.now());
  }

  Answer metrics(Call call) {
    return Answer.text("text/plain; version=0.0.4; charset=utf-8", meters.scrape(host, hub));
  }

  Answer errors(Call call) {
    var page = new StringBuilder();
    page.append(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sluice: errors</title><h1>Errors</h1><dl>");
    for (ProblemCode code : ProblemCode.values()) {
      page.append(
          "<dt id=\"%s\"><code>%s</code> (%d)</dt><dd>%s. %s</dd>"
              .formatted(code.code(), code.code(), code.status(), code.title(), code.help()));
    }
    return Answer.text("text/html; charset=utf-8", page.append("</dl></html>").toString());
  }
}
