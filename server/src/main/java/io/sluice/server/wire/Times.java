package io.sluice.server.wire;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Times as the wire writes them: RFC 3339 in UTC with milliseconds; years 0000 to 9999. */
public final class Times {
  static final long MIN = -62_167_219_200_000L;
  static final long MAX = 253_402_300_799_999L;
  private static final long DAY = 86_400_000L;

  private Times() {}

  /**
   * For example {@code 2026-01-31T09:00:00.000Z}. Times outside of the years 0000 to 9999 are
   * written as a number.
   */
  public static String format(long millis) {
    if (millis < MIN || millis > MAX) {
      return Long.toString(millis);
    }
    var out = new byte[24];
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY));
    int rest = (int) Math.floorMod(millis, DAY);
    digits(out, 0, 4, date.getYear());
    out[4] = '-';
    digits(out, 5, 2, date.getMonthValue());
    out[7] = '-';
    digits(out, 8, 2, date.getDayOfMonth());
    out[10] = 'T';
    digits(out, 11, 2, rest / 3_600_000);
    out[13] = ':';
    digits(out, 14, 2, rest / 60_000 % 60);
    out[16] = ':';
    digits(out, 17, 2, rest / 1000 % 60);
    out[19] = '.';
    digits(out, 20, 3, rest % 1000);
    out[23] = 'Z';
    return new String(out, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] out, int at, int count, int value) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /**
   * Milliseconds of an RFC 3339 time such as {@code 2026-01-31T09:00:00Z} or {@code 2026-01-31
   * 10:00:00.25+01:00}; without an offset it is UTC, since many logs write it so. Digits behind the
   * milliseconds are cut off. Null where the text is no such time.
   */
  public static @Nullable Long parse(String text) {
    int length = text.length();
    if (length < 19
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != 't' && text.charAt(10) != ' ')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (year < 0
        || month < 1
        || month > 12
        || day < 1
        || day > java.time.YearMonth.of(year, month).lengthOfMonth()
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      return null;
    }
    int at = 19;
    int millis = 0;
    if (at < length && text.charAt(at) == '.') {
      int from = ++at;
      while (at < length && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        if (at - from < 3) {
          millis = millis * 10 + (text.charAt(at) - '0');
        }
        at++;
      }
      if (at == from) {
        return null;
      }
      for (int i = at - from; i < 3; i++) {
        millis *= 10;
      }
    }
    Integer offsetMinutes = offset(text, at);
    if (offsetMinutes == null) {
      return null;
    }
    long time =
        LocalDate.of(year, month, day).toEpochDay() * DAY
            + ((hour * 60L + minute - offsetMinutes) * 60 + second) * 1000
            + millis;
    return time < MIN || time > MAX ? null : time;
  }

  private static @Nullable Integer offset(String text, int at) {
    if (at == text.length()) {
      return 0;
    }
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      return at + 1 == text.length() ? 0 : null;
    }
    if ((sign != '+' && sign != '-') || at + 6 != text.length() || text.charAt(at + 3) != ':') {
      return null;
    }
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, at + 4, at + 6);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return null;
    }
    return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
  }

  /** The digits from {@code from} to {@code to}, or -1 where something else stands there. */
  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
