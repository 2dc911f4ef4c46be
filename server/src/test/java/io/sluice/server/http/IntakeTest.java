package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TESTING;
import static io.sluice.server.RunningServer.CARD_TX;
import static io.sluice.server.RunningServer.payment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
  @TempDir Path folder;
  RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer json(String body) {
    return server.post("/v1/streams/card_tx/events", body);
  }

  private long stored() {
    return server.get("/v1/streams/card_tx").json().at("/nextOffset").asLong();
  }

  @Test
  void good_lines_get_in_and_bad_ones_are_named() {
    Answer answer =
        server.lines(
            "card_tx",
            payment("c1", 1, "00:00")
                + "\n\n{\"card\":\"c1\",\"amount\":\"12,50\",\"ts\":1}\r\n"
                + "{\"card\":\"c1\",\"amout\":1,\"ts\":1}\n"
                + payment("c2", 2, "00:01")
                + "\nnonsense\n"
                + "{\"card\":\"c1\",\"amount\":1,\"ts\":\"2026-01-01T00:");
    assertThat(answer.status()).isEqualTo(202);
    JsonNode body = answer.json();
    assertThat(body.at("/accepted").asInt()).isEqualTo(2);
    assertThat(body.at("/rejected").asInt()).isEqualTo(4);
    assertThat(body.at("/firstOffset").asInt()).isZero();
    assertThat(body.at("/lastOffset").asInt()).isEqualTo(1);
    assertThat(body.at("/errors").toString())
        .isEqualTo(
            """
            [{"line":3,"code":"bad-type","pointer":"/amount","message":"`amount` must be DOUBLE, found the string \\"12,50\\". Use a dot and no quotes: 12.50."},\
            {"line":4,"code":"unknown-field","pointer":"/amout","message":"`amout` is not a column of `card_tx`. Did you mean `amount`?"},\
            {"line":6,"code":"not-json","message":"The event is not JSON: unexpected `nonsense`."},\
            {"line":7,"code":"not-json","message":"The event is not JSON: it ends too early at character 45."}]""");
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void arrays_are_taken_element_by_element() {
    Answer answer =
        json(
            "["
                + payment("c1", 1, "00:00")
                + ", 7 ,{\"card\":null,\"ts\":1},\n"
                + payment("c1", 1, "00:01")
                + "]");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().at("/accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/errors/0/index").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/errors/0/message").asText())
        .isEqualTo("An event must be a JSON object, found the number 7.");
    assertThat(answer.json().at("/errors/1/pointer").asText()).isEqualTo("/card");
    Answer broken = json("[" + payment("c1", 1, "00:00") + ",");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.text("/code")).isEqualTo("not-json");
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void when_every_line_is_bad_the_answer_is_a_problem() {
    Answer answer = server.lines("card_tx", "{}\n[]\n");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/code")).isEqualTo("invalid-events");
    assertThat(answer.json().at("/accepted").asInt()).isZero();
    assertThat(answer.json().at("/rejected").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/errors")).hasSize(2);
  }

  @Test
  void a_single_bad_event_is_a_problem_with_its_own_code() {
    Answer wrong = json("{\"card\":\"c1\",\"amount\":true,\"ts\":1}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text("/code")).isEqualTo("bad-type");
    assertThat(wrong.text("/errors/0/pointer")).isEqualTo("/amount");
    assertThat(json("{\"card\":").status()).isEqualTo(400);
    Answer large = json("{\"card\":\"" + "x".repeat(300_000) + "\",\"ts\":1}");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.text("/code")).isEqualTo("event-too-large");
    Answer type =
        server.send("POST", "/v1/streams/card_tx/events", "a=1", "Content-Type", "text/csv");
    assertThat(type.status()).isEqualTo(415);
    assertThat(type.text("/detail"))
        .isEqualTo(
            "Send the header Content-Type: application/json or application/x-ndjson; found `text/csv`.");
    assertThat(stored()).isZero();
  }

  @Test
  void a_body_over_the_limit_is_told_its_size_and_the_limit() {
    Answer answer = server.lines("card_tx", " ".repeat(17 << 20));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("/code")).isEqualTo("body-too-large");
    assertThat(answer.text("/detail"))
        .isEqualTo("The body has 17.0 MB; the limit is 16 MB. Split it: about 2 requests.");
    String many = IntStream.range(0, 10_001).mapToObj(i -> "{}").collect(Collectors.joining("\n"));
    Answer items = server.lines("card_tx", many);
    assertThat(items.status()).isEqualTo(413);
    assertThat(items.text("/code")).isEqualTo("too-many-items");
    assertThat(server.get("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void a_body_without_a_length_is_limited_too() throws Exception {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      var out = socket.getOutputStream();
      out.write(
          ("POST /v1/patterns HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      byte[] chunk =
          ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 20; i++) {
        out.write(chunk);
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      var answer = new ByteArrayOutputStream();
      byte[] part = new byte[4096];
      while (!answer.toString(StandardCharsets.UTF_8).contains("body-too-large")) {
        int read = socket.getInputStream().read(part);
        assertThat(read).as(answer.toString(StandardCharsets.UTF_8)).isPositive();
        answer.write(part, 0, read);
      }
      assertThat(answer.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void late_events_are_counted_and_can_be_read() throws Exception {
    server.statement(
        "/v1/streams",
        "CREATE STREAM late_tx (card STRING, amount DOUBLE, country STRING, ts TIMESTAMP(3))");
    server.statement(
        "/v1/streams",
        "CREATE STREAM tx (card STRING, amount DOUBLE, country STRING, ts TIMESTAMP(3),"
            + " WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) LATE TO late_tx");
    server.statement("/v1/patterns", "CREATE PATTERN seen AS SELECT card FROM tx WHERE amount > 0");
    server.lines(
        "tx",
        payment("c1", 1, "01:00")
            + "\n"
            + payment("c2", 1, "00:10")
            + "\n"
            + payment("c3", 1, "02:00"));
    server.alerts(1);
    JsonNode stream = server.get("/v1/streams/tx").json();
    // The figures of the engine are a moment old.
    for (int i = 0; i < 200 && stream.at("/late").asInt() == 0; i++) {
      Thread.sleep(20);
      stream = server.get("/v1/streams/tx").json();
    }
    assertThat(stream.at("/late").asInt()).isEqualTo(1);
    JsonNode late = server.get("/v1/streams/late_tx/events").json();
    assertThat(late.at("/items")).hasSize(1);
    assertThat(late.at("/items/0/event/card").asText()).isEqualTo("c2");
    Answer direct = server.lines("late_tx", payment("c9", 1, "00:00"));
    assertThat(direct.status()).isEqualTo(409);
    assertThat(direct.text("/code")).isEqualTo("fed-stream");
  }

  @Test
  void events_are_read_back_in_pages_in_both_directions() {
    for (int i = 0; i < 5; i++) {
      json(payment("c" + i, i, "00:0" + i));
    }
    Answer first = server.get("/v1/streams/card_tx/events?limit=2");
    assertThat(first.json().at("/items/1/offset").asInt()).isEqualTo(1);
    assertThat(first.json().at("/items/0/event/ts").asText()).isEqualTo("2026-01-01T00:00:00.000Z");
    Answer second = server.get("/v1/streams/card_tx/events?limit=2&cursor=" + first.text("/next"));
    assertThat(second.json().at("/items/0/offset").asInt()).isEqualTo(2);
    JsonNode newest = server.get("/v1/streams/card_tx/events?order=desc&limit=3").json();
    assertThat(newest.at("/items/0/offset").asInt()).isEqualTo(4);
    assertThat(newest.at("/items/2/offset").asInt()).isEqualTo(2);
  }

  @Test
  void everything_is_there_after_a_restart() {
    server.statement("/v1/patterns", CARD_TESTING);
    server.put("/v1/queries/q", "{\"stream\":\"card_tx\",\"query\":\"country:XX\"}");
    server.lines(
        "card_tx",
        payment("c1", 1, "00:00")
            + "\n"
            + payment("c1", 1, "00:10")
            + "\n"
            + payment("c1", 1, "00:20"));
    JsonNode pattern = server.get("/v1/patterns/card_testing").json();
    server.restart();
    assertThat(server.get("/health/ready").json().at("/checks/0/detail").asText())
        .startsWith("opened at ");
    assertThat(server.get("/v1/patterns/card_testing").json().at("/statement"))
        .isEqualTo(pattern.at("/statement"));
    assertThat(server.get("/v1/queries/q").text("/query")).isEqualTo("country:XX");
    // The partial match of before the restart is completed after it.
    json(payment("c1", 900, "00:30"));
    json(payment("c9", 900, "20:00"));
    assertThat(server.alerts(1).getFirst().at("/row/probes").asInt()).isEqualTo(3);
    server.restart();
    server.alerts(1);
  }
}
