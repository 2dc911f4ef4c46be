package io.sluice.cep.program;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.Standing;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.program.MatchProgram.OutputColumn;
import io.sluice.cep.program.expr.Apart;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.ExpressionCompiler;
import io.sluice.cep.program.expr.JoinedCondition;
import io.sluice.cep.program.expr.PastColumns;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowPart;
import io.sluice.cep.program.expr.RowTest;
import io.sluice.cep.program.expr.RowTests;
import io.sluice.cep.search.SearchHub;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** From a standing statement's plan to the program that runs it. */
public final class QueryCompiler {
  private final Standing standing;
  private final CommonParts common;
  private final LinkedList<QueryProgram.Step> before = new LinkedList<>();
  private final LinkedList<QueryProgram.Step> after = new LinkedList<>();
  private List<MergeInput> merge = List.of();
  private @Nullable TableJoin join;
  private @Nullable MatchProgram match;
  private @Nullable MatchPlan matchPlan;
  private @Nullable TypedExpr scanned;

  private QueryCompiler(Standing standing, CommonParts common) {
    this.standing = standing;
    this.common = common;
  }

  /**
   * @throws ProgramLimitException where the statement is valid but too large to run
   */
  public static QueryProgram compile(Standing standing) {
    return compile(standing, new CommonParts());
  }

  /** As the other one; what the program has in common with others it shares with them. */
  public static QueryProgram compile(Standing standing, CommonParts common) {
    return ScopedValue.where(SearchHub.CURRENT, common.searches())
        .call(() -> new QueryCompiler(standing, common).compile());
  }

  private QueryProgram compile() {
    List<String> sources = compile(standing.plan(), after);
    QueryProgram.Destination destination =
        switch (standing.target()) {
          case Standing.Alerts() -> common.of(new QueryProgram.Destination.Alerts());
          case Standing.Feed feed -> new QueryProgram.Destination.Stream(feed.stream());
          case Standing.Result() -> new QueryProgram.Destination.Result();
        };
    return new QueryProgram(
        standing.name(),
        common.of(sources),
        merge,
        join,
        List.copyOf(before),
        match,
        common.of(List.copyOf(after)),
        common.of(standing.plan().schema()),
        common.of(
            EmittedTimes.of(standing.plan(), match == null ? List.of() : List.of(match.facts()))),
        destination,
        parameters(),
        standing.bounded(),
        merge.isEmpty() && join == null && !standing.bounded() ? trigger() : null);
  }

  private @Nullable Trigger trigger() {
    if (match != null && matchPlan != null) {
      return before.isEmpty() ? common(Triggers.ofMatch(match, matchPlan), match.input()) : null;
    }
    return scanned == null ? null : Triggers.ofFilter(scanned);
  }

  private @Nullable Trigger common(@Nullable Trigger trigger, Schema rows) {
    return trigger == null
        ? null
        : new Trigger(
            common.of(List.copyOf(trigger.starts())),
            trigger.wakes() == null ? null : common.wakes(rows, trigger.wakes()),
            common.of(trigger.key()),
            trigger.within());
  }

  private List<@Nullable Object> parameters() {
    if (standing.parameters().isEmpty()) {
      return List.of();
    }
    var parameters = new ArrayList<@Nullable Object>();
    standing.parameters().forEach(p -> parameters.add(p.value()));
    return parameters;
  }

