package io.sluice.cep.analyze;

import io.sluice.cep.function.AggregateFunction;
import io.sluice.cep.function.Functions;
import io.sluice.cep.function.ScalarFunction;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.NearestName;
import io.sluice.grammar.ast.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Calls by name: scalar functions, aggregates, FIELD; what belongs to a match goes on. */
final class CallAnalyzer {
  private final ExpressionAnalyzer exprs;
  private final Context ctx;
  private final RowScope rows;
  private final NavigationAnalyzer navigation;

  CallAnalyzer(ExpressionAnalyzer exprs) {
    this.exprs = exprs;
    this.ctx = exprs.ctx;
    this.rows = exprs.rows;
    this.navigation = new NavigationAnalyzer(exprs);
  }

  @Nullable TypedExpr analyze(Expr.Call call) {
    String name = call.name().text().toUpperCase(Locale.ROOT);
    Expr.Over over = call.over();
    if (over != null) {
      return exprs.refused(NotYet.OVER, over.span());
    }
    if (SearchCalls.isSearch(name)) {
      return new SearchCalls(exprs).analyze(call, name);
    }
    if (NavigationAnalyzer.isNavigation(name) || NavigationAnalyzer.isProperty(name)) {
      return navigation.analyze(call, name);
    }
    AggregateFunction aggregate = Functions.aggregate(name);
    if (aggregate != null) {
      return new AggregateAnalyzer(this, exprs, navigation).analyze(call, aggregate);
    }
    if (call.semantics() != null) {
      ctx.report(
          DiagnosticCode.SEMANTICS_NOT_HERE,
          call.span(),
          "%s stands before FIRST, LAST or an aggregate, not before %s"
              .formatted(call.semantics(), name),
          "no row of the match is named here",
          "put it inside: %s(%s LAST(...))".formatted(name, call.semantics()));
      return null;
    }
    if (name.equals("FIELD")) {
      return new FieldAnalyzer(this, exprs).analyze(call);
    }
    ScalarFunction scalar = Functions.scalar(name);
    return scalar == null ? unknown(call, name) : scalar(call, scalar);
  }

  private @Nullable TypedExpr unknown(Expr.Call call, String name) {
    var names = new TreeSet<String>();
    Functions.SCALAR.forEach(f -> names.add(f.name()));
    Functions.AGGREGATE.forEach(f -> names.add(f.name()));
    names.addAll(NavigationAnalyzer.names());
    names.addAll(SearchCalls.names());
    names.add("FIELD");
    Diagnostic error =
        DiagnosticCode.UNKNOWN_FUNCTION.at(
            call.name().span(),
            "unknown function '%s'".formatted(call.name().text()),
            "no such function");
    String foreign = ForeignNames.helpFor(name);
    var nearest = NearestName.to(name, names);
    if (foreign != null) {
      error = error.withHelp(foreign);
    } else if (nearest.isPresent()) {
      error =
          error
              .withHelp("did you mean '%s'?".formatted(nearest.get()))
              .withEdit(call.name().span(), nearest.get());
    }
    ctx.report(error);
    return null;
  }

  // ---- scalar functions ----

  private @Nullable TypedExpr scalar(Expr.Call call, ScalarFunction function) {
    Expr filter = call.filter();
    if (call.distinct() || filter != null) {
      ctx.report(
          DiagnosticCode.BAD_CALL,
          filter == null ? call.span() : filter.span(),
          "%s is for aggregates, and %s is none"
              .formatted(call.distinct() ? "DISTINCT" : "FILTER", function.name()),
          "not here",
          "leave it out");
      return null;
    }
    List<Expr> arguments = plainArguments(call, function.name());
    if (arguments == null
        || !countFits(
            call,
            arguments.size(),
            function.minArguments(),
            function.maxArguments(),
            function.signature())) {
      return null;
    }
    List<TypedExpr> typed = exprs.analyzeAll(arguments);
    if (typed == null) {
      return null;
    }
    ScalarFunction.Overload overload =
        function.resolve(typed.stream().map(TypedExpr::type).toList());
    if (overload == null) {
      wrongTypes(call, function.name(), typed, function.signature());
      return null;
    }
    List<TypedExpr> converted = converted(typed, overload);
    return constantsWork(function, converted)
        ? new TypedExpr.Call(function, converted, overload.result(), call.span())
        : null;
  }

  private boolean constantsWork(ScalarFunction function, List<TypedExpr> arguments) {
    boolean fine = true;
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof TypedExpr.Constant c && c.value() != null) {
        try {
          function.checkConstant(i, c.value());
        } catch (ValueException e) {
          fine = false;
          ctx.report(
              DiagnosticCode.BAD_LITERAL,
              c.span(),
              Objects.requireNonNullElse(e.getMessage(), "not a value for " + function.name()),
              "can not be used");
        }
      }
    }
    return fine;
  }

  static List<TypedExpr> converted(List<TypedExpr> typed, ScalarFunction.Overload overload) {
    var converted = new ArrayList<TypedExpr>();
    for (int i = 0; i < typed.size(); i++) {
      converted.add(Coercion.to(overload.arguments().get(i), typed.get(i)));
    }
    return converted;
  }

  /** The arguments as expressions, or null after saying which is none. */
  @Nullable List<Expr> plainArguments(Expr.Call call, String function) {
    var plain = new ArrayList<Expr>();
    for (Expr.Argument argument : call.arguments()) {
      switch (argument) {
        case Expr.Plain p -> plain.add(p.expr());
        case Expr.Star s ->
            ctx.report(
                DiagnosticCode.BAD_CALL,
                s.span(),
                "%s takes values, not *".formatted(function),
                "only COUNT(*)");
        case Expr.StarOf s ->
            ctx.report(
                DiagnosticCode.BAD_CALL,
                s.span(),
                "%s takes values, not %s.*".formatted(function, s.variable().text()),
                "only COUNT(%s.*)".formatted(s.variable().text()));
        case Expr.Named n ->
            ctx.report(
                DiagnosticCode.BAD_CALL,
                n.span(),
                "%s takes no named argument '%s'".formatted(function, n.name().text()),
                "leave the name out");
      }
    }
    return plain.size() == call.arguments().size() ? plain : null;
  }

  boolean countFits(Expr.Call call, int count, int min, int max, String signature) {
    if (count >= min && count <= max) {
      return true;
    }
    String expected =
        min == max
            ? String.valueOf(min)
            : max >= 100 ? "%d or more".formatted(min) : "%d to %d".formatted(min, max);
    ctx.report(
        DiagnosticCode.ARGUMENT_COUNT
            .at(
                call.span(),
                "%s takes %s argument%s, and this has %d"
                    .formatted(
                        call.name().text().toUpperCase(Locale.ROOT),
                        expected,
                        expected.equals("1") ? "" : "s",
                        count),
                count < min ? "too few" : "too many")
            .withNotes("form: " + signature));
    return false;
  }

  void wrongTypes(Expr.Call call, String function, List<TypedExpr> typed, String signature) {
    String types = String.join(", ", typed.stream().map(t -> t.type().sql()).toList());
    ctx.report(
        DiagnosticCode.ARGUMENT_TYPE
            .at(
                call.span(),
                "%s does not take (%s)".formatted(function, types),
                "wrong type of argument")
            .withNotes("form: " + signature));
  }
}
