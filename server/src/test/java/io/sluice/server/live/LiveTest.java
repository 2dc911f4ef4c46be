package io.sluice.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveTest extends AlertsOnDemand {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void a_new_subscriber_gets_the_alerts_from_now_on_as_cloud_events() {
    raise(3);
    server.alerts(3);
    try (var client = new SocketClient(server)) {
      client.send("{'type':'hello','client':'test'}");
      JsonNode welcome = client.next("welcome");
      assertThat(welcome.at("/heartbeatMs").asInt()).isEqualTo(20000);
      client.send("{'type':'subscribe','id':'s1','channel':'alerts'}");
      JsonNode subscribed = client.next("subscribed");
      assertThat(subscribed.at("/epoch")).isEqualTo(welcome.at("/epoch"));
      assertThat(subscribed.at("/head").asInt()).isEqualTo(2);
      assertThat(subscribed.at("/recovered").asBoolean()).isTrue();
      raise(1);
      JsonNode alert = client.next("alert");
      assertThat(alert.at("/id").asText()).isEqualTo("s1");
      assertThat(alert.at("/offset").asInt()).isEqualTo(3);
      assertThat(alert.at("/data/specversion").asText()).isEqualTo("1.0");
      assertThat(alert.at("/data/source").asText()).isEqualTo("/patterns/each_one");
      assertThat(alert.at("/data/type").asText()).isEqualTo("io.sluice.alert.v1");
      assertThat(alert.at("/data/data/row/amount").asInt()).isEqualTo(4);
      assertThat(alert.at("/data/data"))
          .isEqualTo(server.get("/v1/alerts/" + alert.at("/data/id").asText()).json());
      client.send("{'type':'unsubscribe','id':'s1'}");
      client.next("unsubscribed");
      client.send("{'type':'ping','at':5}");
      assertThat(client.next("pong").at("/at").asInt()).isEqualTo(5);
    }
  }

  @Test
  void after_a_disconnect_nothing_is_missing_and_nothing_comes_twice() throws Exception {
    var seen = new ArrayList<Long>();
    String epoch = server.get("/v1").text("/epoch");
    Thread sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < 40; i++) {
                    raise(50);
                  }
                });
    for (int round = 0; seen.size() < 2000; round++) {
      try (var client = new SocketClient(server)) {
        String from =
            seen.isEmpty()
                ? "'earliest'"
                : "{'epoch':'" + epoch + "','offset':" + seen.getLast() + "}";
        client.send("{'type':'subscribe','id':'s1','channel':'alerts','from':" + from + "}");
        assertThat(client.next("subscribed").at("/recovered").asBoolean()).isTrue();
        // Cut at another place each time, while alerts come.
        seen.addAll(client.offsets(Math.min(2000 - seen.size(), 37 + 61 * round)));
      }
    }
    assertThat(seen).isEqualTo(range(0, 2000));
    assertThat(sender.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void a_position_of_another_log_is_answered_with_a_gap() {
    raise(2);
    server.alerts(2);
    try (var client = new SocketClient(server)) {
      client.send(
          "{'type':'subscribe','id':'s','channel':'alerts','from':{'epoch':'other','offset':900}}");
      assertThat(client.next("subscribed").at("/recovered").asBoolean()).isFalse();
      JsonNode gap = client.next("gap");
      assertThat(gap.at("/reason").asText()).isEqualTo("epoch");
      assertThat(gap.has("from") || gap.has("to")).isFalse();
      assertThat(client.offsets(2)).isEqualTo(range(0, 2));
    }
  }

  @Test
  void a_position_beyond_the_head_is_answered_with_a_gap() {
    raise(2);
    server.alerts(2);
    String epoch = server.get("/v1").text("/epoch");
    try (var client = new SocketClient(server)) {
      client.send(
          "{'type':'subscribe','id':'s','channel':'alerts','from':{'epoch':'%s','offset':99999999}}"
              .formatted(epoch));
      assertThat(client.next("subscribed").at("/recovered").asBoolean()).isFalse();
      JsonNode gap = client.next("gap");
      assertThat(gap.at("/reason").asText()).isEqualTo("beyond-head");
      assertThat(gap.has("from") || gap.has("to")).isFalse();
      assertThat(client.offsets(2)).isEqualTo(range(0, 2));
    }
  }

  @Test
  void filters_choose_patterns_and_keys_and_times() {
    server.statement(
        "/v1/patterns", "CREATE PATTERN even AS SELECT card FROM card_tx WHERE amount = 2");
    raise(4);
    List<JsonNode> all = server.alerts(5);
    try (var client = new SocketClient(server)) {
      client.send(
          "{'type':'subscribe','id':'a','channel':'alerts','from':'earliest','filter':{'pattern':['even']}}");
      client.next("subscribed");
      assertThat(client.next("alert").at("/data/data/pattern").asText()).isEqualTo("even");
      client.send(
          "{'type':'subscribe','id':'b','channel':'alerts','from':{'time':'2020-01-01T00:00:00Z'},'filter':{'pattern':'each_one'}}");
      client.next("subscribed");
      for (int i = 0; i < 4; i++) {
        assertThat(client.next("alert").at("/id").asText()).isEqualTo("b");
      }
      client.send("{'type':'subscribe','id':'c','channel':'alerts','filter':{'severty':'x'}}");
      JsonNode error = client.next("error");
      assertThat(error.at("/id").asText()).isEqualTo("c");
      assertThat(error.at("/message").asText()).contains("severty");
    }
    JsonNode page = server.get("/v1/alerts?pattern=even").json();
    assertThat(page.at("/items")).hasSize(1);
    assertThat(page.at("/head").asInt()).isEqualTo(4);
    assertThat(all.getFirst().at("/raisedAt").asText()).endsWith("Z");
  }

  @Test
  void figures_come_once_a_second() {
    try (var client = new SocketClient(server)) {
      client.send("{'type':'subscribe','id':'m','channel':'stats'}");
      client.next("subscribed");
      JsonNode first = client.next("metric");
      assertThat(first.at("/data/streams").asInt()).isEqualTo(1);
      assertThat(first.at("/data").has("history")).isFalse();
      client.next("metric");
    }
  }

  @Test
  void what_is_in_flight_comes_every_two_seconds() {
    server.statement(
        "/v1/patterns", "CREATE PATTERN even AS SELECT card FROM card_tx WHERE amount = 2");
    try (var client = new SocketClient(server)) {
      client.send("{'type':'subscribe','id':'r','channel':'runs','filter':{'pattern':['even']}}");
      client.next("subscribed");
      JsonNode first = client.next("runs");
      assertThat(first.at("/id").asText()).isEqualTo("r");
      assertThat(first.at("/data/pattern").asText()).isEqualTo("even");
      client.next("runs");
      client.send("{'type':'unsubscribe','id':'r'}");
      client.next("unsubscribed");
      client.send("{'type':'subscribe','id':'q','channel':'runs','filter':{'pattern':['evn']}}");
      client.next("subscribed");
      assertThat(client.next("error").at("/message").asText()).contains("`even`");
      client.send("{'type':'subscribe','id':'n','channel':'runs'}");
      assertThat(client.next("error").at("/message").asText()).contains("names one pattern");
    }
  }

  @Test
  void clients_are_told_when_the_server_stops() {
    var client = new SocketClient(server);
    client.send("{'type':'subscribe','id':'s1','channel':'alerts'}");
    client.next("subscribed");
    server.restart();
    assertThat(client.next("goodbye").at("/reason").asText()).isEqualTo("shutdown");
    assertThat(client.code()).isEqualTo(1001);
  }

  @Test
  void an_event_stream_resumes_behind_its_last_id() throws Exception {
    raise(5);
    server.alerts(5);
    String epoch = server.get("/v1").text("/epoch");
    assertThat(events("", epoch + ":-1", 5)).isEqualTo(range(0, 5));
    assertThat(events("?pattern=each_one", epoch + ":2", 2)).isEqualTo(range(3, 5));
    var live = CompletableFuture.supplyAsync(() -> events("", epoch + ":4", 3));
    raise(3);
    assertThat(live.join()).isEqualTo(range(5, 8));
    assertThat(events("", "another:77", 8)).isEqualTo(range(0, 8));
  }

  @Test
  void an_event_stream_says_what_it_can_not_resume_from() throws Exception {
    raise(1);
    server.alerts(1);
    for (String bad : List.of("41", "x:y", ":", "e:")) {
      var refused = server.get("/v1/alerts/stream", "Last-Event-ID", bad);
      assertThat(refused.status()).as(bad).isEqualTo(400);
      assertThat(refused.text("/detail")).startsWith("Last-Event-ID must be the id of an event");
    }
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/v1/alerts/stream"))
            .header("Last-Event-ID", "another:77")
            .build();
    var answer = server.client().send(request, BodyHandlers.ofLines());
    try (var lines = answer.body()) {
      assertThat(lines.limit(4).toList())
          .containsExactly("retry: 2000", "", "event: gap", "data: {\"reason\":\"epoch\"}");
    }
  }

  /** Reads so many events and hangs up. */
  private List<Long> events(String query, String lastId, int count) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/v1/alerts/stream" + query))
            .header("Last-Event-ID", lastId)
            .build();
    var offsets = new ArrayList<Long>();
    try {
      var answer = server.client().send(request, BodyHandlers.ofInputStream());
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValue("text/event-stream; charset=utf-8");
      try (var lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("retry: 2000");
        while (offsets.size() < count) {
          String line = lines.readLine();
          if (line.startsWith("id: ")) {
            offsets.add(Long.parseLong(line.substring(line.indexOf(':', 4) + 1)));
            assertThat(lines.readLine()).isEqualTo("event: alert");
            assertThat(JSON.readTree(lines.readLine().substring(6)).at("/data/offset").asLong())
                .isEqualTo(offsets.getLast());
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
    return offsets;
  }
}
