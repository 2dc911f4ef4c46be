package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.print.AstPrinter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE STREAM. */
final class StreamAnalyzer {
  static final String RESERVED = "result";

  private final Context ctx;
  private boolean failed;

  StreamAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  /** The stream, or null after an error. */
  @Nullable StreamDef analyze(Statement.CreateStream create) {
    if (create.as() != null) {
      ctx.refuses(NotYet.STREAM_AS_QUERY, create.as().span());
      return null;
    }
    name(create);
    boolean open = properties(create.properties());
    Schema schema = columns(create, open);
    int time = firstTimestamp(schema);
    long delay = StreamDef.NO_WATERMARK;
    long idle = -1;
    Statement.WatermarkDef watermark = create.watermark();
    if (watermark != null) {
      int column = watermarkColumn(watermark, schema);
      time = column >= 0 ? column : time;
      delay = delay(watermark);
      Expr.Interval idleAfter = watermark.idleAfter();
      idle = idleAfter == null ? -1 : positive(idleAfter, "IDLE AFTER");
    }
    for (Name key : create.partitionKey()) {
      failed |= Columns.require(ctx, schema, key, "of this stream") < 0;
    }
    LateAnalyzer lateRows = new LateAnalyzer(ctx);
    String late = lateRows.analyze(create, schema);
    failed |= lateRows.failed();
    long retain = retain(create.retain());
    return failed
        ? null
        : new StreamDef(
            create.name().text(),
            schema,
            time,
            delay,
            idle,
            late,
            retain,
            AstPrinter.print(create));
  }

  private void name(Statement.CreateStream create) {
    Name name = create.name();
    if (!NameRules.checkObject(ctx, name, "stream")) {
      failed = true;
      return;
    }
    if (name.text().equalsIgnoreCase(RESERVED)) {
      fail(
          DiagnosticCode.RESERVED_NAME,
          name,
          "'%s' is what the rows of a bare SELECT are called".formatted(RESERVED),
          "reserved",
          "choose another name");
      return;
    }
    StreamDef known = ctx.catalog().stream(name.text());
    if (known != null && !create.orReplace()) {
      fail(
          DiagnosticCode.NAME_TAKEN,
          name,
          "there is already a stream '%s'".formatted(known.name()),
          "taken",
          "write CREATE OR REPLACE STREAM, or choose another name");
    } else if (known != null && !FeedGraph.users(ctx.catalog(), known.name()).isEmpty()) {
      fail(
          DiagnosticCode.IN_USE,
          name,
          "stream '%s' is used by %s"
              .formatted(
                  known.name(), String.join(", ", FeedGraph.users(ctx.catalog(), known.name()))),
          "in use",
          "drop those first");
    } else if (ctx.catalog().pattern(name.text()) != null) {
      fail(
          DiagnosticCode.NAME_TAKEN,
          name,
          "there is already a pattern '%s'".formatted(name.text()),
          "taken",
          "choose another name");
    }
  }

  private void fail(DiagnosticCode code, Name at, String message, String label, String help) {
    failed = true;
    ctx.report(code, at.span(), message, label, help);
  }

  private boolean properties(List<Statement.Property> properties) {
    boolean open = false;
    for (Statement.Property property : properties) {
      if (!property.key().equalsIgnoreCase("open")) {
        failed = true;
        ctx.reportName(
            DiagnosticCode.UNKNOWN_OPTION,
            SqlNames.key(property, ctx.text()),
            "a stream has no option '%s'".formatted(property.key()),
            "no such option",
            "options",
            List.of("open"));
      } else if (!isTruth(property.value())) {
        failed = true;
        ctx.report(
            DiagnosticCode.UNKNOWN_OPTION,
            property.span(),
            "open is 'true' or 'false', not '%s'".formatted(property.value()),
            "no truth value");
      } else {
        open = Boolean.parseBoolean(property.value().toLowerCase(Locale.ROOT));
      }
    }
    return open;
  }

  static boolean isTruth(String value) {
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
  }

