package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and declarations as the language writes them, for help texts and edits. */
final class SqlNames {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SqlNames() {}

  static String quoteIfNeeded(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The key of a WITH option with its own place, quotes aside. */
  static Name key(Statement.Property property, String text) {
    Span all = property.span();
    int start = all.start();
    boolean quoted = start < text.length() && text.charAt(start) == '\'';
    int from = start + (quoted ? 1 : 0);
    int end = from + property.key().length();
    boolean there = end <= text.length() && text.substring(from, end).equals(property.key());
    Span span = there ? new Span(from, end, all.line(), all.column() + (quoted ? 1 : 0)) : all;
    return new Name(property.key(), false, span);
  }

  /** A CREATE STREAM statement whose columns are these. */
  static String createStream(String name, Schema schema) {
    return schema.columns().stream()
        .map(c -> quoteIfNeeded(c.name()) + " " + c.type().sql() + (c.notNull() ? " NOT NULL" : ""))
        .collect(Collectors.joining(", ", "CREATE STREAM " + quoteIfNeeded(name) + " (", ");"));
  }
}
