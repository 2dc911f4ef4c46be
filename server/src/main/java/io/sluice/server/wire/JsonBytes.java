package io.sluice.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON written to bytes in memory. */
final class JsonBytes {
  private JsonBytes() {}

  interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  static byte[] of(Body body) {
    try (var buffer = new ByteArrayBuilder(512);
        var out = JsonText.FACTORY.createGenerator(buffer)) {
      body.write(out);
      out.flush();
      return buffer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String string(Body body) {
    return new String(of(body), UTF_8);
  }

  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
