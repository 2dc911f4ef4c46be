package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored queries over REST: what they say of themselves, many at once, choosing, marking, why. */
class QueriesTest {
  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    server.statement(
        "/v1/streams",
        "CREATE STREAM news (id STRING, title TEXT, body TEXT, words INT, ts TIMESTAMP(3))");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private void put(String id, String rest) {
    Answer answer = server.put("/v1/queries/" + id, "{\"stream\":\"news\"," + rest + "}");
    assertThat(answer.status()).as(answer.raw().body()).isLessThan(300);
  }

  private Answer lines(String path, String ndjson) {
    return server.send("POST", path, ndjson, "Content-Type", "application/x-ndjson");
  }

  private JsonNode percolate(String rest) {
    Answer answer = server.post("/v1/percolate", "{\"stream\":\"news\"," + rest + "}");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.json().at("/results");
  }

  @Test
  void a_query_keeps_its_title_level_and_tags_over_a_restart() {
    put(
        "q",
        "\"query\":\"oil\",\"title\":\"Oil prices\",\"level\":\"high\",\"tags\":[\"b\",\"a\"]");
    put("plain", "\"query\":\"gas\"");
    server.restart();
    Answer q = server.get("/v1/queries/q");
    assertThat(q.text("/title")).isEqualTo("Oil prices");
    assertThat(q.text("/level")).isEqualTo("high");
    assertThat(texts(q.json().at("/tags"))).containsExactly("a", "b");
    assertThat(server.get("/v1/queries/plain").json().at("/title").isNull()).isTrue();
    assertThat(
            texts(percolate("\"document\":{\"body\":\"oil\"},\"anyTag\":[\"a\"]").at("/0/matches")))
        .containsExactly("q");
  }

  @Test
  void a_list_shows_those_with_a_tag_or_a_level() {
    put("a", "\"query\":\"oil\",\"level\":\"high\",\"tags\":[\"x\",\"y\"]");
    put("b", "\"query\":\"oil\",\"tags\":\"x\"");
    put("c", "\"query\":\"oil\"");
    assertThat(ids("?tag=x")).containsExactly("a", "b");
    assertThat(ids("?tag=x&tag=y")).containsExactly("a");
    assertThat(ids("?level=high")).containsExactly("a");
    assertThat(ids("?stream=news&limit=2")).containsExactly("a", "b");
    assertThat(ids("?stream=olds")).isEmpty();
  }

  private List<String> ids(String parameters) {
    return server.get("/v1/queries" + parameters).json().get("items").findValuesAsText("id");
  }

  @Test
  void tags_that_are_too_many_or_too_long_are_refused() {
    String many =
        "\"t"
            + String.join(
                "\",\"t",
                java.util.stream.IntStream.range(0, 51).mapToObj(Integer::toString).toList())
            + "\"";
    for (String bad :
        List.of(
            "\"tags\":[" + many + "]",
            "\"tags\":[\"\"]",
            "\"tags\":[\"" + "x".repeat(101) + "\"]",
            "\"tags\":[3]",
            "\"level\":\"" + "x".repeat(101) + "\"",
            "\"title\":\"" + "x".repeat(501) + "\"")) {
      Answer answer =
          server.put("/v1/queries/q", "{\"stream\":\"news\",\"query\":\"oil\"," + bad + "}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text("/code")).isEqualTo("bad-member");
    }
  }

  @Test
  void many_are_stored_at_once_and_wrong_lines_are_named() {
    Answer answer =
        lines(
            "/v1/queries:bulk?stream=news",
            """
            {"id":"a","query":"oil","tags":["x"],"title":"A"}

            {"id":"b","query":"oil AND (gas"}
            {"id":"c","stream":"other","query":"oil"}
            not json
            {"id":"e","query":"gas","quary":1}
            {"query":"oil"}
            {"id":"no good","query":"oil"}
            {"id":"a","query":"gas"}
            {"id":"d","query":"gas"}""");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.json().at("/stored").asInt()).isEqualTo(3);
    assertThat(answer.json().at("/rejected").asInt()).isEqualTo(6);
    var errors = new ArrayList<String>();
    answer
        .json()
        .at("/errors")
        .forEach(e -> errors.add(e.get("line").asInt() + " " + e.get("code").asText()));
    assertThat(errors)
        .containsExactly(
            "3 invalid-query",
            "4 not-found",
            "5 not-json",
            "6 bad-member",
            "7 bad-member",
            "8 bad-member");
    assertThat(answer.json().at("/errors/0/message").asText()).contains("line 1, column");
    assertThat(texts(percolate("\"document\":{\"body\":\"gas\"}").at("/0/matches")))
        .containsExactly("a", "d");
  }

