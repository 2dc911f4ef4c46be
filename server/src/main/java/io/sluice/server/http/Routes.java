package io.sluice.server.http;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/**
 * The whole interface on one page. {@code /v1/ws} and {@code /v1/alerts/stream} are in {@link
 * LiveRoutes}.
 */
final class Routes {
  private static final long JSON = ClientLimits.JSON_BYTES;
  private static final long LINES = ClientLimits.LINES_BYTES;

  private Routes() {}

  static List<Route> table(
      MetaHandler meta,
      StreamsHandler streams,
      EventsHandler events,
      PatternsHandler patterns,
      QueriesHandler queries,
      PercolateHandler percolate,
      ReplayHandler replay,
      AlertsHandler alerts,
      LanguageHandler language,
      RateLimit analyses,
      RateLimit replays,
      Idempotency once) {
    return List.of(
        route(GET, "/v1", 0, meta::root),
        route(GET, "/v1/openapi.json", 0, meta::openApi),
        route(GET, "/health/live", 0, meta::live),
        route(GET, "/health/ready", 0, meta::ready),
        route(GET, "/metrics", 0, meta::metrics),
        route(GET, "/v1/stats", 0, meta::stats),
        route(GET, "/docs/errors", 0, meta::errors),
        //
        route(GET, "/v1/streams", 0, streams::list, "limit", "cursor"),
        route(POST, "/v1/streams", JSON, once.keeping(streams::create)),
        route(GET, "/v1/streams/:stream", 0, streams::get),
        route(DELETE, "/v1/streams/:stream", 0, streams::drop),
        route(POST, "/v1/streams/:stream/events", LINES, once.kept(events::append)),
        route(
            GET, "/v1/streams/:stream/events", 0, events::read, "from", "limit", "cursor", "order"),
        //
        route(GET, "/v1/patterns", 0, patterns::list, "limit", "cursor"),
        route(POST, "/v1/patterns", JSON, once.keeping(patterns::create)),
        route(GET, "/v1/patterns/:pattern", 0, patterns::get),
        route(PUT, "/v1/patterns/:pattern", JSON, patterns::replace),
        route(PUT, "/v1/patterns/:pattern/state", JSON, patterns::setState),
        route(DELETE, "/v1/patterns/:pattern", 0, patterns::drop),
        route(GET, "/v1/patterns/:pattern/runs", 0, patterns::runs),
        route(GET, "/v1/patterns/:pattern/explain", 0, analyses.around(language::explainPattern)),
        //
        route(GET, "/v1/queries", 0, queries::list, "limit", "cursor", "stream", "tag", "level"),
        route(POST, "/v1/queries", JSON, once.keeping(queries::create)),
        route(POST, "/v1/queries:replay", JSON, replays.around(replay::replay)),
        route(GET, "/v1/queries:slow", 0, queries::slow, "stream", "limit"),
        route(POST, "/v1/queries:bulk", LINES, queries::bulk, "stream"),
        route(GET, "/v1/queries/:query", 0, queries::get),
        route(PUT, "/v1/queries/:query", JSON, queries::replace),
        route(DELETE, "/v1/queries/:query", 0, queries::drop),
        route(POST, "/v1/percolate", JSON, percolate::percolate),
        //
        route(
            GET,
            "/v1/alerts",
            0,
            alerts::list,
            "pattern",
            "query",
            "key",
            "from",
            "to",
            "limit",
            "cursor",
            "order"),
        route(GET, "/v1/alerts/:alert", 0, alerts::get),
        //
        route(GET, "/v1/catalog", 0, language::catalog),
        route(POST, "/v1/validate", JSON, analyses.around(language::validate)),
        route(POST, "/v1/explain", JSON, analyses.around(language::explain)),
        route(POST, "/v1/format", JSON, language::format));
  }

  private static Route route(
      HttpMethod method, String path, long maxBody, Route.Handler handler, String... parameters) {
    return new Route(method, path, maxBody, handler, Set.of(parameters));
  }
}
