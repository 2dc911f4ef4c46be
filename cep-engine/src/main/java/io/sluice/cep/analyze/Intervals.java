package io.sluice.cep.analyze;

import io.sluice.grammar.ast.Expr;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** INTERVAL literals as milliseconds. */
final class Intervals {
  /** From small to large, each with its milliseconds. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("MILLISECOND", 1),
          new Unit("SECOND", 1_000),
          new Unit("MINUTE", 60_000),
          new Unit("HOUR", 3_600_000),
          new Unit("DAY", 86_400_000),
          new Unit("WEEK", 604_800_000));

  private static final Pattern NUMBER =
      Pattern.compile("\\s*([+-]?)\\s*(\\d{1,18}(?:\\.\\d{1,9})?)\\s*");
  private static final Pattern PARTS =
      Pattern.compile("\\s*([+-]?)(\\d+)([ :]\\d+)*(\\.\\d+)?\\s*");

  private record Unit(String name, long millis) {}

  private final Context ctx;

  Intervals(Context ctx) {
    this.ctx = ctx;
  }

  /** Milliseconds, or null after saying what is wrong. */
  @Nullable Long millis(Expr.Interval interval) {
    if (interval.unit().equals("YEAR") || interval.unit().equals("MONTH")) {
      ctx.report(
          DiagnosticCode.BAD_INTERVAL,
          interval.span(),
          "%sS have no fixed length".formatted(interval.unit()),
          "some are longer than others",
          "write days: INTERVAL '30' DAY; a %s later than a time is DATE_ADD('%s', 1, time)"
              .formatted(
                  interval.unit().toLowerCase(Locale.ROOT),
                  interval.unit().toLowerCase(Locale.ROOT)));
      return null;
    }
    Unit unit = unit(interval.unit());
    BigDecimal millis =
        unit == null
            ? null
            : interval.toUnit() == null ? single(interval, unit) : compound(interval, unit);
    if (millis == null) {
      String form =
          interval.toUnit() == null
              ? "INTERVAL '10' " + interval.unit()
              : "INTERVAL '1 12:30:00' DAY TO SECOND";
      ctx.report(
          DiagnosticCode.BAD_INTERVAL,
          interval.span(),
          "'%s' is no interval of %s"
              .formatted(
                  interval.value(),
                  interval.unit() + (interval.toUnit() == null ? "" : " TO " + interval.toUnit())),
          "can not be read",
          "write a number in quotes and a unit: " + form);
      return null;
    }
    BigDecimal whole = millis.setScale(0, RoundingMode.HALF_UP);
    if (whole.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 4)) > 0) {
      ctx.report(
          DiagnosticCode.BAD_INTERVAL,
          interval.span(),
          "the interval is too long",
          "millions of years");
      return null;
    }
    return whole.longValueExact();
  }

  private static @Nullable BigDecimal single(Expr.Interval interval, Unit unit) {
    Matcher number = NUMBER.matcher(interval.value());
    if (!number.matches()) {
      return null;
    }
    BigDecimal value = new BigDecimal(number.group(2)).multiply(BigDecimal.valueOf(unit.millis()));
    return number.group(1).equals("-") ? value.negate() : value;
  }

  /** {@code '1 12:30:15.5' DAY TO SECOND}: one number a unit, from the larger to the smaller. */
  private static @Nullable BigDecimal compound(Expr.Interval interval, Unit from) {
    String toName = interval.toUnit();
    Unit to = toName == null ? null : unit(toName);
    Matcher parts = PARTS.matcher(interval.value());
    if (to == null || from.millis() <= to.millis() || !parts.matches()) {
      return null;
    }
    String text = interval.value().strip();
    boolean negative = text.startsWith("-");
    String[] numbers = text.replaceFirst("^[+-]", "").split("[ :]", -1);
    int first = UNITS.indexOf(from);
    int last = UNITS.indexOf(to);
    if (numbers.length != first - last + 1 || (text.contains(".") && last > 1)) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i].length() > 20) {
        return null;
      }
      sum =
          sum.add(
              new BigDecimal(numbers[i])
                  .multiply(BigDecimal.valueOf(UNITS.get(first - i).millis())));
    }
    return negative ? sum.negate() : sum;
  }

  private static @Nullable Unit unit(String name) {
    return UNITS.stream().filter(u -> u.name().equals(name)).findFirst().orElse(null);
  }
}
