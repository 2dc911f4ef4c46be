package io.sluice.cep.runtime.state;

import io.sluice.cep.event.Event;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one part. Whole numbers have variable length; values say their class. */
public final class PartOutput {
  enum Tag {
    NULL,
    FALSE,
    TRUE,
    INT,
    LONG,
    DOUBLE,
    DECIMAL,
    STRING,
    LIST,
    MAP
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  public PartOutput number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  public PartOutput flag(boolean value) {
    bytes.write(value ? 1 : 0);
    return this;
  }

  public PartOutput text(String value) {
    return blob(value.getBytes(StandardCharsets.UTF_8));
  }

  public PartOutput values(@Nullable Object[] values) {
    number(values.length);
    for (Object value : values) {
      value(value);
    }
    return this;
  }

  public PartOutput event(Event event) {
    text(event.stream()).number(event.time()).number(event.offset()).values(event.values());
    number(event.extra().size());
    event.extra().forEach((name, value) -> text(name).value(value));
    return this;
  }

  public PartOutput value(@Nullable Object value) {
    switch (value) {
      case null -> tag(Tag.NULL);
      case Boolean b -> tag(b ? Tag.TRUE : Tag.FALSE);
      case Integer i -> tag(Tag.INT).number(i);
      case Long l -> tag(Tag.LONG).number(l);
      case Double d -> tag(Tag.DOUBLE).number(Double.doubleToRawLongBits(d));
      case BigDecimal d -> tag(Tag.DECIMAL).number(d.scale()).blob(d.unscaledValue().toByteArray());
      case BigInteger i -> value(new BigDecimal(i));
      case String s -> tag(Tag.STRING).text(s);
      case List<?> list -> {
        tag(Tag.LIST).number(list.size());
        list.forEach(this::value);
      }
      case Map<?, ?> map -> {
        tag(Tag.MAP).number(map.size());
        map.forEach((key, element) -> text((String) key).value(element));
      }
      default -> throw new IllegalArgumentException("no column type has values like " + value);
    }
    return this;
  }

  private PartOutput tag(Tag tag) {
    bytes.write(tag.ordinal());
    return this;
  }

  private PartOutput blob(byte[] blob) {
    number(blob.length);
    bytes.writeBytes(blob);
    return this;
  }
}
