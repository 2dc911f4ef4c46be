package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

final class DateFormat {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "DATE_FORMAT(time, pattern [, zone])",
              "The time in a form such as 'yyyy-MM-dd HH:mm', in UTC or in a zone such as 'Europe/Berlin'.")
          .example(
              "DATE_FORMAT(TIMESTAMP '2026-01-01T22:30:00Z', 'yyyy-MM-dd HH:mm', 'Europe/Berlin')",
              "2026-01-01 23:30")
          .arguments(
              2,
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.TIMESTAMP, ColumnType.STRING, ColumnType.STRING))
          .checking(1, DateFormat::formatter)
          .strict(DateFormat::format);

  private DateFormat() {}

  private static Object format(Object[] a) {
    ZoneId zone = a.length > 2 ? Zones.of((String) a[2]) : ZoneOffset.UTC;
    return formatter((String) a[1]).format(Instant.ofEpochMilli((Long) a[0]).atZone(zone));
  }

  private static DateTimeFormatter formatter(String pattern) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new ValueException("'%s' is no form of a time".formatted(pattern));
    }
  }
}