  @Test
  void a_bulk_request_of_which_nothing_is_stored_is_an_error() {
    Answer answer = lines("/v1/queries:bulk?stream=news", "{\"id\":\"a\",\"query\":\"(\"}\n");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/code")).isEqualTo("invalid-queries");
    assertThat(answer.json().at("/errors/0/line").asInt()).isEqualTo(1);
    assertThat(lines("/v1/queries:bulk", "").status()).isEqualTo(200);
    assertThat(lines("/v1/queries:bulk?stream=olds", "").status()).isEqualTo(404);
    String many = "{\"id\":\"a\",\"query\":\"oil\"}\n".repeat(10_001);
    Answer tooMany = lines("/v1/queries:bulk?stream=news", many);
    assertThat(tooMany.text("/code")).isEqualTo("too-many-items");
    assertThat(lines("/v1/queriesXbulk", "").status()).isEqualTo(404);
    assertThat(server.send("GET", "/v1/queries:bulk", null).status()).isEqualTo(405);
  }

  @Test
  void percolate_stops_at_the_limit_and_chooses_by_tags_and_levels() {
    for (int i = 0; i < 5; i++) {
      put("q" + i, "\"query\":\"oil\",\"tags\":[\"t" + i % 2 + "\"],\"level\":\"l" + i + "\"");
    }
    put("df", "\"query\":\"oil\",\"defaultField\":\"body\"");
    String document = "\"document\":{\"body\":\"oil\"}";
    JsonNode all = percolate(document).at("/0");
    assertThat(all.at("/matches")).hasSize(6);
    assertThat(all.at("/complete").asBoolean()).isTrue();
    JsonNode some = percolate(document + ",\"limit\":2").at("/0");
    assertThat(some.at("/matches")).hasSize(2);
    assertThat(some.at("/complete").asBoolean()).isFalse();
    assertThat(texts(percolate(document + ",\"allTags\":[\"t1\",\"level:l3\"]").at("/0/matches")))
        .containsExactly("q3");
    assertThat(texts(percolate(document + ",\"noTag\":[\"t0\"]").at("/0/matches")))
        .containsExactly("df", "q1", "q3");
    assertThat(
            server
                .post("/v1/percolate", "{\"stream\":\"news\"," + document + ",\"limit\":0}")
                .text("/code"))
        .isEqualTo("bad-member");
  }

  @Test
  void percolate_marks_what_was_found_and_says_why() {
    put("q", "\"query\":\"+title:\\\"crude oil\\\" +words:[5 TO 9] -body:gas\"");
    put("r", "\"query\":\"rain\"");
    JsonNode found =
        percolate(
            "\"documents\":[{\"title\":\"Crude oil up\",\"words\":7},{\"title\":\"Crude oil\",\"body\":\"gas\",\"words\":7}],"
                + "\"highlight\":true,\"explain\":[\"q\"]");
    assertThat(found.at("/0/highlights/q/title/0").asText()).isEqualTo("<b>Crude oil</b> up");
    assertThat(found.at("/0/explanations/q/matches").asBoolean()).isTrue();
    assertThat(found.at("/1/matches")).isEmpty();
    assertThat(found.at("/1/explanations/q/matches").asBoolean()).isFalse();
    assertThat(texts(found.at("/1/explanations/q/tree")))
        .contains("  false  not", "    true   body:gas");
    assertThat(found.at("/1/explanations/q/anchors/0/frequency").isNumber()).isTrue();
    assertThat(found.at("/0/explanations").has("r")).isFalse();
    Answer unknown =
        server.post("/v1/percolate", "{\"stream\":\"news\",\"document\":{},\"explain\":[\"s\"]}");
    assertThat(unknown.status()).isEqualTo(404);
  }

