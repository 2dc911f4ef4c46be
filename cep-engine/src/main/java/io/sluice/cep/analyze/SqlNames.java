package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and declarations as the language writes them, for help texts and edits. */
final class SqlNames {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SqlNames() {}

  static String quoteIfNeeded(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A CREATE STREAM statement whose columns are these. */
  static String createStream(String name, Schema schema) {
    return schema.columns().stream()
        .map(c -> quoteIfNeeded(c.name()) + " " + c.type().sql() + (c.notNull() ? " NOT NULL" : ""))
        .collect(Collectors.joining(", ", "CREATE STREAM " + quoteIfNeeded(name) + " (", ");"));
  }
}
