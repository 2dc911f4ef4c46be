package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows behind a FROM.
 *
 * @param plan null where an error hides what they are; then the schema is null too
 * @param alias what columns may be prefixed with
 * @param words how messages call the rows
 * @param timeColumn index of the column with the event time, or -1
 * @param retainMillis how long the stream keeps its events, or -1
 * @param matched whether they come out of MATCH_RECOGNIZE
 * @param joined the two sides where they are rows of a join, or null
 */
record Source(
    @Nullable Plan plan,
    @Nullable Schema schema,
    @Nullable String alias,
    String words,
    int timeColumn,
    long retainMillis,
    boolean matched,
    @Nullable Joined joined) {

  Source(
      @Nullable Plan plan,
      @Nullable Schema schema,
      @Nullable String alias,
      String words,
      int timeColumn,
      long retainMillis,
      boolean matched) {
    this(plan, schema, alias, words, timeColumn, retainMillis, matched, null);
  }

  /**
   * A stream and a table; both have an alias and a schema.
   *
   * @param schema the columns of the first, then those of the second
   */
  record Joined(Source stream, Source table, Schema schema) {
    List<Source> sides() {
      return List.of(stream, table);
    }
  }

  /** What names mean over these rows. */
  RowScope scope(Context ctx, RowScope.Place place) {
    return joined == null
        ? new PlainScope(ctx, place, alias, schema, words)
        : new JoinScope(ctx, place, joined);
  }

  static Source unknown(@Nullable String alias) {
    return new Source(null, null, alias, "an unknown stream", -1, -1, false);
  }

  Source called(@Nullable String name) {
    return name == null
        ? this
        : new Source(plan, schema, name, words, timeColumn, retainMillis, matched, joined);
  }
}
