package io.sluice.cep.function;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A range of IP addresses of version 4 or 6: the first {@code bits} of them are those of base. */
record IpRange(byte[] base, int bits) {
  /** Throws {@link ValueException} for a text that is no range. */
  static IpRange of(String text) {
    int slash = text.indexOf('/');
    byte[] base = address(slash < 0 ? text : text.substring(0, slash));
    String length = slash < 0 ? "" : text.substring(slash + 1);
    boolean number = slash < 0 || length.matches("[0-9]{1,3}");
    int bits = base == null ? 0 : base.length * 8;
    if (number && slash >= 0) {
      bits = Integer.parseInt(length);
    }
    if (base == null || !number || bits > base.length * 8) {
      throw new ValueException(
          "'%s' is no range of addresses; write it as 10.0.0.0/8 or 2001:db8::/32".formatted(text));
    }
    return new IpRange(base, bits);
  }

  @Nullable Boolean contains(String text) {
    byte[] address = address(text);
    if (address == null) {
      return null;
    }
    if (address.length != base.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if (((address[i / 8] ^ base[i / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte @Nullable [] address(String text) {
    return text.indexOf(':') >= 0 ? version6(text) : version4(text);
  }

  private static byte @Nullable [] version4(String text) {
    String[] parts = text.strip().split("\\.", -1);
    byte[] out = new byte[4];
    if (parts.length != 4) {
      return null;
    }
    for (int i = 0; i < 4; i++) {
      if (!parts[i].matches("[0-9]{1,3}") || Integer.parseInt(parts[i]) > 255) {
        return null;
      }
      out[i] = (byte) Integer.parseInt(parts[i]);
    }
    return out;
  }

  private static byte @Nullable [] version6(String text) {
    String plain = text.strip();
    int gap = plain.indexOf("::");
    byte[] head = groups(gap < 0 ? plain : plain.substring(0, gap));
    byte[] tail = gap < 0 ? new byte[0] : groups(plain.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int missing = 16 - head.length - tail.length;
    if (gap < 0 ? missing != 0 : missing < 2) {
      return null;
    }
    byte[] out = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, out, 16 - tail.length, tail.length);
    return out;
  }

  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    byte[] out = new byte[parts.length * 2];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
        return null;
      }
      int group = Integer.parseInt(parts[i], 16);
      out[2 * i] = (byte) (group >> 8);
      out[2 * i + 1] = (byte) group;
    }
    return out.length > 16 ? null : out;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpRange r && r.bits == bits && Arrays.equals(r.base, base);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(base) * 31 + bits;
  }

  @Override
  public String toString() {
    return Arrays.toString(base) + "/" + bits;
  }
}
