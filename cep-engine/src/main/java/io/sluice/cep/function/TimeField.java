package io.sluice.cep.function;

import io.sluice.cep.event.Timestamps;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What EXTRACT reads and DATE_TRUNC cuts to; all of it UTC. */
public enum TimeField {
  YEAR(ZonedDateTime::getYear),
  QUARTER(t -> t.get(IsoFields.QUARTER_OF_YEAR)),
  MONTH(ZonedDateTime::getMonthValue),
  WEEK(t -> t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
  DAY(ZonedDateTime::getDayOfMonth),
  DOW(t -> t.getDayOfWeek().getValue()),
  DOY(ZonedDateTime::getDayOfYear),
  HOUR(ZonedDateTime::getHour),
  MINUTE(ZonedDateTime::getMinute),
  SECOND(ZonedDateTime::getSecond),
  MILLISECOND(t -> t.get(ChronoField.MILLI_OF_SECOND)),
  EPOCH(ZonedDateTime::toEpochSecond);

  private final ToLongFunction<ZonedDateTime> reader;

  TimeField(ToLongFunction<ZonedDateTime> reader) {
    this.reader = reader;
  }

  /** Letter case and a plural S aside. Throws {@link ValueException} for any other name. */
  public static TimeField of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (TimeField field : values()) {
      if (upper.equals(field.name()) || upper.equals(field.name() + "S")) {
        return field;
      }
    }
    throw new ValueException(
        "'%s' is no field of a time; there are %s".formatted(name, String.join(", ", names())));
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(TimeField::name).toList();
  }

  public long read(long millis) {
    return reader.applyAsLong(at(millis));
  }

  /** {@code arguments}: the time, and the zone where it is not UTC. */
  long read(Object[] arguments) {
    ZoneId zone = arguments.length > 1 ? Zones.of((String) arguments[1]) : ZoneOffset.UTC;
    return reader.applyAsLong(Instant.ofEpochMilli((Long) arguments[0]).atZone(zone));
  }

  /** What can be counted between two times. Throws {@link ValueException} for the rest. */
  static ChronoUnit unit(String name) {
    return switch (of(name)) {
      case YEAR -> ChronoUnit.YEARS;
      case MONTH -> ChronoUnit.MONTHS;
      case WEEK -> ChronoUnit.WEEKS;
      case DAY -> ChronoUnit.DAYS;
      case HOUR -> ChronoUnit.HOURS;
      case MINUTE -> ChronoUnit.MINUTES;
      case SECOND -> ChronoUnit.SECONDS;
      case MILLISECOND -> ChronoUnit.MILLIS;
      case QUARTER, DOW, DOY, EPOCH ->
          throw new ValueException("'%s' is no unit that can be counted".formatted(name));
    };
  }

  static long add(String unit, long number, long millis) {
    try {
      long later = at(millis).plus(number, unit(unit)).toInstant().toEpochMilli();
      if (later >= Timestamps.MIN && later <= Timestamps.MAX) {
        return later;
      }
      throw new ArithmeticException("beyond the years 0000 to 9999");
    } catch (DateTimeException | ArithmeticException e) {
      throw new ValueException("%d %s later is no time any more".formatted(number, unit));
    }
  }

  static long between(String unit, long from, long to) {
    return unit(unit).between(at(from), at(to));
  }

  static long truncate(String unit, long millis) {
    ZonedDateTime time = at(millis);
    ZonedDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    ZonedDateTime cut =
        switch (of(unit)) {
          case YEAR -> day.withDayOfYear(1);
          case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
          case MONTH -> day.withDayOfMonth(1);
          case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case DAY -> day;
          case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
          case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
          case SECOND -> time.truncatedTo(ChronoUnit.SECONDS);
          case MILLISECOND -> time;
          case DOW, DOY, EPOCH ->
              throw new ValueException("DATE_TRUNC can not cut to '%s'".formatted(unit));
        };
    return cut.toInstant().toEpochMilli();
  }

  private static ZonedDateTime at(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
  }
}
