package io.sluice.cep.analyze;

import io.sluice.cep.plan.Standing.AttemptLimits;
import io.sluice.cep.plan.Standing.WhenFull;
import io.sluice.grammar.ast.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * WITH of CREATE PATTERN.
 *
 * @param unbounded whether its state may grow without end
 */
record PatternOptions(boolean unbounded, AttemptLimits limits) {
  private static final String UNBOUNDED = "unbounded";
  private static final String PER_KEY = "max_attempts_per_key";
  private static final String PER_PATTERN = "max_attempts";
  private static final String ON_LIMIT = "on_limit";
  private static final Map<String, WhenFull> POLICIES =
      Map.of(
          "drop oldest", WhenFull.DROP_OLDEST,
          "drop newest", WhenFull.DROP_NEWEST,
          "stop", WhenFull.STOP);
  private static final int MOST = 100_000_000;

  static PatternOptions of(List<Statement.Property> properties, Context ctx) {
    var options = new PatternOptions(false, AttemptLimits.UNSAID);
    for (Statement.Property property : properties) {
      options = options.with(property, ctx);
    }
    return options;
  }

  private PatternOptions with(Statement.Property property, Context ctx) {
    String value = property.value();
    switch (property.key().toLowerCase(Locale.ROOT)) {
      case UNBOUNDED -> {
        if (StreamAnalyzer.isTruth(value)) {
          return new PatternOptions(value.equalsIgnoreCase("true"), limits);
        }
        refuse(property, ctx, "unbounded is 'true' or 'false'", "no truth value");
      }
      case PER_KEY -> {
        int most = number(property, ctx);
        return new PatternOptions(
            unbounded, new AttemptLimits(most, limits.perPattern(), limits.whenFull()));
      }
      case PER_PATTERN -> {
        int most = number(property, ctx);
        return new PatternOptions(
            unbounded, new AttemptLimits(limits.perKey(), most, limits.whenFull()));
      }
      case ON_LIMIT -> {
        WhenFull policy = POLICIES.get(value.toLowerCase(Locale.ROOT).replaceAll("[ _]+", " "));
        if (policy != null) {
          return new PatternOptions(
              unbounded, new AttemptLimits(limits.perKey(), limits.perPattern(), policy));
        }
        refuse(
            property, ctx, "on_limit is 'drop oldest', 'drop newest' or 'stop'", "no such policy");
      }
      default ->
          ctx.reportName(
              DiagnosticCode.UNKNOWN_OPTION,
              SqlNames.key(property, ctx.text()),
              "a pattern has no option '%s'".formatted(property.key()),
              "no such option",
              "options",
              List.of(UNBOUNDED, PER_KEY, PER_PATTERN, ON_LIMIT));
    }
    return this;
  }

  /** 0 where it is none. */
  private static int number(Statement.Property property, Context ctx) {
    if (property.value().matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(property.value());
      if (number >= 1 && number <= MOST) {
        return number;
      }
    }
    refuse(
        property,
        ctx,
        "%s is a number from 1 to %,d".formatted(property.key(), MOST),
        "no such number");
    return 0;
  }

  private static void refuse(
      Statement.Property property, Context ctx, String expected, String label) {
    ctx.report(
        DiagnosticCode.UNKNOWN_OPTION,
        property.span(),
        "%s, not '%s'".formatted(expected, property.value()),
        label);
  }
}
