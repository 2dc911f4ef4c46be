package io.sluice.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketFramesTest extends AlertsOnDemand {
  @Test
  void misuse_of_the_socket_has_its_close_codes() {
    try (var client = new SocketClient(server)) {
      client.send("{'type':'subscribe','id':'" + "x".repeat(70_000) + "'}");
      assertThat(client.code()).isEqualTo(1009);
    }
    try (var client = new SocketClient(server)) {
      IntStream.range(0, 51)
          .forEach(i -> client.send("{'type':'subscribe','id':'s" + i + "','channel':'stats'}"));
      assertThat(client.code()).isEqualTo(4029);
    }
    assertThat(refusedUpgrade("Origin", "http://evil.example")).contains("403");
    assertThat(refusedUpgrade("Sec-WebSocket-Protocol", "soap")).contains("400");
  }

  private String refusedUpgrade(String header, String value) {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:"
                      + server.port()
                      + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                      + header
                      + ": "
                      + value
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_is_no_frame_ends_the_connection() {
    for (String text : List.of("not json", "[]", "5", "{}", "{'type':7}", "{'type':'soap'}", "")) {
      try (var client = new SocketClient(server)) {
        client.send(text);
        assertThat(client.code()).as(text).isEqualTo(4000);
      }
    }
  }

  @Test
  void an_error_names_the_frame_that_it_answers() {
    try (var client = new SocketClient(server)) {
      client.send("{'type':'subscribe','id':'s1','channel':'alerts','form':'now'}");
      JsonNode error = client.next("error");
      assertThat(error.at("/id").asText()).isEqualTo("s1");
      assertThat(error.at("/message").asText())
          .isEqualTo("`form` is not known here. Did you mean `from`?");
      client.send("{'type':'ping','id':'p','onLag':'disconnect'}");
      assertThat(client.next("error").at("/id").asText()).isEqualTo("p");
      client.send("{'type':'subscribe','id':'s1','channel':'alrts'}");
      assertThat(client.next("error").at("/code").asText()).isEqualTo("unknown-channel");
      client.send("{'type':'subscribe','id':'','channel':'alerts'}");
      assertThat(client.next("error").at("/code").asText()).isEqualTo("bad-member");
      client.send("{'type':'ping','id':'p2','at':5}");
      assertThat(client.next("pong").at("/at").asInt()).isEqualTo(5);
    }
  }

  @Test
  void figures_of_a_moment_have_no_past() {
    try (var client = new SocketClient(server)) {
      String runs = "{'type':'subscribe','id':'r','channel':'runs','filter':{'pattern':['p']},";
      client.send(runs + "'from':'earliest'}");
      assertThat(client.next("error").at("/message").asText())
          .startsWith("The channel runs tells what is, from now on: leave `from` out.");
      client.send(runs + "'from':{'epoch':'e','offset':3}}");
      assertThat(client.next("error").at("/id").asText()).isEqualTo("r");
      client.send(runs + "'onLag':'drop-oldest'}");
      assertThat(client.next("error").at("/message").asText()).contains("has no `onLag`");
      client.send("{'type':'subscribe','id':'s','channel':'stats','filter':{'pattern':['p']}}");
      assertThat(client.next("error").at("/message").asText()).contains("has no `filter`");
      client.send(runs + "'from':'now'}");
      client.next("subscribed");
    }
  }

  @Test
  void a_subscription_counts_from_its_request_on() {
    try (var client = new SocketClient(server)) {
      client.send("{'type':'subscribe','id':'a','channel':'alerts'}");
      client.send("{'type':'subscribe','id':'a','channel':'alerts'}");
      client.send("{'type':'unsubscribe','id':'a'}");
      client.send("{'type':'subscribe','id':'b','channel':'stats'}");
      var types = new ArrayList<String>();
      for (int i = 0; i < 3 || !types.getLast().equals("metric b"); i++) {
        JsonNode frame = client.next();
        types.add(frame.at("/type").asText() + " " + frame.at("/id").asText());
      }
      assertThat(types).contains("error a", "unsubscribed a", "subscribed b");
      assertThat(types.indexOf("error a")).isLessThan(types.indexOf("unsubscribed a"));
      // Ended before it began, or begun before it was ended, but not begun afterwards.
      assertThat(types.subList(types.indexOf("unsubscribed a"), types.size()))
          .doesNotContain("subscribed a");
    }
    try (var client = new SocketClient(server)) {
      IntStream.range(0, 51)
          .forEach(i -> client.send("{'type':'subscribe','id':'s" + i + "','channel':'alerts'}"));
      assertThat(client.code()).isEqualTo(4029);
    }
  }
}
