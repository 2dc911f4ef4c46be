package io.sluice.cep;

import io.sluice.grammar.StatementParser;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.ast.TypeName;
import io.sluice.percolator.Analyzers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stored CREATE statement without the analyzers that there are not: an older version took any
 * name. Its stream goes on with others.
 *
 * @param text the statement with analyzers that there are; the same where all are known
 */
public record OldAnalyzers(String text, List<Replaced> replaced) {
  /**
   * @param written the analyzer of the column as it was
   * @param problem why it is none, in a sentence
   * @param now the analyzer in its place
   */
  public record Replaced(String column, String written, String problem, String now) {}

  private record Edit(Span span, String text) {}

  public OldAnalyzers {
    replaced = List.copyOf(replaced);
  }

  public static OldAnalyzers in(String text) {
    var edits = new ArrayList<Edit>();
    var replaced = new ArrayList<Replaced>();
    for (Statement statement : StatementParser.parse(text).script().statements()) {
      for (Statement.ColumnDef column : columns(statement)) {
        texts(column.type()).forEach(t -> replace(column.name().text(), t, edits, replaced));
      }
    }
    edits.sort(Comparator.comparingInt((Edit edit) -> edit.span().start()).reversed());
    var result = new StringBuilder(text);
    edits.forEach(edit -> result.replace(edit.span().start(), edit.span().end(), edit.text()));
    return new OldAnalyzers(result.toString(), replaced);
  }

  private static List<Statement.ColumnDef> columns(Statement statement) {
    return switch (statement) {
      case Statement.CreateStream stream -> stream.columns();
      case Statement.CreateTable table -> table.columns();
      default -> List.of();
    };
  }

  private static Stream<TypeName> texts(TypeName type) {
    return Stream.concat(Stream.of(type), type.elements().stream().flatMap(OldAnalyzers::texts));
  }

  private static void replace(
      String column, TypeName type, List<Edit> edits, List<Replaced> replaced) {
    String written = type.analyzer();
    String problem = written == null ? null : Analyzers.problem(written);
    if (written == null || problem == null) {
      return;
    }
    // Where only the synonyms are wrong, documents are analysed as before.
    int comma = written.indexOf(',');
    String name = (comma < 0 ? written : written.substring(0, comma)).strip();
    boolean known = Analyzers.names().contains(name);
    edits.add(new Edit(type.span(), known ? "TEXT ANALYZER '" + name + "'" : "TEXT"));
    replaced.add(new Replaced(column, written, problem, known ? name : Analyzers.STANDARD));
  }
}
