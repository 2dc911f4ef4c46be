package io.sluice.cep.event;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.OptionalLong;

/**
 * Times as text: RFC 3339 in UTC with milliseconds, years 0000 to 9999. Written by hand, since
 * every event that comes in or goes out passes here.
 */
public final class Timestamps {
  /** The first and the last time that have a text. */
  public static final long MIN = -62_167_219_200_000L;

  public static final long MAX = 253_402_300_799_999L;

  private static final long DAY = 86_400_000L;
  private static final int BAD = -1;

  private Timestamps() {}

  /** {@code 2026-01-31T09:00:00.000Z}; a time that has no text is written as a number. */
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
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] out, int at, int count, int value) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /**
   * Reads {@code 2026-01-31T09:00:00.000Z}; a blank may stand for the T, an offset such as +01:00
   * for the Z, without either it is UTC; seconds, their fraction, or the whole time may be left
   * out. Digits below a millisecond are cut off. Empty for any other text.
   */
  public static OptionalLong parse(String text) {
    String trimmed = text.strip();
    int length = trimmed.length();
    long day = day(trimmed);
    if (day == Long.MIN_VALUE || (length > 10 && !isSeparator(trimmed.charAt(10)))) {
      return OptionalLong.empty();
    }
    if (length == 10) {
      return OptionalLong.of(day * DAY);
    }
    int hour = pair(trimmed, 11, 23);
    int minute = isAt(trimmed, 13, ':') ? pair(trimmed, 14, 59) : BAD;
    boolean hasSeconds = isAt(trimmed, 16, ':');
    int second = hasSeconds ? pair(trimmed, 17, 59) : 0;
    if (hour < 0 || minute < 0 || second < 0) {
      return OptionalLong.empty();
    }
    int at = hasSeconds ? 19 : 16;
    int millis = 0;
    if (hasSeconds && isAt(trimmed, at, '.')) {
      int from = ++at;
      while (at < length && isDigit(trimmed.charAt(at))) {
        at++;
      }
      if (at == from) {
        return OptionalLong.empty();
      }
      millis = thousandths(trimmed, from, at);
    }
    int offset = offsetMinutes(trimmed, at);
    if (offset == Integer.MIN_VALUE) {
      return OptionalLong.empty();
    }
    long time = day * DAY + ((hour * 60L + minute - offset) * 60 + second) * 1000 + millis;
    return time < MIN || time > MAX ? OptionalLong.empty() : OptionalLong.of(time);
  }

  /** The day since 1970 that the text begins with, or the least number for none. */
  private static long day(String text) {
    if (!isAt(text, 4, '-') || !isAt(text, 7, '-')) {
      return Long.MIN_VALUE;
    }
    int century = pair(text, 0, 99);
    int year = pair(text, 2, 99);
    int month = pair(text, 5, 12);
    int day = pair(text, 8, 31);
    if (century < 0 || year < 0 || month < 1 || day < 1) {
      return Long.MIN_VALUE;
    }
    var of = YearMonth.of(century * 100 + year, month);
    return day > of.lengthOfMonth() ? Long.MIN_VALUE : of.atDay(day).toEpochDay();
  }

  private static int thousandths(String text, int from, int to) {
    int millis = 0;
    for (int i = from; i < from + 3; i++) {
      millis = millis * 10 + (i < to ? text.charAt(i) - '0' : 0);
    }
    return millis;
  }

  /** Of the offset that the text ends with, 0 for none; the least number for something else. */
  private static int offsetMinutes(String text, int from) {
    int at = from;
    while (isAt(text, at, ' ')) {
      at++;
    }
    int left = text.length() - at;
    if (left == 0 || (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z'))) {
      return 0;
    }
    boolean minus = isAt(text, at, '-');
    int hours = pair(text, at + 1, 23);
    int minutes = pair(text, at + 4, 59);
    if (left != 6
        || (!minus && !isAt(text, at, '+'))
        || !isAt(text, at + 3, ':')
        || hours < 0
        || minutes < 0) {
      return Integer.MIN_VALUE;
    }
    return (minus ? -1 : 1) * (hours * 60 + minutes);
  }

  private static boolean isSeparator(char c) {
    return c == 'T' || c == 't' || c == ' ';
  }

  private static boolean isAt(String text, int at, char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Two digits up to {@code max}, or {@link #BAD}. */
  private static int pair(String text, int at, int max) {
    if (at + 2 > text.length() || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
      return BAD;
    }
    int value = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    return value <= max ? value : BAD;
  }
}