  @Test
  void percolate_tells_scores_by_what_the_stream_has() {
    put("often", "\"query\":\"title:rain\"");
    put("rarely", "\"query\":\"palladium\",\"defaultField\":\"title\"");
    for (int i = 0; i < 60; i++) {
      percolate("\"document\":{\"title\":\"more rain\"}");
    }
    JsonNode found = percolate("\"document\":{\"title\":\"palladium rain\"},\"score\":true");
    double rare = found.at("/0/scores/rarely").asDouble();
    assertThat(rare).isGreaterThan(2 * found.at("/0/scores/often").asDouble());
    assertThat(found.at("/0/scores/often").asDouble()).isPositive();
    assertThat(percolate("\"document\":{\"title\":\"rain\"}").at("/0").has("scores")).isFalse();
  }

  @Test
  void a_column_has_an_analyzer_with_synonyms_as_long_as_queries_use_it() {
    String type = "TEXT ANALYZER 'english, synonyms: usa, united states of america'";
    String columns = "{\"name\":\"made\",\"columns\":[{\"name\":\"t\",\"type\":\"%s\"}]}";
    assertThat(server.post("/v1/streams", columns.formatted(type)).status()).isEqualTo(201);
    Answer stored = server.put("/v1/queries/q", "{\"stream\":\"made\",\"query\":\"usa\"}");
    assertThat(stored.status()).isEqualTo(201);
    String document = "{\"stream\":\"made\",\"document\":{\"t\":\"the United States of America\"}}";
    for (int i = 0; i < 2; i++) {
      JsonNode found = server.post("/v1/percolate", document).json().at("/results/0/matches");
      assertThat(texts(found)).containsExactly("q");
      server.restart();
    }
    String changed = "{\"statement\":\"CREATE OR REPLACE STREAM made (t TEXT)\"}";
    assertThat(server.post("/v1/streams", changed).text("/code")).isEqualTo("in-use");
    server.send("DELETE", "/v1/queries/q", null);
    assertThat(server.post("/v1/streams", changed).status()).isEqualTo(201);
  }

  @Test
  void a_range_that_moves_with_the_clock_raises_alerts_by_the_time_of_arrival() {
    put("soon", "\"query\":\"ts:[now-1h TO now+1h]\"");
    put("later", "\"query\":\"ts:>now+1h\"");
    Instant now = Instant.now();
    for (Instant ts : List.of(now.minusSeconds(86_400), now, now.plusSeconds(86_400))) {
      String event = "{\"title\":\"x\",\"ts\":\"" + ts + "\"}";
      assertThat(server.post("/v1/streams/news/events", event).status()).isEqualTo(202);
    }
    for (int i = 0; i < 2; i++) {
      assertThat(server.alerts(2).stream().map(alert -> alert.at("/query").asText()))
          .containsExactly("soon", "later");
      server.restart();
    }
    JsonNode old = replay("\"ids\":[\"soon\",\"later\"]");
    assertThat(texts(old.at("/items/0/queries"))).containsExactly("soon");
    assertThat(texts(old.at("/items/1/queries"))).containsExactly("later");
  }

