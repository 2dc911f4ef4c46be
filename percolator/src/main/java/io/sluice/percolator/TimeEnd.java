package io.sluice.percolator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An end of a range of times.
 *
 * @param fromNow whether it moves with the clock
 * @param millis since 1970, or after now
 */
record TimeEnd(boolean fromNow, long millis) {
  private static final Pattern NOW = Pattern.compile("now(?:([+-])(\\d{1,9})(ms|s|m|h|d|w))?");

  /** {@code now}, {@code now-15m}, {@code now+1d}; null where the text is none of these. */
  static @Nullable TimeEnd ofNow(String text) {
    Matcher parts = NOW.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    if (parts.group(1) == null) {
      return new TimeEnd(true, 0);
    }
    long unit =
        switch (parts.group(3)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 7 * 86_400_000L;
        };
    long amount = Long.parseLong(parts.group(2)) * unit;
    return new TimeEnd(true, parts.group(1).equals("-") ? -amount : amount);
  }

  /** Whether somebody means the clock, though perhaps not as it is written here. */
  static boolean looksLikeNow(String text) {
    return text.startsWith("now");
  }

  long at(long now) {
    return fromNow ? now + millis : millis;
  }

  TimeEnd plus(long more) {
    return new TimeEnd(fromNow, millis + more);
  }

  @Override
  public String toString() {
    return !fromNow
        ? millis == Long.MIN_VALUE || millis == Long.MAX_VALUE ? "*" : Long.toString(millis)
        : millis == 0 ? "now" : "now" + (millis > 0 ? "+" : "") + millis + "ms";
  }
}