  /** Adds the steps of {@code plan} in the order of the rows' way; returns the streams' names. */
  private List<String> compile(Plan plan, LinkedList<QueryProgram.Step> steps) {
    return switch (plan) {
      case Plan.Scan scan -> {
        if (match == null) {
          before.addAll(after);
          after.clear();
        }
        yield List.of(scan.stream().name());
      }
      case Plan.Merge node -> {
        merge =
            node.inputs().stream()
                .map(i -> new MergeInput(i.name(), i.stream().name(), i.columns()))
                .toList();
        yield merge.stream().map(MergeInput::stream).distinct().toList();
      }
      case Plan.StoredQueries node -> {
        if (match != null) {
          throw new ProgramLimitException(
              "MATCH_RECOGNIZE over the rows of a join needs a stream between them: INSERT INTO a"
                  + " stream and read from that");
        }
        before.addAll(after);
        after.clear();
        join = join(node);
        String stream = node.stream().name();
        String table = node.table().name();
        if (node.table().hasWatermark()) {
          merge = List.of(whole(node.table()), whole(node.stream()));
        }
        yield List.of(stream, table);
      }
      case Plan.Filter filter -> {
        steps.addFirst(
            new QueryProgram.Step.Filter(
                ExpressionCompiler.compile(filter.condition()), where(filter.condition())));
        scanned = filter.input() instanceof Plan.Scan ? filter.condition() : null;
        yield compile(filter.input(), steps);
      }
      case Plan.Project project -> {
        steps.addFirst(
            common.of(
                new QueryProgram.Step.Project(
                    measures(project.columns()), common.of(project.schema()))));
        yield compile(project.input(), steps);
      }
      case Plan.Limit limit -> {
        steps.addFirst(new QueryProgram.Step.Limit(limit.rows()));
        yield compile(limit.input(), steps);
      }
      case Plan.Match node -> {
        if (match != null) {
          throw new ProgramLimitException(
              "MATCH_RECOGNIZE over the rows of another needs a stream between them: INSERT INTO a"
                  + " stream and read from that");
        }
        match = compile(node.match(), node.input().schema());
        matchPlan = node.match();
        yield compile(node.input(), before);
      }
    };
  }

  private static TableJoin join(Plan.StoredQueries node) {
    return new TableJoin(
        node.stream().name(),
        node.table().name(),
        SearchHub.shared(node.target()),
        node.query(),
        node.table().primaryKey(),
        node.table().schema(),
        node.schema(),
        node.left(),
        node.on() == null ? null : ExpressionCompiler.compile(node.on()));
  }

  /** The rows of a stream as they are. */
  private static MergeInput whole(StreamDef stream) {
    return new MergeInput(
        stream.name(), stream.name(), IntStream.range(0, stream.schema().size()).boxed().toList());
  }

  private MatchProgram compile(MatchPlan plan, Schema input) {
    var variables = new ArrayList<Condition>();
    var past = new PastColumns(input.size());
    PatternProgram pattern = common.of(PatternCompiler.compile(plan.pattern(), plan.trailingNot()));
    PatternFacts facts = common.of(PatternFacts.of(pattern, plan.variables().size()));
    int back = 0;
    int before = 0;
    int ahead = 0;
    boolean numbered = false;
    for (int i = 0; i < plan.variables().size(); i++) {
      MatchPlan.Variable variable = plan.variables().get(i);
      TypedExpr condition = variable.condition();
      Reads reads = Reads.of(condition, i);
      back = Math.max(back, reads.back());
      before = Math.max(before, reads.backFromOthers);
      before = Math.max(before, reads.backFromHere - Math.max(0, facts.depth().get(i)));
      ahead = Math.max(ahead, reads.ahead);
      numbered |= reads.number;
      variables.add(condition(variable.name(), condition, i, past, input));
    }
    int backOfMeasures = 0;
    for (MatchPlan.NamedExpr measure : plan.measures()) {
      Reads reads = Reads.of(measure.expr(), -1);
      backOfMeasures = Math.max(backOfMeasures, reads.back());
      back = Math.max(back, reads.back());
      before = Math.max(before, reads.back());
      ahead = Math.max(ahead, reads.ahead);
      numbered |= reads.number;
    }
    List<Evaluator> keys =
        common.of(
            plan.partitionBy().stream()
                .map(key -> ExpressionCompiler.compile(key.expr()))
                .toList());
    boolean own = back + before + ahead == 0 && !numbered;
    DerivedKeys derived = derived(new KeyFinder(plan, pattern, facts), own, plan, past, input);
    return new MatchProgram(
        input,
        keys,
        common.of(keySchema(plan)),
        plan.timeFirst(),
        plan.orderBy().stream()
            .map(
                key ->
                    new MatchProgram.SortItem(
                        ExpressionCompiler.compile(key.expr()), key.descending(), key.nullsFirst()))
            .toList(),
        List.copyOf(variables),
        pattern,
        facts,
        plan.leadingNot(),
        optional(plan.withinMillis()),
        optional(plan.gapMillis()),
        back,
        before,
        common.of(List.copyOf(past.columns())),
        backOfMeasures,
        ahead,
        numbered,
        measures(plan.measures()),
        totals(plan),
        rows(plan),
        plan.timeoutRows(),
        plan.early(),
        skip(plan.skip().mode()),
        common.of(plan.skip().target()),
        plan.skip().perRow(),
        standing.bounded(),
        common.of(plan.output()),
        common.of(columns(plan, input)),
        overflow(),
        apart(plan, variables),
        derived);
  }

