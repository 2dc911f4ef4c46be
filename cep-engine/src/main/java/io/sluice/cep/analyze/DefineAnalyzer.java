package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.NearestName;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DEFINE: one condition a variable; a variable without one fits any row. */
final class DefineAnalyzer {
  /** Shorter names, such as A1 and A2, look alike on purpose. */
  private static final int MIN_LENGTH_FOR_DOUBT = 4;

  private final Context ctx;
  private final Source input;
  private final boolean merge;
  private final Variables variables;
  private boolean onFailed;

  DefineAnalyzer(Context ctx, Source input, boolean merge, Variables variables) {
    this.ctx = ctx;
    this.input = input;
    this.merge = merge;
    this.variables = variables;
  }

  /** Remembers what DEFINE names and PATTERN does not, before any condition is looked at. */
  void findStrangers(List<MatchRecognize.Definition> definitions) {
    for (MatchRecognize.Definition definition : definitions) {
      if (variables.find(definition.variable()) == null) {
        variables.addStranger(definition.variable());
      }
    }
  }

  /** Which variables take rows of one stream of MERGE; before any condition is looked at. */
  void findStreams(List<MatchRecognize.Definition> definitions) {
    for (MatchRecognize.Definition definition : definitions) {
      Name on = definition.on();
      int index = variables.indexOf(definition.variable());
      if (on == null) {
        continue;
      }
      if (!merge) {
        onFailed = true;
        ctx.report(
            DiagnosticCode.ON_WITHOUT_MERGE,
            on.span(),
            "ON chooses among the streams of MERGE, and there is one stream here",
            "no choice",
            "leave ON %s out".formatted(on.text()));
      } else if (input.plan() instanceof Plan.Merge streams) {
        Plan.Merge.Input found = MergeAnalyzer.find(streams, on);
        if (found == null) {
          onFailed = true;
          ctx.reportName(
              DiagnosticCode.ON_UNKNOWN,
              on,
              "'%s' is no stream of MERGE".formatted(on.text()),
              "not merged here",
              "streams",
              streams.inputs().stream().map(Plan.Merge.Input::name).toList());
        } else if (index >= 0) {
          var columns = new ArrayList<>(found.stream().schema().columns());
          columns.add(streams.schema().columns().getLast());
          variables.takesFrom(
              index,
              new Variables.On(
                  found.name(),
                  new Schema(columns, found.stream().schema().open()),
                  "stream '%s'".formatted(found.stream().name())));
        }
      }
    }
  }

  /** {@code X ON a AS c} means {@code X AS X._stream = 'a' AND c}. */
  private @Nullable TypedExpr onItsStream(
      int variable, @Nullable TypedExpr condition, MatchRecognize.Definition definition) {
    Variables.On on = variables.on(variables.single(variable));
    Name stream = definition.on();
    if (on == null || stream == null || condition == null) {
      return condition;
    }
    var column = new Name(MergeAnalyzer.STREAM_COLUMN, true, stream.span());
    var own =
        new Expr.Binary(
            Expr.BinaryOp.EQUAL,
            new Expr.ColumnRef(List.of(definition.variable(), column), stream.span()),
            new Expr.StringLiteral(on.name(), stream.span()),
            stream.span(),
            stream.span());
    MatchScope scope =
        new MatchScope(
            ctx, RowScope.Place.DEFINE, input.schema(), input.words(), variables, variable);
    TypedExpr isOwn = new ExpressionAnalyzer(ctx, scope).analyze(own);
    if (isOwn == null) {
      return null;
    }
    return condition instanceof TypedExpr.Constant c && Boolean.TRUE.equals(c.value())
        ? isOwn
        : new TypedExpr.And(List.of(isOwn, condition), definition.span());
  }

