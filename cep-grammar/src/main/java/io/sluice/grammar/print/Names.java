package io.sluice.grammar.print;

import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.TypeName;
import java.util.List;
import java.util.stream.Collectors;

/** Names, types and strings as they are written. */
final class Names {
  private Names() {}

  static String print(Name name) {
    return name.quoted() ? '"' + name.text().replace("\"", "\"\"") + '"' : name.text();
  }

  static String inBrackets(List<Name> names) {
    return names.stream().map(Names::print).collect(Collectors.joining(", ", "(", ")"));
  }

  static String string(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String print(TypeName type) {
    StringBuilder out = new StringBuilder(type.name());
    if (!type.elements().isEmpty()) {
      out.append(
          type.elements().stream().map(Names::print).collect(Collectors.joining(", ", "<", ">")));
    }
    if (!type.arguments().isEmpty()) {
      String arguments =
          type.arguments().stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
      // TIMESTAMP(3) WITH TIME ZONE: the digits stand behind the first word.
      int zone = type.name().endsWith(" TIME ZONE") ? type.name().indexOf(" WITH") : -1;
      out.insert(zone < 0 ? out.length() : zone, arguments);
    }
    if (type.analyzer() != null) {
      out.append(" ANALYZER ").append(string(type.analyzer()));
    }
    return out.toString();
  }
}
