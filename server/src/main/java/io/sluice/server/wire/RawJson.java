package io.sluice.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** JSON that has been written before and stands in a document as it is. */
public record RawJson(@JsonValue @JsonRawValue String json) {
  public static RawJson of(byte[] utf8) {
    return new RawJson(new String(utf8, UTF_8));
  }
}
