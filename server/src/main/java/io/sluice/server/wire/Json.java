package io.sluice.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Documents (records of this package, maps, lists, texts, numbers) as JSON bytes. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonText.FACTORY)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  public static byte[] bytes(Object document) {
    try {
      return MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document can not be written as JSON", e);
    }
  }

  public static String string(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document can not be written as JSON", e);
    }
  }

  /** A text in quotes. */
  public static String quoted(String text) {
    return JsonBytes.quoted(text);
  }
}