  private static List<List<Integer>> apart(MatchPlan plan, List<Condition> conditions) {
    var apart = new ArrayList<List<Integer>>();
    boolean any =
        conditions.stream()
            .anyMatch(c -> c.evaluator() instanceof JoinedCondition j && j.total() != null);
    for (int a = 0; any && a < conditions.size(); a++) {
      for (int b = 0; b < a; b++) {
        TypedExpr first = plan.variables().get(a).condition();
        TypedExpr second = plan.variables().get(b).condition();
        if (Apart.are(first, a, second, b)) {
          apart.add(List.of(a, b));
        }
      }
    }
    return List.copyOf(apart);
  }

  /**
   * @param own whether no expression asks for rows outside of the match
   */
  private @Nullable DerivedKeys derived(
      KeyFinder finder, boolean own, MatchPlan plan, PastColumns past, Schema input) {
    KeyFinder.Keys keys = finder.find(own, standing.bounded());
    if (keys == null) {
      return null;
    }
    var variables = new ArrayList<Condition>();
    for (int i = 0; i < plan.variables().size(); i++) {
      variables.add(
          condition(plan.variables().get(i).name(), keys.conditions().get(i), i, past, input));
    }
    return new DerivedKeys(
        keys.keys().stream().map(ExpressionCompiler::compile).toList(), keys.texts(), variables);
  }

  private Overflow overflow() {
    Standing.AttemptLimits limits = standing.limits();
    Overflow.Policy policy =
        switch (limits.whenFull()) {
          case DROP_OLDEST -> Overflow.Policy.DROP_OLDEST;
          case DROP_NEWEST -> Overflow.Policy.DROP_NEWEST;
          case STOP -> Overflow.Policy.STOP;
        };
    return common.of(new Overflow(limits.perKey(), limits.perPattern(), policy));
  }

  private Condition condition(
      String name, @Nullable TypedExpr condition, int variable, PastColumns past, Schema input) {
    Reads reads = Reads.of(condition, variable);
    return new Condition(
        name,
        condition == null ? null : condition(condition, variable, reads, past, input),
        reads.labels,
        reads.number,
        condition == null ? "" : where(condition));
  }

  private Evaluator condition(
      TypedExpr condition, int variable, Reads reads, PastColumns past, Schema input) {
    Evaluator whole = ExpressionCompiler.compile(condition);
    if (reads.labels) {
      return JoinedCondition.of(condition, whole, variable, parameters());
    }
    RowTest test = RowTests.of(condition, variable, parameters(), past);
    return test == null
        ? whole
        : new RowCondition(
            whole, test, common.parts(input, RowPart.of(condition, variable, parameters())));
  }

  private static Schema keySchema(MatchPlan plan) {
    return new Schema(
        plan.partitionBy().stream()
            .map(key -> new Schema.Column(key.name(), key.expr().type(), false))
            .toList(),
        false);
  }

