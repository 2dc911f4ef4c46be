package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.ast.Statement.ColumnDef;
import io.sluice.grammar.print.AstPrinter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE: a stream whose events replace each other by a key. */
final class TableAnalyzer {
  private final Context ctx;

  TableAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  /** The table, or null after an error. */
  @Nullable StreamDef analyze(Statement.CreateTable create) {
    if (create.as() != null) {
      ctx.refuses(NotYet.STREAM_AS_QUERY, create.as().span());
      return null;
    }
    var keyNames = new ArrayList<>(create.primaryKey());
    create.columns().stream().filter(ColumnDef::primaryKey).forEach(c -> keyNames.add(c.name()));
    StreamDef stream =
        new StreamAnalyzer(ctx)
            .analyze(
                new Statement.CreateStream(
                    create.orReplace(),
                    create.name(),
                    create.columns().stream().map(c -> column(c, keyNames)).toList(),
                    create.watermark(),
                    create.partitionKey(),
                    create.late(),
                    create.retain(),
                    create.properties(),
                    null,
                    create.span()));
    if (stream == null) {
      return null;
    }
    List<Integer> key = key(create, keyNames, stream.schema());
    return key == null
        ? null
        : new StreamDef(
            stream.name(),
            stream.schema(),
            stream.timeColumn(),
            stream.delayMillis(),
            stream.idleAfterMillis(),
            stream.lateTo(),
            stream.retainMillis(),
            AstPrinter.print(create),
            key);
  }

  /** A row without a value in its key could be replaced by none. */
  private static ColumnDef column(ColumnDef column, List<Name> key) {
    boolean isKey = key.stream().anyMatch(k -> k.means(column.name().text()));
    return new ColumnDef(
        column.name(), column.type(), column.notNull() || isKey, false, column.span());
  }

  private @Nullable List<Integer> key(
      Statement.CreateTable create, List<Name> names, Schema schema) {
    if (names.isEmpty()) {
      ctx.report(
          DiagnosticCode.TABLE_KEY,
          create.name().span(),
          "table '%s' has no PRIMARY KEY: nothing says which row an event replaces"
              .formatted(create.name().text()),
          "no key",
          "add PRIMARY KEY (column) NOT ENFORCED behind the columns");
      return null;
    }
    var key = new ArrayList<Integer>();
    for (Name name : names) {
      int at = Columns.require(ctx, schema, name, "of this table");
      if (at < 0) {
        return null;
      }
      ColumnType type = schema.column(at).type();
      if (type instanceof ColumnType.ArrayOf || type instanceof ColumnType.MapOf) {
        ctx.report(
            DiagnosticCode.TABLE_KEY,
            name.span(),
            "'%s' is %s, which can not be a key".formatted(name.text(), type.sql()),
            type.sql(),
            "name columns of one value each");
        return null;
      }
      if (key.contains(at)) {
        ctx.report(
            DiagnosticCode.TABLE_KEY,
            name.span(),
            "'%s' stands in the PRIMARY KEY twice".formatted(name.text()),
            "here again",
            "name each column of the key once");
        return null;
      }
      key.add(at);
    }
    return key;
  }
}
