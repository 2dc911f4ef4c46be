package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LATE TO: where the rows go that come after their time. */
final class LateAnalyzer {
  private final Context ctx;
  private boolean failed;

  LateAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  boolean failed() {
    return failed;
  }

  /** The name of the stream; null where there is none, or after an error. */
  @Nullable String analyze(Statement.CreateStream create, Schema schema) {
    Statement.LateRows late = create.late();
    if (late == null) {
      return null;
    }
    if (create.watermark() == null) {
      failed = true;
      ctx.report(
          DiagnosticCode.LATE_WITHOUT_WATERMARK,
          late.span(),
          "no row can be late for a stream that has no watermark",
          "never late",
          "add WATERMARK FOR to the columns, or leave LATE out");
      return null;
    }
    Name to = late.to();
    if (to == null) {
      return null;
    }
    StreamDef target = ctx.catalog().stream(to.text());
    if (target == null && !ctx.isBroken(to)) {
      failed = true;
      ctx.report(
          DiagnosticCode.UNKNOWN_STREAM
              .at(to.span(), "unknown stream '%s'".formatted(to.text()), "no such stream")
              .withHelp("declare it first: " + SqlNames.createStream(to.text(), schema)));
      return null;
    }
    if (target == null) {
      failed = true;
      return null;
    }
    if (!sameColumns(schema, target.schema())) {
      failed = true;
      ctx.report(
          DiagnosticCode.LATE_COLUMNS
              .at(
                  to.span(),
                  "stream '%s' has other columns than '%s'"
                      .formatted(target.name(), create.name().text()),
                  "late rows would not fit")
              .withHelp("it must be as " + SqlNames.createStream(target.name(), schema)));
      return null;
    }
    List<String> way =
        FeedGraph.cycle(ctx.catalog(), List.of(create.name().text()), target.name(), "");
    if (way != null) {
      failed = true;
      ctx.report(
          DiagnosticCode.FEEDS_ITSELF,
          to.span(),
          "late rows would come back to '%s'".formatted(create.name().text()),
          "a circle",
          "send late rows to a stream that feeds nothing");
    }
    return target.name();
  }

  private static boolean sameColumns(Schema a, Schema b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      boolean same =
          a.column(i).name().equalsIgnoreCase(b.column(i).name())
              && (a.column(i).type().equals(b.column(i).type())
                  || a.column(i).type() instanceof ColumnType.Null);
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
