package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TESTING;
import static io.sluice.server.RunningServer.CARD_TX;
import static io.sluice.server.RunningServer.payment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestTest {
  @TempDir static Path folder;
  static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
    server.statement("/v1/patterns", CARD_TESTING);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String problem(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
    assertThat(answer.text("/requestId")).isEqualTo(answer.header("X-Request-Id"));
    assertThat(answer.text("/detail")).doesNotContain("io.sluice").doesNotContain("Exception");
    return answer.status() + " " + answer.text("/code");
  }

  @Test
  void three_probes_and_a_hit_raise_an_alert_with_its_events() {
    Answer sent =
        server.lines(
            "card_tx",
            payment("c1", 1, "00:00")
                + "\n"
                + payment("c1", 1.5, "00:10")
                + "\n"
                + payment("c2", 900, "00:15")
                + "\n"
                + payment("c1", 1, "00:20")
                + "\n"
                + payment("c1", 700, "00:30")
                + "\n"
                + payment("c9", 5, "01:00")
                + "\n");
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.json().get("accepted").asInt()).isEqualTo(6);
    JsonNode alert = server.alerts(1).getFirst();
    assertThat(alert.at("/kind").asText()).isEqualTo("pattern");
    assertThat(alert.at("/pattern").asText()).isEqualTo("card_testing");
    assertThat(alert.at("/key/card").asText()).isEqualTo("c1");
    assertThat(alert.at("/row/probes").asInt()).isEqualTo(3);
    assertThat(alert.at("/row/amount").asDouble()).isEqualTo(700);
    assertThat(alert.at("/matchedTotal").asInt()).isEqualTo(4);
    assertThat(alert.at("/matched/3/var").asText()).isEqualTo("HIT");
    assertThat(alert.at("/matched/3/event/amount").asDouble()).isEqualTo(700);
    assertThat(server.get("/v1/alerts/" + alert.at("/id").asText()).json()).isEqualTo(alert);
  }

  @Test
  void a_broken_statement_says_where_and_what() {
    Answer answer =
        server.send(
            "POST",
            "/v1/patterns",
            "CREATE PATTERN x AS SELECT amout\nFROM card_tx",
            "Content-Type",
            "application/sql");
    assertThat(problem(answer)).isEqualTo("422 invalid-statement");
    JsonNode error = answer.json().at("/errors/0");
    assertThat(error.at("/line").asInt()).isEqualTo(1);
    assertThat(error.at("/column").asInt()).isEqualTo(28);
    assertThat(error.at("/start").asInt()).isEqualTo(27);
    assertThat(error.at("/end").asInt()).isEqualTo(32);
    assertThat(error.at("/text").asText()).contains("amount");
    assertThat(problem(server.post("/v1/patterns", "{\"statement\":\"SELECT 1 FROM card_tx\"}")))
        .isEqualTo("422 invalid-statement");
  }

  @Test
  void streams_are_made_from_json_listed_described_and_deleted() {
    Answer made =
        server.post(
            "/v1/streams",
            """
            {"name":"payments_json","columns":[{"name":"id","type":"STRING","notNull":true},
             {"name":"price","type":"DECIMAL(10,2)"},{"name":"ts","type":"TIMESTAMP(3)"}],
             "watermark":{"column":"ts","delay":"PT5S"},"open":true}""");
    assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/v1/streams/payments_json");
    JsonNode stream = server.get("/v1/streams/payments_json").json();
    assertThat(stream.at("/columns/1/type").asText()).isEqualTo("DECIMAL(10,2)");
    assertThat(stream.at("/columns/0/notNull").asBoolean()).isTrue();
    assertThat(stream.at("/open").asBoolean()).isTrue();
    assertThat(stream.at("/timeColumn").asText()).isEqualTo("ts");
    assertThat(stream.at("/watermarkDelayMs").asLong()).isEqualTo(5000);
    assertThat(
            problem(
                server.post(
                    "/v1/streams", "{\"statement\":\"CREATE STREAM payments_json (a INT)\"}")))
        .isEqualTo("409 exists");
    assertThat(server.send("DELETE", "/v1/streams/payments_json", null).status()).isEqualTo(204);
    assertThat(problem(server.get("/v1/streams/payments_json"))).isEqualTo("404 not-found");
    assertThat(problem(server.send("DELETE", "/v1/streams/card_tx", null))).isEqualTo("409 in-use");
  }

  @Test
  void names_that_are_nearly_right_are_answered_with_the_right_one() {
    assertThat(server.get("/v1/streams/card_tz").text("/detail"))
        .isEqualTo("There is no stream `card_tz`. Did you mean `card_tx`?");
    assertThat(server.get("/v1/pattern").text("/detail")).contains("Did you mean /v1/patterns?");
    assertThat(server.get("/v1/alerts?patern=x").text("/detail"))
        .isEqualTo("`patern` is no parameter of this address. Did you mean `pattern`?");
    assertThat(server.post("/v1/patterns", "{\"statment\":\"x\"}").text("/detail"))
        .isEqualTo("`statment` is not known here. Did you mean `statement`?");
  }

  @Test
  void every_refusal_has_its_code() {
    assertThat(problem(server.get("/v1/nothing"))).isEqualTo("404 not-found");
    Answer method = server.send("PATCH", "/v1/streams", "{}", "Content-Type", "application/json");
    assertThat(problem(method)).isEqualTo("405 method-not-allowed");
    assertThat(method.header("Allow")).isEqualTo("GET, HEAD, POST");
    assertThat(problem(server.get("/v1/streams", "Accept", "text/csv")))
        .isEqualTo("406 not-acceptable");
    assertThat(problem(server.get("/v1/streams?limit=0"))).isEqualTo("400 bad-parameter");
    assertThat(problem(server.get("/v1/alerts?cursor=%21"))).isEqualTo("400 invalid-cursor");
    assertThat(problem(server.get("/v1/alerts?from=yesterday"))).isEqualTo("400 bad-parameter");
    assertThat(problem(server.post("/v1/patterns", "{\"statement\":"))).isEqualTo("400 not-json");
    assertThat(problem(server.post("/v1/patterns", "{\"statement\":7}")))
        .isEqualTo("400 bad-member");
    assertThat(problem(server.send("POST", "/v1/patterns", "x", "Content-Type", "text/csv")))
        .isEqualTo("415 unsupported-media-type");
    assertThat(
            problem(
                server.send(
                    "POST", "/v1/patterns", " ".repeat(70_000), "Content-Type", "application/sql")))
        .isEqualTo("413 statement-too-large");
    assertThat(problem(server.statementRefused("/v1/patterns", CARD_TESTING)))
        .isEqualTo("409 exists");
    assertThat(problem(server.put("/v1/patterns/card_testing", "{\"statement\":\"x\"}")))
        .isEqualTo("428 precondition-required");
    assertThat(
            problem(
                server.put(
                    "/v1/patterns/card_testing",
                    "{\"statement\":\"" + CARD_TESTING + "\"}",
                    "If-Match",
                    "\"99\"")))
        .isEqualTo("412 version-conflict");
    assertThat(
            problem(
                server.send(
                    "POST",
                    "/v1/streams/card_tx/events",
                    "{}",
                    "Content-Type",
                    "application/json",
                    "Origin",
                    "http://evil.example")))
        .isEqualTo("403 cross-origin");
    assertThat(problem(server.get("/v1/ws"))).isEqualTo("400 bad-parameter");
  }

  @Test
  void a_pattern_is_changed_paused_and_deleted_by_version() {
    server.statement(
        "/v1/patterns",
        "CREATE PATTERN big AS SELECT card, amount FROM card_tx WHERE amount > 1000000");
    Answer got = server.get("/v1/patterns/big");
    String first = got.header("ETag");
    assertThat(first).matches("\"\\d+-1\"");
    assertThat(got.json().at("/streams/0").asText()).isEqualTo("card_tx");
    Answer changed =
        server.put(
            "/v1/patterns/big",
            "{\"statement\":\"CREATE PATTERN big AS SELECT card FROM card_tx WHERE amount > 2000000\"}",
            "If-Match",
            first);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isEqualTo(first.replace("-1", "-2"));
    String list = "\"of-another\", " + changed.header("ETag");
    assertThat(
            server
                .put("/v1/patterns/big/state", "{\"state\":\"enabled\"}", "If-Match", list)
                .status())
        .isEqualTo(200);
    assertThat(
            server
                .send("DELETE", "/v1/patterns/big", null, "If-Match", "\"99999999999999\"")
                .status())
        .isEqualTo(412);
    Answer paused = server.put("/v1/patterns/big/state", "{\"state\":\"disabled\"}");
    assertThat(paused.text("/state")).isEqualTo("disabled");
    assertThat(problem(server.put("/v1/patterns/big/state", "{\"state\":\"off\"}")))
        .isEqualTo("400 bad-member");
    assertThat(server.send("DELETE", "/v1/patterns/big", null).status()).isEqualTo(204);
    assertThat(problem(server.get("/v1/patterns/big"))).isEqualTo("404 not-found");
  }

  @Test
  void queries_are_stored_and_percolated() {
    server.statement(
        "/v1/streams", "CREATE STREAM news (id STRING, title TEXT, body TEXT, ts TIMESTAMP(3))");
    assertThat(
            server
                .put(
                    "/v1/queries/merger",
                    "{\"stream\":\"news\",\"query\":\"title:(merger OR takeover) AND body:bank\"}")
                .status())
        .isEqualTo(201);
    Answer again = server.put("/v1/queries/merger", "{\"stream\":\"news\",\"query\":\"merger\"}");
    assertThat(again.status()).isEqualTo(200);
    Answer bad = server.put("/v1/queries/bad", "{\"stream\":\"news\",\"query\":\"title:(a AND\"}");
    assertThat(problem(bad)).isEqualTo("422 invalid-query");
    assertThat(bad.json().at("/errors/0/line").asInt()).isEqualTo(1);
    Answer found =
        server.post(
            "/v1/percolate",
            "{\"stream\":\"news\",\"documents\":[{\"title\":\"A merger\"},{\"body\":\"Nothing\"}]}");
    assertThat(found.json().at("/results/0/matches/0").asText())
        .as(found.raw().body())
        .isEqualTo("merger");
    assertThat(found.json().at("/results/1/matches")).isEmpty();
    Answer made = server.post("/v1/queries", "{\"stream\":\"news\",\"query\":\"rain\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(server.send("DELETE", "/v1/queries/" + made.text("/id"), null).status())
        .isEqualTo(204);
    assertThat(server.send("DELETE", "/v1/queries/merger", null).status()).isEqualTo(204);
  }

  @Test
  void pages_follow_each_other_without_gap_or_repeat() {
    for (int i = 0; i < 5; i++) {
      server.statement("/v1/streams", "CREATE STREAM page_" + i + " (a INT)");
    }
    var names = new java.util.ArrayList<String>();
    String next = "";
    do {
      Answer page = server.get("/v1/streams?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next));
      page.json().get("items").forEach(s -> names.add(s.get("name").asText()));
      next = page.json().get("next").asText("");
    } while (!next.isEmpty() && !next.equals("null"));
    assertThat(names)
        .contains("page_0", "page_1", "page_2", "page_3", "page_4")
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void editors_get_diagnostics_a_plan_and_canonical_text() {
    Answer valid =
        server.post("/v1/validate", "{\"text\":\"SELECT amout FROM card_tx\",\"textVersion\":41}");
    assertThat(valid.status()).isEqualTo(200);
    assertThat(valid.json().at("/valid").asBoolean()).isFalse();
    assertThat(valid.json().at("/textVersion").asInt()).isEqualTo(41);
    assertThat(valid.json().at("/diagnostics/0/severity").asText()).isEqualTo("error");
    JsonNode explained = server.post("/v1/explain", "{\"text\":\"" + CARD_TESTING + "\"}").json();
    assertThat(explained.at("/automaton/states")).hasSizeGreaterThan(2);
    assertThat(explained.at("/automaton/groups/0/min").asInt()).isEqualTo(3);
    assertThat(explained.at("/words")).isNotEmpty();
    assertThat(
            server.post("/v1/format", "{\"text\":\"select  amount from card_tx\"}").text("/text"))
        .startsWith("SELECT amount");
    Answer catalog = server.get("/v1/catalog");
    assertThat(catalog.json().at("/functions")).isNotEmpty();
    assertThat(server.get("/v1/catalog", "If-None-Match", catalog.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void health_figures_and_metrics_answer() {
    assertThat(server.get("/health/live").text("/status")).isEqualTo("up");
    assertThat(server.get("/health/ready").text("/status")).isEqualTo("up");
    assertThat(server.get("/v1").text("/name")).isEqualTo("sluice");
    assertThat(server.get("/v1/stats").json().at("/patterns/enabled").asInt()).isPositive();
    String metrics = server.get("/metrics").raw().body();
    assertThat(metrics)
        .contains("sluice_events_total{stream=\"card_tx\"}")
        .contains("sluice_matches_total{pattern=\"card_testing\"}")
        .contains("sluice_partial_matches{pattern=\"card_testing\"}")
        .contains("sluice_http_seconds_count{route=\"/v1\",status=\"200\"}")
        .contains("sluice_ws_clients");
    assertThat(server.get("/", "Accept", "text/html").header("Content-Security-Policy"))
        .contains("script-src 'self'")
        .contains("nonce-");
  }

  @Test
  void what_curl_sends_without_a_type_is_read_as_what_it_looks_like() {
    String[] type = {"Content-Type", "application/x-www-form-urlencoded"};
    Answer statement = server.send("POST", "/v1/streams", "CREATE STREAM curled (a INT)", type);
    assertThat(statement.status()).as(statement.raw().body()).isEqualTo(201);
    String json = " {\"statement\":\n\"CREATE STREAM curled_2 (a INT, b STRING)\"}\n";
    assertThat(server.send("POST", "/v1/streams", json, type).status()).isEqualTo(201);
    String events = "/v1/streams/curled_2/events";
    Answer one = server.send("POST", events, "{\"a\":1,\n\"b\":\"}\\\"{\"}\n", type);
    assertThat(one.raw().body()).isEqualTo("{\"accepted\":1,\"offset\":0}");
    assertThat(server.send("POST", events, "[{\"a\":1},{\"a\":2}]", type).text("/accepted"))
        .isEqualTo("2");
    Answer lines = server.send("POST", events, "{\"a\":1}\r\n{\"a\":\"x\"}\r\n", type);
    assertThat(lines.text("/accepted")).isEqualTo("1");
    assertThat(lines.text("/errors/0/line")).isEqualTo("2");
    assertThat(server.send("POST", events, "{\"a\":3}").status()).isEqualTo(202);
    assertThat(problem(server.send("POST", events, "a=3", type)))
        .isEqualTo("415 unsupported-media-type");
    assertThat(problem(server.send("POST", "/v1/validate", "{}{}", type)))
        .isEqualTo("400 not-json");
  }
}