  /** The variables with their conditions, or null after an error. */
  @Nullable List<MatchPlan.Variable> analyze(List<MatchRecognize.Definition> definitions) {
    var conditions = new ArrayList<@Nullable TypedExpr>();
    var defined = new ArrayList<@Nullable Name>();
    variables
        .names()
        .forEach(
            _ -> {
              conditions.add(null);
              defined.add(null);
            });
    boolean failed = emptyPattern(definitions) || onFailed;
    for (MatchRecognize.Definition definition : definitions) {
      int index = variables.indexOf(definition.variable());
      if (index < 0) {
        if (!failed || !variables.names().isEmpty()) {
          notUsed(definition, definitions);
        }
        failed = true;
      } else if (defined.get(index) != null) {
        failed = true;
        ctx.report(
            DiagnosticCode.DEFINED_TWICE,
            definition.variable().span(),
            "'%s' is defined twice".formatted(definition.variable().text()),
            "the second time",
            "join the conditions with AND");
      } else {
        defined.set(index, definition.variable());
      }
      MatchScope scope =
          new MatchScope(
              ctx, RowScope.Place.DEFINE, input.schema(), input.words(), variables, index);
      TypedExpr condition = new ExpressionAnalyzer(ctx, scope).condition(definition.condition());
      failed |= condition == null;
      if (index >= 0) {
        conditions.set(index, onItsStream(index, condition, definition));
      }
    }
    doubtUndefined(defined);
    if (failed) {
      return null;
    }
    var out = new ArrayList<MatchPlan.Variable>();
    for (int i = 0; i < conditions.size(); i++) {
      out.add(new MatchPlan.Variable(variables.names().get(i), conditions.get(i)));
    }
    return out;
  }

  /** {@code PATTERN ()}: one error, not one for each condition. */
  private boolean emptyPattern(List<MatchRecognize.Definition> definitions) {
    if (definitions.isEmpty() || !variables.names().isEmpty()) {
      return false;
    }
    List<String> names = definitions.stream().map(d -> d.variable().text()).toList();
    ctx.report(
        DiagnosticCode.DEFINED_NOT_USED,
        definitions.getFirst().variable().span(),
        "PATTERN is empty, and DEFINE has conditions",
        "not in PATTERN",
        "write the variables in PATTERN: PATTERN (%s)".formatted(String.join(" ", names)));
    return true;
  }

  private void notUsed(MatchRecognize.Definition definition, List<MatchRecognize.Definition> all) {
    Name name = definition.variable();
    if (variables.subset(name) != null) {
      ctx.report(
          DiagnosticCode.DEFINED_TWICE,
          name.span(),
          "'%s' is a SUBSET and has no condition of its own".formatted(name.text()),
          "defined as SUBSET",
          "leave it out");
      return;
    }
    Diagnostic error =
        DiagnosticCode.DEFINED_NOT_USED
            .at(
                name.span(),
                "'%s' is defined, but PATTERN does not use it".formatted(name.text()),
                "not in PATTERN")
            .withNotes("variables: " + Context.shortList(variables.names()));
    List<String> undefined =
        variables.names().stream()
            .filter(v -> all.stream().noneMatch(d -> d.variable().means(v)))
            .toList();
    var meant = NearestName.to(name.text(), undefined);
    if (meant.isPresent()) {
      Name use = variables.firstUse(variables.names().indexOf(meant.get()));
      error =
          error
              .withHelp(
                  "PATTERN says '%s', which has no condition: did you mean '%s'?"
                      .formatted(meant.get(), name.text()))
              .withEdit(use.span(), SqlNames.quoteIfNeeded(name.text()));
    } else {
      error = error.withHelp("use it in PATTERN, or leave it out");
    }
    ctx.report(error);
  }

  /** A name that is nearly a defined one and has no condition itself is probably a slip. */
  private void doubtUndefined(List<@Nullable Name> defined) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < defined.size(); i++) {
      if (defined.get(i) != null) {
        names.add(variables.names().get(i));
      }
    }
    for (int i = 0; i < defined.size(); i++) {
      String name = variables.names().get(i);
      if (defined.get(i) == null && ForeignNames.isStep(name)) {
        ctx.report(
            DiagnosticCode.FITS_ANY_ROW,
            variables.firstUse(i).span(),
            "'%s' is read as a variable without a condition, so it fits any row".formatted(name),
            "not in DEFINE",
            "an arrow was meant? A -> B lets other rows come between, A -> NOT B says that it does not come");
        continue;
      }
      if (defined.get(i) != null || name.length() < MIN_LENGTH_FOR_DOUBT) {
        continue;
      }
      var near = NearestName.to(name, names);
      if (near.isPresent()) {
        ctx.report(
            DiagnosticCode.FITS_ANY_ROW
                .at(
                    variables.firstUse(i).span(),
                    "'%s' has no condition, so it fits any row".formatted(name),
                    "not in DEFINE")
                .withHelp(
                    "did you mean '%s'? To fit any row on purpose write DEFINE %s AS TRUE"
                        .formatted(near.get(), name)));
      }
    }
  }
}
