package io.sluice.server.http;

import io.sluice.cep.CompileResult;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.analyze.NameRules;
import io.sluice.cep.plan.Catalog;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.StatementParser;
import io.sluice.grammar.ast.Statement;
import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.Body;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream declared in JSON. It is a way to write the statement, since there is one way to make a
 * stream; each member is checked by itself first, so that none can say more than it stands for.
 */
final class StreamBody {
  private static final String BEFORE_TYPE = "CREATE STREAM s (c ";

  private StreamBody() {}

  static String statement(Body body) {
    String name = body.string("name");
    if (!NameRules.isObjectName(name)) {
      throw badName("/name", name, "The name of a stream " + NameRules.OBJECT_RULE);
    }
    var parts = new ArrayList<String>();
    List<Body> columns = body.objects("columns", "name", "type", "notNull");
    if (columns.isEmpty()) {
      throw BadBody.member(
          "/columns",
          "`columns` is missing. Give a list such as [{\"name\":\"card\",\"type\":\"STRING\"}], or a `statement`.");
    }
    for (int i = 0; i < columns.size(); i++) {
      parts.add(column(columns.get(i), "/columns/" + i));
    }
    Body watermark = body.objectOrNull("watermark", "column", "delay");
    if (watermark != null) {
      String column = quoted(watermark.string("column"));
      long delay = delay(watermark.stringOrNull("delay"));
      parts.add(
          "WATERMARK FOR %s AS %s%s"
              .formatted(
                  column,
                  column,
                  delay == 0 ? "" : " - INTERVAL '%s' SECOND".formatted(seconds(delay))));
    }
    return "CREATE STREAM %s (%s)%s"
        .formatted(
            quoted(name),
            String.join(", ", parts),
            body.flag("open", false) ? " WITH (open = 'true')" : "");
  }

  private static String column(Body column, String pointer) {
    String name = column.string("name");
    if (!NameRules.isColumnName(name)) {
      throw badName(pointer + "/name", name, "The name of a column " + NameRules.COLUMN_RULE);
    }
    String type = column.string("type");
    String problem = problem(type);
    if (problem != null) {
      throw BadBody.member(
          pointer + "/type",
          "`%s` is no type: %s. Known: STRING, TEXT, INT, BIGINT, DOUBLE, DECIMAL(p,s), BOOLEAN, TIMESTAMP(3), ARRAY<t>, MAP<STRING,t>."
              .formatted(type.length() <= 60 ? type : type.substring(0, 60) + "...", problem));
    }
    return quoted(name) + " " + type.strip() + (column.flag("notNull", false) ? " NOT NULL" : "");
  }

  /** Why a text is no type and nothing else, or null. */
  private static @Nullable String problem(String type) {
    String text = BEFORE_TYPE + type.strip() + ")";
    for (Statement statement : StatementParser.parse(text).script().statements()) {
      if (!(statement instanceof Statement.CreateStream create)
          || create.columns().size() != 1
          || create.columns().getFirst().notNull()
          || create.columns().getFirst().primaryKey()
          || create.columns().getFirst().type().span().start() != BEFORE_TYPE.length()
          || create.columns().getFirst().type().span().end() != text.length() - 1
          || create.watermark() != null
          || create.span().end() != text.length()) {
        return "it says more than a type";
      }
    }
    CompileResult result = StatementCompiler.compile(text, Catalog.EMPTY);
    if (result.isValid() && result.statements().size() == 1) {
      return null;
    }
    return result.diagnostics().stream()
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::message)
        .findFirst()
        .orElse("it is empty");
  }

  private static BadBody badName(String pointer, String name, String rule) {
    return BadBody.member(
        pointer,
        "%s; found `%s`."
            .formatted(rule, name.length() <= 60 ? name : name.substring(0, 60) + "..."));
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  private static long delay(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    try {
      Duration delay = Duration.parse(text);
      if (!delay.isNegative() && delay.equals(Duration.ofMillis(delay.toMillis()))) {
        return delay.toMillis();
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // Said below.
    }
    throw BadBody.member(
        "/watermark/delay",
        "`delay` must be an ISO 8601 duration of whole milliseconds such as \"PT5S\", found \"%s\"."
            .formatted(text.length() <= 60 ? text : text.substring(0, 60) + "..."));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
