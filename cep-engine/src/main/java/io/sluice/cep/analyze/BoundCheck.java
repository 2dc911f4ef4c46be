package io.sluice.cep.analyze;

import io.sluice.cep.plan.MatchPlan.Skip;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WITHIN and GAP, and whether the state of a pattern has a bound (language: 10). A loop without an
 * upper bound and every gap can keep a partial match for ever; WITHIN and GAP end it.
 */
final class BoundCheck {
  private static final String PROPOSAL = "WITHIN INTERVAL '10' MINUTE";

  private final Context ctx;
  private final MatchRecognize clause;
  private final Source input;
  private boolean valid = true;
  private @Nullable Long within;
  private @Nullable Long gap;

  BoundCheck(Context ctx, MatchRecognize clause, Source input) {
    this.ctx = ctx;
    this.clause = clause;
    this.input = input;
  }

  boolean isValid() {
    return valid;
  }

  /** The bound in milliseconds; null where there is none, or after an error. */
  @Nullable Long positive(Expr.@Nullable Interval bound, String word) {
    if (bound == null) {
      return null;
    }
    Long millis = new Intervals(ctx).millis(bound);
    if (millis != null && millis <= 0) {
      ctx.report(
          DiagnosticCode.BOUND_NOT_POSITIVE,
          bound.span(),
          "%s must be greater than zero".formatted(word),
          "no time at all",
          "write a length such as INTERVAL '10' MINUTE");
      millis = null;
    }
    valid &= millis != null;
    if (word.equals("WITHIN")) {
      within = millis;
    } else {
      gap = millis;
    }
    return millis;
  }

  /** Whether all is well; says what is not. */
  boolean check(PatternTranslator translator, PatternPlan pattern, Skip skip, boolean timeFirst) {
    // A bound that could not be read is still a bound: no second error for it.
    boolean hasWithin = clause.within() != null;
    boolean hasBound = hasWithin || clause.gap() != null;
    if (!notsHaveWithin(translator, hasWithin) || !timeoutsHaveWithin(hasWithin)) {
      // WITHIN would bound the rest as well: one cause, one error.
      return false;
    }
    boolean fine = true;
    if (hasBound && !timeFirst && ctx.bounded() && !clause.orderBy().isEmpty()) {
      fine = false;
      ctx.report(
          DiagnosticCode.ORDER_BY_NOT_TIME,
          clause.orderBy().getFirst().span(),
          "WITHIN and GAP measure time, so ORDER BY must begin with the time column",
          "not the time column");
    }
    List<PatternTranslator.Endless> endless = translator.endless();
    PatternTranslator.Endless loop =
        endless.stream().filter(PatternTranslator.Endless::loop).findFirst().orElse(null);
    if (skip.mode() == Skip.Mode.NO_SKIP && loop != null && !hasWithin) {
      ctx.report(
          DiagnosticCode.NO_SKIP_UNBOUNDED,
          loop.span(),
          "NO SKIP reports every run of '%s', and this loop has no upper bound"
              .formatted(loop.text()),
          "no upper bound",
          "write a bound such as {1,5}, or WITHIN");
      return false;
    }
    if (!ctx.bounded() && !hasBound && !endless.isEmpty()) {
      if (!ctx.unboundedState()) {
        unbounded(loop != null ? loop : endless.getFirst());
        return false;
      }
      if (skip.mode() != Skip.Mode.TO_NEXT_ROW && skip.mode() != Skip.Mode.NO_SKIP) {
        ctx.report(
            DiagnosticCode.HELD_BACK,
            endless.getFirst().span(),
            "matches may be held back without limit: an older partial match of '%s' never ends"
                .formatted(endless.getFirst().text()),
            "no bound in time",
            "add WITHIN, or AFTER MATCH SKIP TO NEXT ROW");
      }
    }
    Long bound = within;
    if (bound != null && input.retainMillis() >= 0 && bound > input.retainMillis()) {
      ctx.report(
          DiagnosticCode.WITHIN_OVER_RETAIN,
          place(clause.within()),
          "WITHIN is longer than %s keeps its events".formatted(input.words()),
          "longer than RETAIN",
          "a replay would not see the whole of a match; make RETAIN longer");
    }
    return fine;
  }

  private boolean timeoutsHaveWithin(boolean hasWithin) {
    MatchRecognize.RowsPerMatch rows = clause.rowsPerMatch();
    if (hasWithin || rows == null || !rows.timeouts()) {
      return true;
    }
    ctx.report(
        proposed(
            DiagnosticCode.TIMEOUT_NEEDS_WITHIN
                .at(
                    rows.span(),
                    "SHOW TIMEOUT MATCHES needs WITHIN: nothing else ends a partial match by time",
                    "after how long?")
                .withHelp("add %s behind PATTERN (...)".formatted(PROPOSAL))));
    return false;
  }

  private boolean notsHaveWithin(PatternTranslator translator, boolean hasWithin) {
    boolean fine = true;
    for (Span not : new Span[] {translator.leadingSpan(), translator.trailingSpan()}) {
      if (not != null && !hasWithin) {
        fine = false;
        boolean leading = not.equals(translator.leadingSpan());
        ctx.report(
            proposed(
                DiagnosticCode.NOT_NEEDS_WITHIN
                    .at(
                        not,
                        "'%s' at the %s of a pattern needs WITHIN: how long must it not come?"
                            .formatted(ctx.excerpt(not), leading ? "start" : "end"),
                        "for how long?")
                    .withHelp("add %s behind PATTERN (...)".formatted(PROPOSAL))));
      }
    }
    return fine;
  }

  private void unbounded(PatternTranslator.Endless endless) {
    String message =
        endless.loop()
            ? "'%s' has no WITHIN: a key whose rows go on fitting would be kept for ever"
            : "'%s' has no WITHIN: a key that never sees the next row would be kept for ever";
    ctx.report(
        proposed(
            DiagnosticCode.UNBOUNDED
                .at(endless.span(), message.formatted(endless.text()), "no bound in time")
                .withHelp(
                    "add %s behind PATTERN (...); CREATE PATTERN name WITH (unbounded = 'true') keeps it"
                        .formatted(PROPOSAL))));
  }

  /** With the edit that puts WITHIN behind the bracket that closes PATTERN. */
  private Diagnostic proposed(Diagnostic error) {
    int close = ctx.text().indexOf(')', clause.pattern().span().end());
    if (close < 0 || !ctx.text().substring(clause.pattern().span().end(), close).isBlank()) {
      return error;
    }
    int line = 1;
    int column = 1;
    for (int i = 0; i <= close; i++) {
      column++;
      if (ctx.text().charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return error.withEdit(new Span(close + 1, close + 1, line, column), " " + PROPOSAL);
  }

  private static Span place(Expr.@Nullable Interval interval) {
    return interval == null ? Span.NONE : interval.span();
  }
}
