package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The description of the interface against the table of routes. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private static JsonNode description() throws Exception {
    var call = new MetaHandler(null, null, null, null, ClientLimits.DEFAULT, "1");
    byte[] document = call.openApi(null).body();
    return new ObjectMapper().readTree(new String(document, StandardCharsets.UTF_8));
  }

  private static Iterable<Route> routes() {
    return Routes.table(
        new MetaHandler(null, null, null, null, ClientLimits.DEFAULT, "1"),
        new StreamsHandler(null),
        new EventsHandler(null),
        new PatternsHandler(null),
        new QueriesHandler(null),
        new PercolateHandler(null),
        new ReplayHandler(null),
        new AlertsHandler(null),
        new LanguageHandler(null),
        new RateLimit("", 1, 1),
        new RateLimit("", 1, 1),
        new Idempotency(null));
  }

  @Test
  void every_route_is_described_and_nothing_else() throws Exception {
    var expected =
        new TreeSet<String>(Set.of("get " + LiveRoutes.SOCKET, "get " + LiveRoutes.EVENTS));
    for (Route route : routes()) {
      expected.add(
          route.method().name().toLowerCase(Locale.ROOT)
              + " "
              + route.path().replaceAll("/:(\\w+)", "/{$1}"));
    }
    var described = new TreeSet<String>();
    description()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> {
                          if (METHODS.contains(name)) {
                            described.add(name + " " + path.getKey());
                          }
                        }));
    assertThat(described).isEqualTo(expected);
  }

  @Test
  void every_parameter_of_a_route_is_described() throws Exception {
    JsonNode description = description();
    for (Route route : routes()) {
      JsonNode operation =
          description
              .get("paths")
              .get(route.path().replaceAll("/:(\\w+)", "/{$1}"))
              .get(route.method().name().toLowerCase(Locale.ROOT));
      var named = new TreeSet<String>();
      for (JsonNode parameter : operation.path("parameters")) {
        JsonNode meant =
            parameter.has("$ref")
                ? description.at(parameter.get("$ref").asText().substring(1))
                : parameter;
        if (meant.get("in").asText().equals("query")) {
          named.add(meant.get("name").asText());
        }
      }
      assertThat(named).as(route.path()).isEqualTo(new TreeSet<>(route.parameters()));
    }
  }

  @Test
  void every_reference_leads_somewhere() throws Exception {
    JsonNode description = description();
    var broken = new ArrayList<String>();
    for (JsonNode reference : description.findValues("$ref")) {
      if (description.at(reference.asText().substring(1)).isMissingNode()) {
        broken.add(reference.asText());
      }
    }
    assertThat(broken).isEmpty();
  }
}
