package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Relation;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random syntax trees over all records, in the shapes that the parser can produce. */
final class RandomTrees {
  private static final Span S = Span.NONE;
  private static final List<String> PLAIN =
      List.of("a", "card", "Amount", "_stream", "größe", "名前", "ts2", "B", "x_1");
  private static final List<String> SOFT =
      List.of("state", "FIRST", "match", "Timeout", "key", "day", "time", "row", "merge", "late");
  private static final List<String> CLAUSE =
      List.of("left", "within", "gap", "partition", "set", "rows", "pattern", "define");
  private static final List<String> ODD =
      List.of("select", "with blank", "quo\"te", "Ünï😀", "it's", "a.b", ";", "--");
  private static final List<String> TEXTS =
      List.of("", "x", "it's", "two\nlines", "\\ \"q\" :p", "😀", "-- no comment", "a%_;");

  private final Random random;
  private int depth;

  RandomTrees(long seed) {
    this.random = new Random(seed);
  }

  // ---- dice ----

  private boolean maybe() {
    return random.nextBoolean();
  }

  private boolean rarely() {
    return random.nextInt(4) == 0;
  }

  private <T> T one(List<T> members) {
    return members.get(random.nextInt(members.size()));
  }

  private <T> T one(T[] members) {
    return members[random.nextInt(members.length)];
  }

  private <T> @Nullable T orNull(Supplier<T> make) {
    return rarely() ? make.get() : null;
  }

  private <T> List<T> some(int least, Supplier<T> make) {
    List<T> members = new ArrayList<>();
    int count = least + (rarely() ? random.nextInt(3) : random.nextInt(2));
    for (int i = 0; i < count; i++) {
      members.add(make.get());
    }
    return members;
  }

  // ---- leaves ----

  /** A name for where any word but a reserved one may stand. */
  Name name() {
    return switch (random.nextInt(6)) {
      case 0 -> new Name(one(SOFT), false, S);
      case 1 -> new Name(one(CLAUSE), false, S);
      case 2 -> new Name(one(ODD), true, S);
      default -> new Name(one(PLAIN), false, S);
    };
  }

  private Name variable() {
    return switch (random.nextInt(6)) {
      case 0 -> new Name(one(SOFT), false, S);
      case 1 -> new Name(one(ODD), true, S);
      default -> new Name(one(PLAIN), false, S);
    };
  }

  private String text() {
    return one(TEXTS);
  }

