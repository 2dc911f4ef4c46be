package io.sluice.percolator;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as words of 32 hexadecimal digits, whose order is that of the addresses. An IPv4
 * address is the IPv6 address that stands for it, {@code ::ffff:1.2.3.4}.
 */
final class IpAddress {
  private static final Pattern V4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final String V4_IN_V6 = "00000000000000000000ffff";
  private static final int BITS = 128;
  private static final int BITS_BEFORE_V4 = 96;

  private IpAddress() {}

  /** The address as a word, or null where the text is none. */
  static @Nullable String key(String text) {
    var v4 = V4.matcher(text);
    if (v4.matches()) {
      var key = new StringBuilder(V4_IN_V6);
      for (int i = 1; i <= 4; i++) {
        int part = Integer.parseInt(v4.group(i));
        if (part > 255) {
          return null;
        }
        key.append(HexFormat.of().toHexDigits((byte) part));
      }
      return key.toString();
    }
    return text.indexOf(':') < 0 ? null : v6(text.toLowerCase(Locale.ROOT));
  }

  private static @Nullable String v6(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    int gap = address.indexOf("::");
    if (gap < 0) {
      String all = groups(address);
      return all != null && all.length() == 32 ? all : null;
    }
    String before = groups(address.substring(0, gap));
    String after = groups(address.substring(gap + 2));
    if (before == null || after == null || before.length() + after.length() > 28) {
      return null;
    }
    return before + "0".repeat(32 - before.length() - after.length()) + after;
  }

  private static @Nullable String groups(String text) {
    if (text.isEmpty()) {
      return "";
    }
    var digits = new StringBuilder();
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (i == parts.length - 1 && part.indexOf('.') > 0) {
        String v4 = key(part);
        if (v4 == null) {
          return null;
        }
        digits.append(v4, V4_IN_V6.length(), v4.length());
      } else if (part.matches("[0-9a-f]{1,4}")) {
        digits.append("0".repeat(4 - part.length())).append(part);
      } else {
        return null;
      }
    }
    return digits.length() > 32 ? null : digits.toString();
  }

  /** An address, or a block of them as {@code 10.0.0.0/8}; null where the text is neither. */
  static @Nullable Query query(String field, String text) {
    int slash = text.indexOf('/');
    String key = key(slash < 0 ? text : text.substring(0, slash));
    if (key == null) {
      return null;
    }
    if (slash < 0) {
      return new TermQuery(new Term(field, key));
    }
    String written = text.substring(slash + 1);
    int before = text.indexOf(':') < 0 ? BITS_BEFORE_V4 : 0;
    if (!written.matches("\\d{1,3}") || before + Integer.parseInt(written) > BITS) {
      return null;
    }
    return block(field, key, before + Integer.parseInt(written));
  }

  private static Query block(String field, String key, int bits) {
    if (bits == 0) {
      // Any address, but not a document without one.
      return range(field, "0".repeat(key.length()), true, "f".repeat(key.length()), true);
    }
    if (bits == BITS) {
      return new TermQuery(new Term(field, key));
    }
    int digit = Character.digit(key.charAt(bits / 4), 16);
    int free = (1 << (4 - bits % 4)) - 1;
    String head = key.substring(0, bits / 4);
    int left = key.length() - head.length() - 1;
    return range(
        field,
        head + Integer.toHexString(digit & ~free) + "0".repeat(left),
        true,
        head + Integer.toHexString(digit | free) + "f".repeat(left),
        true);
  }

  static Query range(
      String field,
      @Nullable String low,
      boolean withLow,
      @Nullable String high,
      boolean withHigh) {
    return new WordRangeQuery(
        field, new TokenPattern.Between(bytes(low), bytes(high), withLow, withHigh));
  }

  private static byte @Nullable [] bytes(@Nullable String key) {
    return key == null ? null : key.getBytes(StandardCharsets.US_ASCII);
  }
}
