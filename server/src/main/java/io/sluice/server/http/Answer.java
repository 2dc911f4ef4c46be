package io.sluice.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.server.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
  static final String JSON = "application/json; charset=utf-8";

  static Answer json(int status, Object document) {
    return new Answer(status, JSON, Json.bytes(document), Map.of());
  }

  static Answer ok(Object document) {
    return json(200, document);
  }

  static Answer rawJson(byte[] document) {
    return new Answer(200, JSON, document, Map.of());
  }

  static Answer text(String contentType, String text) {
    return new Answer(200, contentType, text.getBytes(UTF_8), Map.of());
  }

  static Answer empty(int status) {
    return new Answer(status, "", new byte[0], Map.of());
  }

  Answer header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, body, more);
  }

  Answer etag(Object version) {
    return header("ETag", "\"" + version + "\"");
  }
}