  @Test
  void a_table_keeps_its_queries_over_a_restart_for_patterns_that_come_later() {
    server.statement("/v1/streams", "CREATE TABLE saved (name STRING PRIMARY KEY, q STRING)");
    assertThat(texts(server.get("/v1/streams/saved").json().at("/primaryKey")))
        .containsExactly("name");
    String rows =
        "{\"name\":\"a\",\"q\":\"gas\"}\n{\"name\":\"a\",\"q\":\"oil\"}\n{\"name\":\"b\",\"q\":\"oil*\"}\n{\"q\":\"x\"}";
    assertThat(lines("/v1/streams/saved/events", rows).json().at("/rejected").asInt()).isEqualTo(1);
    server.restart();
    server.statement(
        "/v1/patterns",
        "CREATE PATTERN told AS SELECT s.name FROM news AS n JOIN saved FOR SYSTEM_TIME AS OF n.ts AS s ON MATCHES(n.title, s.q)");
    server.post(
        "/v1/streams/news/events", "{\"title\":\"gas, oil\",\"ts\":\"2026-01-01T00:00:00Z\"}");
    List<JsonNode> alerts = server.alerts(2);
    assertThat(alerts.stream().map(alert -> alert.at("/row/name").asText()))
        .containsExactly("a", "b");
    assertThat(alerts.getFirst().at("/matched/1/stream").asText()).isEqualTo("saved");
    assertThat(server.send("DELETE", "/v1/streams/saved", null).status()).isEqualTo(409);
  }

  @Test
  void matches_and_alerts_say_which_named_parts_fit() {
    put("q", "\"query\":\"#oil:(title:oil) #gas:(title:gas)\"");
    put("r", "\"query\":\"title:oil\"");
    String document = "\"document\":{\"title\":\"Crude oil\"}";
    JsonNode found = percolate(document + ",\"names\":true");
    assertThat(found.at("/0/names").toString()).isEqualTo("{\"q\":[\"oil\"]}");
    assertThat(percolate(document).at("/0").has("names")).isFalse();
    server.post(
        "/v1/streams/news/events", "{\"title\":\"gas, oil\",\"ts\":\"2026-01-01T00:00:00Z\"}");
    List<JsonNode> alerts = server.alerts(2);
    assertThat(texts(alerts.getFirst().at("/names"))).containsExactly("gas", "oil");
    assertThat(alerts.getLast().has("names")).isFalse();
  }

  @Test
  void an_alert_of_a_query_says_its_title_level_and_tags() {
    put("q", "\"query\":\"oil\",\"title\":\"Oil\",\"level\":\"high\",\"tags\":[\"x\"]");
    server.post("/v1/streams/news/events", "{\"body\":\"oil\",\"ts\":\"2026-01-01T00:00:00Z\"}");
    JsonNode alert = server.alerts(1).getFirst();
    assertThat(alert.at("/title").asText()).isEqualTo("Oil");
    assertThat(alert.at("/level").asText()).isEqualTo("high");
    assertThat(texts(alert.at("/tags"))).containsExactly("x");
  }

  private void send(String... events) {
    Answer answer =
        server.send(
            "POST",
            "/v1/streams/news/events",
            String.join("\n", events),
            "Content-Type",
            "application/x-ndjson");
    assertThat(answer.status()).isEqualTo(202);
  }