  private Expr.Interval interval() {
    List<String> units =
        List.of("YEAR", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND");
    return new Expr.Interval(text(), one(units), orNull(() -> one(units)), S);
  }

  private TypeName type() {
    return switch (random.nextInt(5)) {
      case 0 -> new TypeName("ARRAY", List.of(), List.of(type()), null, S);
      case 1 -> new TypeName("MAP", List.of(), List.of(type(), type()), null, S);
      case 2 -> new TypeName("TEXT", List.of(), List.of(), orNull(this::text), S);
      case 3 ->
          new TypeName(
              one(
                  List.of(
                      "DOUBLE PRECISION",
                      "TIMESTAMP WITH LOCAL TIME ZONE",
                      "TIMESTAMP WITHOUT TIME ZONE",
                      "CHARACTER VARYING")),
              some(0, () -> random.nextInt(40)),
              List.of(),
              null,
              S);
      default ->
          new TypeName(
              one(List.of("STRING", "DECIMAL", "VARCHAR", "TIMESTAMP", "MAP")),
              some(0, () -> random.nextInt(40)),
              List.of(),
              null,
              S);
    };
  }

  // ---- expressions ----

  Expr expr() {
    depth++;
    try {
      return depth > 4 ? leaf() : node();
    } finally {
      depth--;
    }
  }

  private Expr leaf() {
    return switch (random.nextInt(10)) {
      case 0 -> new Expr.NullLiteral(S);
      case 1 -> new Expr.BooleanLiteral(maybe(), S);
      case 2 -> new Expr.NumberLiteral(one(List.of("0", "12", "1.50", "2e-3", ".5", "7.")), S);
      case 3 -> new Expr.StringLiteral(text(), S);
      case 4 -> interval();
      case 5 -> new Expr.TimestampLiteral(text(), S);
      case 6 -> new Expr.Parameter(name(), S);
      default -> new Expr.ColumnRef(some(1, this::name), S);
    };
  }

  private Expr node() {
    return switch (random.nextInt(21)) {
      case 0, 1, 2, 3 -> new Expr.Binary(one(Expr.BinaryOp.values()), expr(), expr(), S, S);
      case 4 -> new Expr.Unary(one(Expr.UnaryOp.values()), expr(), S);
      case 5 -> new Expr.Between(expr(), maybe(), expr(), expr(), S);
      case 6 -> new Expr.InList(expr(), maybe(), some(1, this::expr), S);
      case 7 -> new Expr.InQuery(expr(), maybe(), query(), S);
      case 8 -> new Expr.Like(expr(), maybe(), expr(), orNull(this::text), S);
      case 9 -> new Expr.IsNull(expr(), maybe(), S);
      case 10 -> new Expr.IsTruth(expr(), maybe(), rarely() ? null : (Boolean) maybe(), S);
      case 11 -> new Expr.IsDistinct(expr(), maybe(), expr(), S);
      case 12 ->
          new Expr.Case(
              orNull(this::expr),
              some(1, () -> new Expr.When(expr(), expr(), S)),
              orNull(this::expr),
              S);
      case 13 -> new Expr.Cast(expr(), type(), S);
      case 14 -> new Expr.Extract(name(), expr(), S);
      case 15 -> new Expr.Row(some(2, this::expr), S);
      case 16 -> rarely() ? new Expr.Exists(query(), S) : new Expr.ScalarSubquery(query(), S);
      case 17 -> new Expr.Subscript(expr(), expr(), S);
      case 18 -> new Expr.ArrayLiteral(some(0, this::expr), S);
      default -> call();
    };
  }

  private Expr call() {
    List<Expr.Argument> arguments = some(0, this::argument);
    Name function =
        rarely() ? new Name(one(List.of("LEFT", "first", "Matches")), false, S) : variable();
    return new Expr.Call(
        orNull(() -> one(Expr.Semantics.values())),
        function,
        !arguments.isEmpty() && rarely(),
        arguments,
        orNull(this::expr),
        orNull(this::over),
        S);
  }

  private Expr.Argument argument() {
    return switch (random.nextInt(5)) {
      case 0 -> new Expr.Star(S);
      case 1 -> new Expr.StarOf(name(), S);
      case 2 -> new Expr.Named(name(), expr(), S);
      default -> new Expr.Plain(expr(), S);
    };
  }

  private Expr.Over over() {
    return new Expr.Over(
        some(0, this::expr),
        some(0, this::sortItem),
        orNull(() -> new Expr.Frame(maybe(), bound(), bound(), S)),
        S);
  }

  private Expr.FrameBound bound() {
    return switch (random.nextInt(5)) {
      case 0 -> new Expr.FrameBound(true, null, S);
      case 1 -> new Expr.FrameBound(false, null, S);
      case 2 -> new Expr.FrameBound(false, interval(), S);
      case 3 -> new Expr.FrameBound(false, new Expr.Parameter(name(), S), S);
      default -> new Expr.FrameBound(false, new Expr.NumberLiteral("3", S), S);
    };
  }

  private Query.SortItem sortItem() {
    return new Query.SortItem(expr(), rarely(), rarely() ? (Boolean) maybe() : null, S);
  }

  // ---- queries ----

  Query query() {
    return query(false);
  }

  /** The query of a pattern always reads something. */
  private Query query(boolean reads) {
    depth++;
    try {
      return new Query(
          depth > 4 ? List.of() : some(0, () -> new Query.Cte(name(), query(), S)),
          some(1, () -> select(reads)),
          orNull(this::emit),
          rarely() ? (Long) (long) random.nextInt(100) : null,
          S);
    } finally {
      depth--;
    }
  }

  private Query.Emit emit() {
    Query.EmitMode mode = one(Query.EmitMode.values());
    return new Query.Emit(mode, mode == Query.EmitMode.EARLY ? orNull(this::interval) : null, S);
  }

  private Query.Select select(boolean reads) {
    return new Query.Select(
        rarely(),
        some(1, this::item),
        !reads && rarely() ? null : relation(),
        orNull(this::expr),
        some(0, this::expr),
        orNull(this::expr),
        some(0, this::sortItem),
        S);
  }

  private Query.SelectItem item() {
    return switch (random.nextInt(5)) {
      case 0 -> new Query.AllColumns(S);
      case 1 -> new Query.AllColumnsOf(name(), S);
      default -> new Query.Column(expr(), orNull(this::name), S);
    };
  }

  private Relation relation() {
    if (depth < 4 && rarely()) {
      return new Relation.Join(
          relation(), one(Relation.JoinKind.values()), simpleRelation(), expr(), S);
    }
    return simpleRelation();
  }

  private Relation simpleRelation() {
    depth++;
    try {
      return switch (depth > 4 ? 9 : random.nextInt(8)) {
        case 0 -> new Relation.Subquery(query(), orNull(this::alias), S);
        case 1 ->
            new Relation.Window(
                one(Relation.WindowKind.values()),
                maybe() ? bareName() : new Relation.Subquery(query(), null, S),
                some(0, this::expr),
                name(),
                some(1, this::interval),
                orNull(this::alias),
                S);
        case 2, 3 ->
            new Relation.Matched(
                List.of(),
                maybe()
                    ? new Relation.Named(name(), null, orNull(this::alias), S)
                    : new Relation.Subquery(query(), orNull(this::alias), S),
                matchRecognize(),
                orNull(this::alias),
                S);
        case 4 ->
            new Relation.Matched(
                some(1, () -> new Relation.MergeItem(name(), orNull(this::name), S)),
                null,
                matchRecognize(),
                orNull(this::alias),
                S);
        default -> new Relation.Named(name(), orNull(this::expr), orNull(this::alias), S);
      };
    } finally {
      depth--;
    }
  }

  private Relation bareName() {
    return new Relation.Named(name(), null, null, S);
  }

  private Relation.Alias alias() {
    return new Relation.Alias(name(), some(0, this::name), S);
  }

  // ---- row patterns ----

  MatchRecognize matchRecognize() {
    return new MatchRecognize(
        some(0, () -> new MatchRecognize.PartitionItem(expr(), orNull(this::name), S)),
        some(0, this::sortItem),
        some(0, () -> new MatchRecognize.Measure(expr(), name(), S)),
        orNull(this::rowsPerMatch),
        orNull(this::afterMatch),
        rarely() ? new PatternNode.Empty(S) : pattern(),
        orNull(this::interval),
        orNull(this::interval),
        some(0, () -> new MatchRecognize.Subset(variable(), some(1, this::variable), S)),
        some(0, () -> new MatchRecognize.Definition(variable(), orNull(this::name), expr(), S)),
        S);
  }

  private MatchRecognize.RowsPerMatch rowsPerMatch() {
    MatchRecognize.RowsKind kind = one(MatchRecognize.RowsKind.values());
    boolean all = kind == MatchRecognize.RowsKind.ALL_PER_MATCH;
    return new MatchRecognize.RowsPerMatch(
        kind,
        all ? orNull(() -> one(MatchRecognize.EmptyMatches.values())) : null,
        kind != MatchRecognize.RowsKind.ONE_PER_LAST_ROW && maybe(),
        S);
  }

  private MatchRecognize.AfterMatch afterMatch() {
    MatchRecognize.SkipMode mode = one(MatchRecognize.SkipMode.values());
    boolean target =
        mode == MatchRecognize.SkipMode.TO_FIRST || mode == MatchRecognize.SkipMode.TO_LAST;
    boolean limit = mode == MatchRecognize.SkipMode.NO_SKIP && maybe();
    return new MatchRecognize.AfterMatch(
        mode, target ? variable() : null, limit ? random.nextLong(1, 100) : null, S);
  }

  PatternNode pattern() {
    return rarely() ? new PatternNode.Alternation(some(2, this::chain), S) : chain();
  }

  private PatternNode chain() {
    if (!rarely()) {
      return part();
    }
    List<PatternNode> parts =
        some(2, () -> rarely() ? new PatternNode.Negation(step(), S) : part());
    List<PatternNode.Arrow> arrows = new ArrayList<>();
    for (int i = 1; i < parts.size(); i++) {
      arrows.add(one(PatternNode.Arrow.values()));
    }
    return rarely()
        ? new PatternNode.ArrowChain(List.of(new PatternNode.Negation(step(), S)), List.of(), S)
        : new PatternNode.ArrowChain(parts, arrows, S);
  }

  private PatternNode part() {
    return rarely() ? new PatternNode.Concatenation(some(2, this::step), S) : step();
  }

  private PatternNode step() {
    if (!rarely()) {
      return patternPrimary();
    }
    int min = random.nextInt(3);
    Integer max = maybe() ? null : (Integer) (min + random.nextInt(3));
    return new PatternNode.Quantified(patternPrimary(), min, max, maybe(), S, S);
  }

  private PatternNode patternPrimary() {
    depth++;
    try {
      return switch (depth > 5 ? 12 : random.nextInt(14)) {
        case 0, 1 -> new PatternNode.Group(pattern(), S);
        case 2 -> new PatternNode.Empty(S);
        case 3 -> new PatternNode.PartitionStart(S);
        case 4 -> new PatternNode.PartitionEnd(S);
        case 5 -> new PatternNode.Exclusion(pattern(), S);
        case 6 -> new PatternNode.Permute(some(1, this::pattern), S);
        case 7 -> new PatternNode.Relaxed(pattern(), S);
        case 8 -> new PatternNode.Strict(pattern(), S);
        default -> new PatternNode.Variable(variable(), S);
      };
    } finally {
      depth--;
    }
  }

  // ---- statements ----

  Statement statement() {
    return switch (random.nextInt(18)) {
      case 0 ->
          new Statement.CreateStream(
              rarely(),
              name(),
              columns(),
              orNull(this::watermark),
              some(0, this::name),
              orNull(this::late),
              orNull(this::retention),
              properties(),
              orNull(this::query),
              S);
      case 1 ->
          new Statement.CreateTable(
              rarely(),
              name(),
              columns(),
              some(0, this::name),
              orNull(this::watermark),
              some(0, this::name),
              orNull(this::late),
              orNull(this::retention),
              properties(),
              orNull(this::query),
              S);
      case 2 -> new Statement.CreateView(rarely(), name(), query(), S);
      case 3, 4 ->
          new Statement.CreatePattern(
              rarely(),
              name(),
              some(0, () -> new Statement.ParameterDef(name(), type(), expr(), S)),
              orNull(this::text),
              properties(),
              body(),
              S);
      case 5 -> new Statement.SetParameters(name(), some(1, this::assignment), S);
      case 6 ->
          new Statement.AlterPattern(
              name(), body(), orNull(() -> one(Statement.StateFate.values())), rarely(), S);
      case 7 ->
          maybe() ? new Statement.PausePattern(name(), S) : new Statement.ResumePattern(name(), S);
      case 8 -> new Statement.Drop(one(Statement.ObjectKind.values()), maybe(), name(), S);
      case 9 -> new Statement.Show(one(Statement.ShowKind.values()), orNull(this::text), S);
      case 10 -> new Statement.Describe(maybe(), name(), S);
      case 11 ->
          new Statement.Explain(orNull(() -> one(Statement.ExplainKind.values())), statement(), S);
      case 12 -> {
        boolean between = maybe();
        yield new Statement.ExplainWhy(
            maybe(),
            name(),
            some(1, this::assignment),
            between ? expr() : null,
            between ? expr() : null,
            S);
      }
      case 13 -> new Statement.Replay(name(), expr(), orNull(this::expr), orNull(this::name), S);
      case 14 ->
          new Statement.Diff(
              name(),
              rarely() ? (Integer) random.nextInt(9) : null,
              body(),
              expr(),
              orNull(this::expr),
              S);
      case 15 -> {
        List<List<Expr>> expect = some(0, this::row);
        yield new Statement.TestPattern(
            name(),
            some(1, () -> new Statement.Given(name(), some(1, this::row), S)),
            orNull(this::expr),
            !expect.isEmpty() && maybe(),
            expect,
            S);
      }
      case 16 ->
          maybe()
              ? new Statement.InsertQuery(name(), some(0, this::name), query(), S)
              : new Statement.InsertValues(name(), some(0, this::name), some(1, this::row), S);
      default -> new Statement.QueryStatement(query(), S);
    };
  }

  private List<Expr> row() {
    return some(1, this::expr);
  }

  private Statement.Assignment assignment() {
    return new Statement.Assignment(name(), expr(), S);
  }

  private Statement.PatternBody body() {
    Name into = orNull(this::name);
    return new Statement.PatternBody(
        into, into == null ? List.of() : some(0, this::name), query(true), S);
  }

  private List<Statement.ColumnDef> columns() {
    return some(0, () -> new Statement.ColumnDef(name(), type(), rarely(), rarely(), S));
  }

  private Statement.WatermarkDef watermark() {
    return new Statement.WatermarkDef(name(), expr(), orNull(this::interval), S);
  }

  private Statement.LateRows late() {
    return new Statement.LateRows(orNull(this::name), S);
  }

  private Statement.Retention retention() {
    return maybe()
        ? new Statement.Retention(interval(), null, null, S)
        : new Statement.Retention(
            null, (long) random.nextInt(9), new Name(one(List.of("GB", "mb")), false, S), S);
  }

  private List<Statement.Property> properties() {
    return some(0, () -> new Statement.Property(text(), text(), S));
  }
}
