package io.sluice.cep.analyze;

import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Declared;
import io.sluice.cep.plan.Standing;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of one statement. Problems go to the list given at creation; a statement that has an
 * error has no meaning.
 */
public final class Analyzer {
  private final Context ctx;

  /**
   * @param text the script that spans point into
   * @param problems receives errors and warnings
   * @param broken names in lower case that statements with errors would have declared; this adds
   *     its own
   */
  public Analyzer(Catalog catalog, String text, List<Diagnostic> problems, Set<String> broken) {
    this.ctx = Context.of(catalog, text, problems, broken);
  }

  /** What a statement does, after its names and types are known. */
  public sealed interface Meaning {}

  /** CREATE STREAM or CREATE TABLE. */
  public record DeclaresStream(StreamDef stream) implements Meaning {}

  /** CREATE PATTERN, INSERT INTO ... SELECT, a bare SELECT. */
  public record Runs(Standing standing) implements Meaning {}

  /** {@code name} as declared; null where there is nothing to drop and IF EXISTS allows that. */
  public record Drops(Statement.ObjectKind kind, @Nullable String name) implements Meaning {}

  public record Pauses(String pattern, boolean paused) implements Meaning {}

  public record Explains(Meaning of) implements Meaning {}

  /** The meaning, or null after an error. */
  public @Nullable Meaning analyze(Statement statement) {
    int before = ctx.problems().size();
    Meaning meaning = meaning(statement);
    boolean hasError =
        ctx.problems().subList(before, ctx.problems().size()).stream()
            .anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    if (meaning == null || hasError) {
      declare(statement);
      return null;
    }
    return meaning;
  }

  /** What would have been declared is remembered, so that its absence is no further error. */
  private void declare(Statement statement) {
    switch (statement) {
      case Statement.CreateStream s -> ctx.broken().add(s.name().key());
      case Statement.CreateTable t -> ctx.broken().add(t.name().key());
      case Statement.CreateView v -> ctx.broken().add(v.name().key());
      case Statement.CreatePattern p -> ctx.broken().add(p.name().key());
      default -> {}
    }
  }

  private @Nullable Meaning meaning(Statement statement) {
    return switch (statement) {
      case Statement.CreateStream s -> {
        StreamDef stream = new StreamAnalyzer(ctx).analyze(s);
        yield stream == null ? null : new DeclaresStream(stream);
      }
      case Statement.CreateTable t -> {
        StreamDef table = new TableAnalyzer(ctx).analyze(t);
        yield table == null ? null : new DeclaresStream(table);
      }
      case Statement.CreatePattern p -> runs(new PatternStatementAnalyzer(ctx).pattern(p));
      case Statement.InsertQuery i -> runs(new PatternStatementAnalyzer(ctx).insert(i));
      case Statement.QueryStatement q -> runs(new PatternStatementAnalyzer(ctx).select(q));
      case Statement.PausePattern p -> pause(p.pattern(), true);
      case Statement.ResumePattern r -> pause(r.pattern(), false);
      case Statement.Drop d -> drop(d);
      case Statement.Explain e -> {
        Meaning of = meaning(e.statement());
        yield of == null ? null : new Explains(of);
      }
      case Statement.CreateView v -> refused(NotYet.VIEW, v);
      case Statement.SetParameters a -> refused(NotYet.ALTER_PATTERN, a);
      case Statement.AlterPattern a -> refused(NotYet.ALTER_PATTERN, a);
      case Statement.Show s -> refused(NotYet.SHOW, s);
      case Statement.Describe d -> refused(NotYet.SHOW, d);
      case Statement.ExplainWhy e -> refused(NotYet.EXPLAIN_WHY, e);
      case Statement.Replay r -> refused(NotYet.REPLAY, r);
      case Statement.Diff d -> refused(NotYet.DIFF, d);
      case Statement.TestPattern t -> refused(NotYet.TEST, t);
      case Statement.InsertValues i -> refused(NotYet.INSERT_VALUES, i);
    };
  }

  private static @Nullable Meaning runs(@Nullable Standing standing) {
    return standing == null ? null : new Runs(standing);
  }

  private @Nullable Meaning refused(NotYet construct, Statement statement) {
    ctx.refuses(construct, statement.span());
    return null;
  }

  private @Nullable Meaning pause(Name name, boolean paused) {
    Declared pattern = ctx.pattern(name);
    if (pattern == null) {
      unknownPattern(name);
      return null;
    }
    return new Pauses(pattern.name(), paused);
  }

  private void unknownPattern(Name name) {
    if (!ctx.isBroken(name)) {
      ctx.reportName(
          DiagnosticCode.UNKNOWN_PATTERN,
          name,
          "unknown pattern '%s'".formatted(name.text()),
          "no such pattern",
          "patterns",
          new ArrayList<>(ctx.catalog().patterns().keySet()));
    }
  }

  private @Nullable Meaning drop(Statement.Drop drop) {
    return switch (drop.kind()) {
      case VIEW -> refused(NotYet.VIEW, drop);
      case PATTERN -> {
        Declared pattern = ctx.pattern(drop.name());
        if (pattern == null && !drop.ifExists()) {
          unknownPattern(drop.name());
          yield null;
        }
        yield new Drops(drop.kind(), pattern == null ? null : pattern.name());
      }
      case STREAM, TABLE -> dropStream(drop);
    };
  }

  private @Nullable Meaning dropStream(Statement.Drop drop) {
    boolean known = ctx.catalog().stream(drop.name().text()) != null;
    if (!known && drop.ifExists()) {
      return new Drops(drop.kind(), null);
    }
    StreamDef stream = ctx.stream(drop.name());
    if (stream == null) {
      return null;
    }
    if (stream.isTable() != (drop.kind() == Statement.ObjectKind.TABLE)) {
      String kind = stream.isTable() ? "TABLE" : "STREAM";
      ctx.report(
          DiagnosticCode.UNKNOWN_STREAM,
          drop.span(),
          "'%s' is a %s".formatted(stream.name(), kind.toLowerCase(Locale.ROOT)),
          "of the other kind",
          "write DROP %s %s".formatted(kind, SqlNames.quoteIfNeeded(stream.name())));
      return null;
    }
    List<String> users = FeedGraph.users(ctx.catalog(), stream.name());
    if (!users.isEmpty()) {
      ctx.report(
          DiagnosticCode.IN_USE,
          drop.name().span(),
          "stream '%s' is used by %s".formatted(stream.name(), Context.shortList(users)),
          "in use",
          "drop those first");
      return null;
    }
    return new Drops(drop.kind(), stream.name());
  }
}