  private JsonNode replay(String rest) {
    Answer answer = server.post("/v1/queries:replay", "{\"stream\":\"news\"," + rest + "}");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void a_query_is_asked_of_old_events() {
    for (int i = 0; i < 20; i++) {
      send(
          "{\"body\":\"%s\",\"ts\":\"2026-01-01T00:00:%02dZ\"}"
              .formatted(i % 2 == 0 ? "oil" : "gas", i));
    }
    put("o", "\"query\":\"oil\",\"tags\":[\"x\"]");
    put("g", "\"query\":\"gas\",\"defaultField\":\"body\"");
    JsonNode first = replay("\"query\":\"oil\",\"limit\":3");
    assertThat(first.at("/items").findValuesAsText("offset")).containsExactly("0", "2", "4");
    assertThat(first.at("/items/0/event/body").asText()).isEqualTo("oil");
    JsonNode rest = replay("\"query\":\"oil\",\"from\":" + first.at("/next").asLong());
    assertThat(rest.at("/items")).hasSize(7);
    assertThat(rest.at("/next").isNull()).isTrue();
    JsonNode stored =
        replay("\"since\":\"2026-01-01T00:00:04Z\",\"until\":\"2026-01-01T00:00:06Z\"");
    assertThat(texts(stored.at("/items/0/queries"))).containsExactly("o");
    assertThat(texts(stored.at("/items/1/queries"))).containsExactly("g");
    assertThat(stored.at("/items")).hasSize(2);
    assertThat(stored.at("/scanned").asInt()).isEqualTo(20);
    assertThat(replay("\"ids\":[\"o\",\"g\"]").at("/items")).hasSize(20);
    assertThat(replay("\"anyTag\":[\"x\"]").at("/items")).hasSize(10);
    assertThat(server.get("/v1/alerts").json().at("/items")).isEmpty();
    for (String bad :
        List.of("\"query\":\"(\"", "\"ids\":[\"none\"]", "\"since\":\"x\"", "\"from\":-1")) {
      assertThat(server.post("/v1/queries:replay", "{\"stream\":\"news\"," + bad + "}").status())
          .isBetween(400, 422);
    }
  }

  @Test
  void what_queries_cost_is_told() {
    put("cheap", "\"query\":\"oil\"");
    put("costly", "\"query\":\"title:\\\"oil is\\\"~4\",\"title\":\"Sloppy\"");
    put("always", "\"query\":\"*:* -oil\"");
    for (int i = 0; i < 8; i++) {
      percolate("\"documents\":[{\"title\":\"oil that is\"},{\"title\":\"oil that is\"}]");
    }
    Answer slow = server.get("/v1/queries:slow?stream=news&limit=2");
    assertThat(slow.status()).as(slow.raw().body()).isEqualTo(200);
    assertThat(slow.json().at("/items/0/id").asText()).isEqualTo("costly");
    assertThat(slow.json().at("/items/0/candidates").asInt()).isPositive();
    assertThat(slow.json().at("/items/0/micros").asDouble()).isPositive();
    assertThat(slow.json().at("/items")).hasSize(2);
    assertThat(server.get("/v1/queries/costly").json().at("/cost/matches").asInt()).isPositive();
    assertThat(server.get("/v1/queries/always").json().at("/alwaysReason").asText()).isNotEmpty();
    assertThat(server.get("/v1/queries/cheap").json().has("alwaysReason")).isFalse();
    assertThat(server.get("/v1/queries:slow").status()).isEqualTo(200);
    assertThat(server.get("/v1/queries:slow?stream=olds").status()).isEqualTo(404);
  }

  @Test
  void several_documents_are_answered_as_each_would_be_by_itself() {
    put("oil", "\"query\":\"oil\"");
    put("quiet", "\"query\":\"*:* -oil\"");
    put("named", "\"query\":\"#a:(oil) OR #b:(gas)\"");
    put("body", "\"query\":\"gas\",\"defaultField\":\"body\"");
    var documents = new ArrayList<String>();
    for (int i = 0; i < 90; i++) {
      documents.add("{\"title\":\"%s\",\"body\":\"gas\"}".formatted(i % 3 == 0 ? "oil" : "sun"));
    }
    String names = ",\"names\":true";
    JsonNode all = percolate("\"documents\":[" + String.join(",", documents) + "]" + names);
    assertThat(all).hasSize(90);
    for (int i = 0; i < 3; i++) {
      JsonNode alone = percolate("\"document\":" + documents.get(i) + names).at("/0");
      for (String member : List.of("matches", "complete", "candidates", "names")) {
        assertThat(all.get(87 + i).get(member)).isEqualTo(alone.get(member));
      }
      assertThat(all.get(87 + i).get("index").asInt()).isEqualTo(87 + i);
    }
    assertThat(texts(all.at("/0/matches"))).containsExactly("body", "named", "oil");
  }
}
