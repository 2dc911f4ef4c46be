package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import io.sluice.cep.function.Conversion;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.Declared;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.Standing;
import io.sluice.cep.plan.Standing.ParameterValue;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.print.AstPrinter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE PATTERN, INSERT INTO ... SELECT and bare SELECT: what runs on events. */
final class PatternStatementAnalyzer {
  private final Context ctx;

  PatternStatementAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  @Nullable Standing pattern(Statement.CreatePattern create) {
    boolean named = name(create);
    List<ParameterValue> parameters = parameters(create.parameters());
    PatternOptions options = PatternOptions.of(create.properties(), ctx);
    var infos = new ArrayList<Context.ParameterInfo>();
    parameters.forEach(p -> infos.add(new Context.ParameterInfo(p.name(), p.type(), p.value())));
    Context inner = ctx.ofPattern(infos, options.unbounded());
    Statement.PatternBody body = create.body();
    Name into = body.insertInto();
    Body result =
        into == null
            ? alerts(inner, body.query())
            : feed(inner, into, body.columns(), body.query(), create.name().text());
    if (result == null || !named || parameters.size() < create.parameters().size()) {
      return null;
    }
    return new Standing(
        create.name().text(),
        result.plan(),
        result.target(),
        parameters,
        false,
        create.comment(),
        AstPrinter.print(create),
        options.limits());
  }

  @Nullable Standing insert(Statement.InsertQuery insert) {
    Body body = feed(ctx, insert.target(), insert.columns(), insert.query(), "");
    return body == null
        ? null
        : new Standing(
            ((Standing.Feed) body.target()).stream(),
            body.plan(),
            body.target(),
            List.of(),
            false,
            null,
            AstPrinter.print(insert));
  }

  @Nullable Standing select(Statement.QueryStatement select) {
    Plan plan = new QueryAnalyzer(ctx.ofBoundedQuery()).named(select.query());
    return plan == null
        ? null
        : new Standing(
            StreamAnalyzer.RESERVED,
            plan,
            new Standing.Result(),
            List.of(),
            true,
            null,
            AstPrinter.print(select));
  }

  private record Body(Plan plan, Standing.Target target) {}

  private static @Nullable Body alerts(Context inner, Query query) {
    Plan plan = new QueryAnalyzer(inner).named(query);
    return plan == null ? null : new Body(plan, new Standing.Alerts());
  }

  private @Nullable Body feed(
      Context inner, Name target, List<Name> columns, Query query, String pattern) {
    InsertAnalyzer.Fitted fitted = new InsertAnalyzer(inner).analyze(target, columns, query);
    if (fitted == null) {
      return null;
    }
    String into = fitted.target().name();
    List<String> way = FeedGraph.cycle(ctx.catalog(), Declared.reads(fitted.plan()), into, pattern);
    if (way != null) {
      ctx.report(
          DiagnosticCode.FEEDS_ITSELF,
          target.span(),
          way.size() == 1
              ? "this would feed stream '%s', which it reads".formatted(into)
              : "this would feed itself: %s -> %s".formatted(String.join(" -> ", way), into),
          "a circle",
          "write into a stream that nothing before it reads");
      return null;
    }
    return new Body(fitted.plan(), new Standing.Feed(into, fitted.target().timeColumn()));
  }

  private boolean name(Statement.CreatePattern create) {
    Name name = create.name();
    if (!NameRules.checkObject(ctx, name, "pattern")) {
      return false;
    }
    if (name.text().equalsIgnoreCase(StreamAnalyzer.RESERVED)) {
      ctx.report(
          DiagnosticCode.RESERVED_NAME,
          name.span(),
          "'%s' is what the rows of a bare SELECT are called".formatted(name.text()),
          "reserved",
          "choose another name");
      return false;
    }
    if (ctx.catalog().stream(name.text()) != null) {
      ctx.report(
          DiagnosticCode.NAME_TAKEN,
          name.span(),
          "there is already a stream '%s'".formatted(name.text()),
          "taken",
          "choose another name");
      return false;
    }
    if (ctx.catalog().pattern(name.text()) != null && !create.orReplace()) {
      ctx.report(
          DiagnosticCode.NAME_TAKEN,
          name.span(),
          "there is already a pattern '%s'".formatted(name.text()),
          "taken",
          "write CREATE OR REPLACE PATTERN, or choose another name");
      return false;
    }
    return true;
  }

  // ---- parameters ----

  private List<ParameterValue> parameters(List<Statement.ParameterDef> definitions) {
    var out = new ArrayList<ParameterValue>();
    Set<String> seen = new HashSet<>();
    for (Statement.ParameterDef definition : definitions) {
      ColumnType type = new TypeNames(ctx).resolve(definition.type());
      if (!seen.add(definition.name().key())) {
        ctx.report(
            DiagnosticCode.DUPLICATE_NAME,
            definition.name().span(),
            "two parameters are called '%s'".formatted(definition.name().text()),
            "the second one",
            "give it another name");
        continue;
      }
      ParameterValue value = type == null ? null : value(definition, type);
      if (value == null) {
        // Uses of it are no errors of their own.
        ctx.broken().add(":" + definition.name().key());
      } else {
        out.add(value);
      }
    }
    return out;
  }

  private @Nullable ParameterValue value(Statement.ParameterDef definition, ColumnType type) {
    Span span = definition.defaultValue().span();
    TypedExpr value =
        new ExpressionAnalyzer(ctx, PlainScope.constants(ctx)).analyze(definition.defaultValue());
    if (value == null) {
      return null;
    }
    if (!(value instanceof TypedExpr.Constant constant)) {
      ctx.report(
          DiagnosticCode.NOT_CONSTANT,
          span,
          "the default of a parameter is a literal",
          "not a literal");
      return null;
    }
    boolean time = type instanceof ColumnType.Timestamp && constant.type().isString();
    if (!time
        && !Widening.fits(constant.type(), type)
        && !Conversion.isAssignable(constant.type(), type)) {
      ctx.report(
          DiagnosticCode.INSERT_TYPE,
          span,
          "parameter '%s' is %s, and its default is %s"
              .formatted(definition.name().text(), type.sql(), constant.type().sql()),
          constant.type().sql(),
          "write a value of type %s".formatted(type.sql()));
      return null;
    }
    try {
      Object converted =
          constant.value() == null
              ? null
              : Objects.requireNonNull(Conversion.between(constant.type(), type))
                  .apply(constant.value());
      return new ParameterValue(definition.name().text(), type, converted);
    } catch (ValueException e) {
      ctx.report(
          DiagnosticCode.BAD_LITERAL,
          span,
          Objects.requireNonNullElse(e.getMessage(), "the default does not fit"),
          "does not fit " + type.sql());
      return null;
    }
  }
}