  private Schema columns(Statement.CreateStream create, boolean open) {
    var columns = new ArrayList<Schema.Column>();
    Set<String> seen = new HashSet<>();
    TypeNames types = new TypeNames(ctx);
    for (Statement.ColumnDef def : create.columns()) {
      if (def.primaryKey()) {
        failed = true;
        ctx.report(
            DiagnosticCode.UNKNOWN_OPTION,
            def.span(),
            "a stream keeps every event and has no PRIMARY KEY",
            "no key",
            "leave PRIMARY KEY out");
      }
      failed |= !NameRules.checkColumn(ctx, def.name());
      ColumnType type = types.resolve(def.type());
      failed |= type == null;
      if (!seen.add(def.name().key())) {
        fail(
            DiagnosticCode.DUPLICATE_NAME,
            def.name(),
            "two columns are called '%s'".formatted(def.name().text()),
            "the second one",
            "give it another name");
      }
      columns.add(
          new Schema.Column(
              def.name().text(), type == null ? ColumnType.NULL : type, def.notNull()));
    }
    if (columns.isEmpty() && !open) {
      fail(
          DiagnosticCode.NO_COLUMNS,
          create.name(),
          "stream '%s' has no columns".formatted(create.name().text()),
          "no columns",
          "write CREATE STREAM %s (name type, ...)".formatted(create.name().text()));
    }
    return new Schema(columns, open);
  }

  private static int firstTimestamp(Schema schema) {
    for (int i = 0; i < schema.size(); i++) {
      if (schema.column(i).type() instanceof ColumnType.Timestamp) {
        return i;
      }
    }
    return -1;
  }

  // ---- WATERMARK ----

  private int watermarkColumn(Statement.WatermarkDef watermark, Schema schema) {
    int column = Columns.require(ctx, schema, watermark.column(), "of this stream");
    if (column < 0) {
      failed = true;
      return -1;
    }
    ColumnType type = schema.column(column).type();
    if (!(type instanceof ColumnType.Timestamp) && !(type instanceof ColumnType.Null)) {
      fail(
          DiagnosticCode.BAD_WATERMARK,
          watermark.column(),
          "WATERMARK FOR needs a TIMESTAMP column, and '%s' is %s"
              .formatted(watermark.column().text(), type.sql()),
          type.sql(),
          "declare it as TIMESTAMP(3); epoch milliseconds are read as well");
      return -1;
    }
    return column;
  }

  /** {@code ts} or {@code ts - INTERVAL}. */
  private long delay(Statement.WatermarkDef watermark) {
    if (isColumn(watermark.strategy(), watermark.column())) {
      return 0;
    }
    if (watermark.strategy() instanceof Expr.Binary minus
        && minus.op() == Expr.BinaryOp.SUBTRACT
        && isColumn(minus.left(), watermark.column())
        && minus.right() instanceof Expr.Interval interval) {
      Long millis = new Intervals(ctx).millis(interval);
      if (millis != null && millis < 0) {
        failed = true;
        ctx.report(
            DiagnosticCode.BAD_WATERMARK,
            interval.span(),
            "a watermark can not run ahead of the events",
            "negative");
        return 0;
      }
      failed |= millis == null;
      return millis == null ? 0 : millis;
    }
    failed = true;
    String column = watermark.column().text();
    ctx.report(
        DiagnosticCode.BAD_WATERMARK,
        watermark.strategy().span(),
        "a watermark is the time column, or the time column less an interval",
        "neither",
        "write WATERMARK FOR %s AS %s - INTERVAL '5' SECOND".formatted(column, column));
    return 0;
  }

  private static boolean isColumn(Expr expr, Name column) {
    return expr instanceof Expr.ColumnRef ref
        && ref.path().size() == 1
        && ref.path().getFirst().key().equals(column.key());
  }

  private long positive(Expr.Interval interval, String words) {
    Long millis = new Intervals(ctx).millis(interval);
    if (millis != null && millis > 0) {
      return millis;
    }
    failed = true;
    if (millis != null) {
      ctx.report(
          DiagnosticCode.BAD_RETENTION,
          interval.span(),
          "%s must be greater than zero".formatted(words),
          "no time at all");
    }
    return -1;
  }

  // ---- RETAIN ----

  private long retain(Statement.@Nullable Retention retain) {
    if (retain == null) {
      return -1;
    }
    Expr.Interval time = retain.time();
    if (time != null) {
      return positive(time, "RETAIN");
    }
    failed |= ctx.refuses(NotYet.RETAIN_SIZE, retain.span());
    return -1;
  }
}