  private static MatchProgram.Rows rows(MatchPlan plan) {
    return switch (plan.rowsPerMatch()) {
      case ONE -> MatchProgram.Rows.ONE;
      case ALL_SHOW_EMPTY -> MatchProgram.Rows.ALL_SHOW_EMPTY;
      case ALL_OMIT_EMPTY -> MatchProgram.Rows.ALL_OMIT_EMPTY;
      case ALL_WITH_UNMATCHED -> MatchProgram.Rows.ALL_WITH_UNMATCHED;
      case ONE_PER_LAST_ROW -> MatchProgram.Rows.ONE_PER_LAST_ROW;
    };
  }

  /** One row a match: keys, then measures. All rows: names tell where a column comes from. */
  private static List<OutputColumn> columns(MatchPlan plan, Schema input) {
    int keys = plan.partitionBy().size();
    if (plan.oneRow()) {
      return IntStream.range(0, plan.output().size())
          .mapToObj(
              i ->
                  i < keys
                      ? new OutputColumn.Key(i)
                      : (OutputColumn) new OutputColumn.Measured(i - keys))
          .toList();
    }
    List<String> measures = plan.measures().stream().map(MatchPlan.NamedExpr::name).toList();
    List<String> keyNames = plan.partitionBy().stream().map(MatchPlan.NamedExpr::name).toList();
    return plan.output().names().stream()
        .map(
            name ->
                measures.contains(name)
                    ? new OutputColumn.Measured(measures.indexOf(name))
                    : keyNames.contains(name)
                        ? new OutputColumn.Key(keyNames.indexOf(name))
                        : (OutputColumn) new OutputColumn.Input(input.indexOfIgnoreCase(name)))
        .toList();
  }

  private static MatchProgram.Skip skip(MatchPlan.Skip.Mode mode) {
    return switch (mode) {
      case PAST_LAST_ROW -> MatchProgram.Skip.PAST_LAST_ROW;
      case TO_NEXT_ROW -> MatchProgram.Skip.TO_NEXT_ROW;
      case TO_FIRST -> MatchProgram.Skip.TO_FIRST;
      case TO_LAST -> MatchProgram.Skip.TO_LAST;
      case NO_SKIP -> MatchProgram.Skip.NO_SKIP;
    };
  }

  private List<MatchProgram.Measure> measures(List<MatchPlan.NamedExpr> exprs) {
    return common.of(
        exprs.stream()
            .map(
                e ->
                    new MatchProgram.Measure(
                        e.name(), ExpressionCompiler.compile(e.expr()), where(e.expr())))
            .toList());
  }

  /** In the order of their numbers. */
  private static List<MatchProgram.Total> totals(MatchPlan plan) {
    var totals = new TreeMap<Integer, MatchProgram.Total>();
    plan.measures().forEach(measure -> totals(measure.expr(), totals));
    return List.copyOf(totals.values());
  }

  private static void totals(TypedExpr expr, Map<Integer, MatchProgram.Total> totals) {
    if (expr instanceof TypedExpr.MatchAggregate e && e.total() >= 0) {
      TypedExpr argument = e.arguments().isEmpty() ? null : e.arguments().getFirst();
      TypedExpr filter = e.filter();
      totals.put(
          e.total(),
          new MatchProgram.Total(
              MatchProgram.Total.Function.valueOf(e.function().name()),
              e.rows(),
              argument == null ? null : ExpressionCompiler.compile(unwidened(argument)),
              argument == null ? null : argument.type(),
              filter == null ? null : ExpressionCompiler.compile(filter),
              where(e)));
    }
    expr.operands().forEach(operand -> totals(operand, totals));
  }

  /** A number that only becomes a DOUBLE is taken as it stands in the row. */
  private static TypedExpr unwidened(TypedExpr argument) {
    return argument instanceof TypedExpr.Convert convert
            && convert.type() instanceof ColumnType.DoublePrecision
            && convert.operand().type().isNumeric()
        ? convert.operand()
        : argument;
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static String where(TypedExpr expr) {
    Span span = expr.span();
    return "line " + span.line() + ", column " + span.column();
  }
}
