package io.sluice.cep.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.OptionalLong;

/** Event times as text: RFC 3339, UTC, milliseconds. */
public final class Timestamps {
  private static final DateTimeFormatter OUT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter IN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private Timestamps() {}

  /** {@code 2026-01-31T09:00:00.000Z}. */
  public static String format(long millis) {
    return OUT.format(Instant.ofEpochMilli(millis));
  }

  /**
   * Reads {@code 2026-01-31T09:00:00.000Z}; a blank may stand for the T, an offset for the Z,
   * without either it is UTC; seconds, their fraction, or the whole time may be left out. Digits
   * below a millisecond are cut off. Empty for any other text.
   */
  public static OptionalLong parse(String text) {
    String trimmed = text.strip();
    try {
      if (trimmed.length() == 10) {
        return OptionalLong.of(
            LocalDate.parse(trimmed).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
      }
      if (trimmed.length() < 11) {
        return OptionalLong.empty();
      }
      char separator = trimmed.charAt(10);
      if (separator != 'T' && separator != 't' && separator != ' ') {
        return OptionalLong.empty();
      }
      String normal =
          trimmed.substring(0, 10) + 'T' + trimmed.substring(11).replace('z', 'Z').replace(" ", "");
      var parsed = IN.parseBest(normal, OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          parsed instanceof OffsetDateTime offset
              ? offset.toInstant()
              : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
      return OptionalLong.of(instant.toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
