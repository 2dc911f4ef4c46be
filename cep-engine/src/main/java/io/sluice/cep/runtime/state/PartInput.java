package io.sluice.cep.runtime.state;

import io.sluice.cep.event.Event;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PartOutput} wrote. */
public final class PartInput {
  private final byte[] bytes;
  private int at;

  public PartInput(byte[] bytes) {
    this.bytes = bytes;
  }

  public long number() {
    long rest = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      rest |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return (rest >>> 1) ^ -(rest & 1);
  }

  public int count() {
    return Math.toIntExact(number());
  }

  public boolean flag() {
    return bytes[at++] != 0;
  }

  public String text() {
    return new String(blob(), StandardCharsets.UTF_8);
  }

  public @Nullable Object[] values() {
    var values = new @Nullable Object[count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value();
    }
    return values;
  }

  public Event event() {
    return new Event(text(), number(), number(), values(), fields());
  }

  private Map<String, @Nullable Object> fields() {
    int count = count();
    if (count == 0) {
      return Map.of();
    }
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < count; i++) {
      fields.put(text(), value());
    }
    return fields;
  }

  public @Nullable Object value() {
    return switch (PartOutput.Tag.values()[bytes[at++]]) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case INT -> (Object) Math.toIntExact(number());
      case LONG -> (Object) number();
      case DOUBLE -> (Object) Double.longBitsToDouble(number());
      case DECIMAL -> {
        int scale = count();
        yield new BigDecimal(new BigInteger(blob()), scale);
      }
      case STRING -> text();
      case LIST -> {
        int count = count();
        var list = new ArrayList<@Nullable Object>(count);
        for (int i = 0; i < count; i++) {
          list.add(value());
        }
        yield list;
      }
      case MAP -> fields();
    };
  }

  private byte[] blob() {
    int length = count();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }
}
