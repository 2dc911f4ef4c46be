package io.sluice.grammar.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement of a script. */
public sealed interface Statement {
  Span span();

  record CreateStream(
      boolean orReplace,
      Name name,
      List<ColumnDef> columns,
      @Nullable WatermarkDef watermark,
      List<Name> partitionKey,
      @Nullable LateRows late,
      @Nullable Retention retain,
      List<Property> properties,
      @Nullable Query as,
      Span span)
      implements Statement {}

  record CreateTable(
      boolean orReplace,
      Name name,
      List<ColumnDef> columns,
      List<Name> primaryKey,
      @Nullable WatermarkDef watermark,
      List<Name> partitionKey,
      @Nullable LateRows late,
      @Nullable Retention retain,
      List<Property> properties,
      @Nullable Query as,
      Span span)
      implements Statement {}

  record CreateView(boolean orReplace, Name name, Query as, Span span) implements Statement {}

  record CreatePattern(
      boolean orReplace,
      Name name,
      List<ParameterDef> parameters,
      @Nullable String comment,
      List<Property> properties,
      PatternBody body,
      Span span)
      implements Statement {}

  record SetParameters(Name pattern, List<Assignment> assignments, Span span)
      implements Statement {}

  record AlterPattern(
      Name pattern, PatternBody body, @Nullable StateFate fate, boolean dryRun, Span span)
      implements Statement {}

  record PausePattern(Name pattern, Span span) implements Statement {}

  record ResumePattern(Name pattern, Span span) implements Statement {}

  record Drop(ObjectKind kind, boolean ifExists, Name name, Span span) implements Statement {}

  record Show(ShowKind kind, @Nullable String like, Span span) implements Statement {}

  record Describe(boolean extended, Name name, Span span) implements Statement {}

  record Explain(@Nullable ExplainKind kind, Statement statement, Span span) implements Statement {}

  record ExplainWhy(
      boolean not,
      Name pattern,
      List<Assignment> key,
      @Nullable Expr from,
      @Nullable Expr to,
      Span span)
      implements Statement {}

  record Replay(Name pattern, Expr from, @Nullable Expr to, @Nullable Name into, Span span)
      implements Statement {}

  record Diff(
      Name pattern,
      @Nullable Integer version,
      PatternBody body,
      Expr from,
      @Nullable Expr to,
      Span span)
      implements Statement {}

  /** {@code expect} is empty for EXPECT NOTHING. */
  record TestPattern(
      Name pattern,
      List<Given> given,
      @Nullable Expr advanceTo,
      boolean exactly,
      List<List<Expr>> expect,
      Span span)
      implements Statement {}

  record InsertQuery(Name target, List<Name> columns, Query query, Span span)
      implements Statement {}

  record InsertValues(Name target, List<Name> columns, List<List<Expr>> rows, Span span)
      implements Statement {}

  record QueryStatement(Query query, Span span) implements Statement {}

  // ---- parts ----

  /** A pattern's body: a query, and the stream that its rows feed; without one they are alerts. */
  record PatternBody(@Nullable Name insertInto, List<Name> columns, Query query, Span span) {}

  record ColumnDef(Name name, TypeName type, boolean notNull, boolean primaryKey, Span span) {}

  record WatermarkDef(Name column, Expr strategy, Expr.@Nullable Interval idleAfter, Span span) {}

  /** {@code to} is null for LATE DROP. */
  record LateRows(@Nullable Name to, Span span) {}

  /** Either {@code time}, or {@code amount} with a unit of size such as GB. */
  record Retention(
      Expr.@Nullable Interval time, @Nullable Long amount, @Nullable Name sizeUnit, Span span) {}

  /** {@code value} is the text of a string, number, TRUE or FALSE. */
  record Property(String key, String value, Span span) {}

  record ParameterDef(Name name, TypeName type, Expr defaultValue, Span span) {}

  record Assignment(Name name, Expr value, Span span) {}

  record Given(Name stream, List<List<Expr>> rows, Span span) {}

  enum StateFate {
    CARRY,
    DRAIN,
    REBUILD
  }

  enum ObjectKind {
    PATTERN,
    STREAM,
    TABLE,
    VIEW
  }

  enum ShowKind {
    PATTERNS,
    STREAMS,
    TABLES
  }

  enum ExplainKind {
    LOGICAL,
    PHYSICAL,
    AUTOMATON,
    STATE
  }
}
