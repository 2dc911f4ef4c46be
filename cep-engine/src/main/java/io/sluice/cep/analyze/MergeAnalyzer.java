package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Plan;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * MERGE: the rows of several streams as one (language: 7.2), by the time that all of them have
 * under one name. A column that a stream does not have is NULL in its rows; the last column says
 * which stream a row is of.
 */
final class MergeAnalyzer {
  static final String STREAM_COLUMN = "_stream";

  private final Context ctx;
  private boolean failed;

  MergeAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  private record Member(String name, StreamDef stream, Relation.MergeItem item) {}

  Source analyze(Relation.Matched matched) {
    List<Member> members = members(matched.merge());
    if (failed) {
      return Source.unknown(null);
    }
    List<Schema.Column> columns = columns(members);
    int time = failed ? -1 : time(members, columns);
    if (failed) {
      return Source.unknown(null);
    }
    columns.add(new Schema.Column(STREAM_COLUMN, ColumnType.STRING, true));
    boolean open = members.stream().anyMatch(m -> m.stream.schema().open());
    Schema schema = new Schema(columns, open);
    List<Plan.Merge.Input> inputs = members.stream().map(m -> input(m, schema)).toList();
    long retain =
        members.stream()
            .mapToLong(m -> m.stream.retainMillis())
            .filter(r -> r >= 0)
            .min()
            .orElse(-1);
    return new Source(
        new Plan.Merge(inputs, schema, time),
        schema,
        null,
        "the rows of MERGE",
        time,
        retain,
        false);
  }

  private List<Member> members(List<Relation.MergeItem> items) {
    var members = new ArrayList<Member>();
    var names = new TreeSet<String>();
    for (Relation.MergeItem item : items) {
      StreamDef stream = ctx.stream(item.stream());
      Name alias = item.alias();
      if (stream == null) {
        failed = true;
        continue;
      }
      if (stream.isTable()) {
        failed = ctx.refuses(NotYet.TABLE, item.span());
      }
      String name = alias == null ? stream.name() : alias.text();
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        failed = true;
        ctx.report(
            DiagnosticCode.DUPLICATE_NAME,
            item.span(),
            "MERGE has two streams that are called '%s'".formatted(name),
            "the second one",
            "give it another name: %s AS name".formatted(item.stream().text()));
      }
      members.add(new Member(name, stream, item));
    }
    return members;
  }

  private List<Schema.Column> columns(List<Member> members) {
    var columns = new ArrayList<Schema.Column>();
    var owners = new ArrayList<Member>();
    for (Member member : members) {
      for (Schema.Column column : member.stream.schema().columns()) {
        int at = new Schema(columns, false).indexOfIgnoreCase(column.name());
        if (column.name().equalsIgnoreCase(STREAM_COLUMN)) {
          failed = true;
          ctx.report(
              DiagnosticCode.DUPLICATE_NAME,
              member.item.span(),
              "stream '%s' has a column '%s', and MERGE adds one that names the stream of a row"
                  .formatted(member.stream.name(), column.name()),
              "taken",
              "give the column another name");
        } else if (at < 0) {
          columns.add(column);
          owners.add(member);
        } else if (!columns.get(at).type().equals(column.type())) {
          failed = true;
          ctx.report(
              DiagnosticCode.MERGE_COLUMNS,
              member.item.span(),
              "column '%s' is %s in stream '%s' and %s in stream '%s'"
                  .formatted(
                      column.name(),
                      columns.get(at).type().sql(),
                      owners.get(at).stream.name(),
                      column.type().sql(),
                      member.stream.name()),
              "one name, two types",
              "declare both with one type, or feed one stream into another with INSERT INTO and CAST");
        }
      }
    }
    columns.replaceAll(
        c -> new Schema.Column(c.name(), c.type(), c.notNull() && everywhere(c, members)));
    return columns;
  }

  private static boolean everywhere(Schema.Column column, List<Member> members) {
    return members.stream()
        .allMatch(
            m -> {
              int at = m.stream.schema().indexOfIgnoreCase(column.name());
              return at >= 0 && m.stream.schema().column(at).notNull();
            });
  }

  private int time(List<Member> members, List<Schema.Column> columns) {
    String first = null;
    for (Member member : members) {
      StreamDef stream = member.stream;
      String here =
          stream.timeColumn() < 0 ? null : stream.schema().column(stream.timeColumn()).name();
      if (here == null || !stream.hasWatermark()) {
        failed = true;
        ctx.report(
            DiagnosticCode.MERGE_TIME,
            member.item.span(),
            "MERGE brings rows together by time, and stream '%s' has no watermark"
                .formatted(stream.name()),
            "complete up to when?",
            "declare it: WATERMARK FOR ts AS ts");
      } else if (first == null) {
        first = here;
      } else if (!first.equalsIgnoreCase(here)) {
        failed = true;
        ctx.report(
            DiagnosticCode.MERGE_TIME,
            member.item.span(),
            "the time is '%s' in stream '%s' and '%s' in stream '%s'"
                .formatted(first, members.getFirst().stream.name(), here, stream.name()),
            "another name",
            "MERGE needs one name for the time of all its streams");
      }
    }
    return first == null ? -1 : new Schema(columns, false).indexOfIgnoreCase(first);
  }

  private static Plan.Merge.Input input(Member member, Schema schema) {
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < schema.size() - 1; i++) {
      columns.add(member.stream.schema().indexOfIgnoreCase(schema.column(i).name()));
    }
    return new Plan.Merge.Input(member.name, member.stream, columns);
  }

  /** What ON or a prefix of PARTITION BY names, or null. */
  static Plan.Merge.@Nullable Input find(Plan.Merge merge, Name name) {
    return merge.inputs().stream().filter(i -> name.means(i.name())).findFirst().orElse(null);
  }
}
