package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TX;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in requests, each told as what it is. */
@Timeout(60)
class PreciseRefusalsTest {
  @TempDir static Path folder;
  static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
    server.statement(
        "/v1/patterns",
        "CREATE PATTERN keyed AS SELECT * FROM card_tx MATCH_RECOGNIZE (PARTITION BY card ORDER BY ts"
            + " MEASURES A.amount AS amount PATTERN (A) DEFINE A AS A.amount > 0)");
    for (String card : new String[] {"a,b", "c", "d"}) {
      server.post("/v1/streams/card_tx/events", RunningServer.payment(card, 5, "00:00.000"));
    }
    server.alertsReached(3);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void refused(Answer answer, int status, String code, String says) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.text("/code")).isEqualTo(code);
    assertThat(answer.text("/detail")).contains(says);
  }

  @Test
  void keys_may_have_commas_and_several_are_taken() {
    assertThat(server.get("/v1/alerts?key=a,b").json().at("/items")).hasSize(1);
    assertThat(server.get("/v1/alerts?key=a,b&key=c").json().at("/items")).hasSize(2);
    assertThat(server.get("/v1/alerts?key=a").json().at("/items")).isEmpty();
  }

  @Test
  void percolation_takes_one_document_or_a_list() {
    String body = "{\"stream\":\"card_tx\",%s}";
    String one = "{\"card\":\"x\"}";
    refused(
        server.post(
            "/v1/percolate",
            body.formatted("\"document\":" + one + ",\"documents\":[" + one + "]")),
        400,
        "bad-member",
        "not both");
    refused(
        server.post("/v1/percolate", body.formatted("\"documents\":[]")),
        400,
        "bad-member",
        "`documents` is empty");
    refused(
        server.post("/v1/percolate", "{\"stream\":\"card_tx\"}"),
        400,
        "bad-member",
        "`document` is missing");
    Answer second =
        server.post(
            "/v1/percolate", body.formatted("\"documents\":[" + one + ",{\"amount\":\"x\"}]"));
    refused(second, 422, "bad-type", "documents[1]");
    assertThat(second.text("/errors/0/pointer")).isEqualTo("/documents/1/amount");
  }

  @Test
  void cursors_are_of_the_page_before() {
    for (String path :
        new String[] {
          "/v1/alerts?", "/v1/streams/card_tx/events?", "/v1/streams?", "/v1/patterns?"
        }) {
      for (String bad : new String[] {"LTU", "AAAA", "%21", "MTAw"}) {
        refused(server.get(path + "cursor=" + bad), 400, "invalid-cursor", "`cursor`");
      }
    }
    String next = server.get("/v1/alerts?limit=1&order=desc").text("/next");
    assertThat(server.get("/v1/alerts?limit=1&order=desc&cursor=" + next).json().at("/items"))
        .hasSize(1);
    refused(
        server.get("/v1/alerts?order=asc&cursor=" + next), 400, "invalid-cursor", "in this order");
    refused(
        server.get("/v1/streams/card_tx/events?cursor=" + next),
        400,
        "invalid-cursor",
        "of this list");
  }

  @Test
  void a_text_without_statement() {
    refused(
        server.post("/v1/patterns", "{\"statement\":\"\"}"),
        422,
        "invalid-statement",
        "There is no statement");
    refused(
        server.statementRefused("/v1/streams", "-- nothing"),
        422,
        "invalid-statement",
        "There is no statement");
  }

  @Test
  void several_errors_in_one_line() {
    Answer answer =
        server.statementRefused("/v1/patterns", "CREATE PATTERN p AS SELECT x, y FROM card_tx");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/detail")).endsWith(" errors in line 1.");
  }
}
