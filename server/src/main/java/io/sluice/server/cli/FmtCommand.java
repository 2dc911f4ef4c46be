package io.sluice.server.cli;

import io.sluice.cep.StatementException;
import io.sluice.grammar.ParseResult;
import io.sluice.grammar.StatementParser;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.print.AstPrinter;
import io.sluice.server.cli.Comments.Comment;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "fmt",
    header = "Prints a script in its canonical form.",
    description = {
      "Comments before and after statements are kept. A comment inside a statement has no place in",
      "the canonical form: it is named, and nothing is printed."
    },
    footer = {"", "Example:", "  sluice fmt fraud.sql > tidy.sql"})
final class FmtCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(paramLabel = "SCRIPT", description = "A file with statements; - for standard input.")
  private String file = "-";

  FmtCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Script script = Script.read(file, io.in());
    ParseResult parsed = StatementParser.parse(script.text());
    if (!parsed.isValid()) {
      throw new StatementException(parsed.diagnostics(), script.name(), script.text());
    }
    io.out().print(format(script, parsed.script().statements()));
    return Main.FINE;
  }

  private static String format(Script script, List<Statement> statements) {
    List<Comment> comments = Comments.in(script.text());
    var text = new StringBuilder();
    int next = 0;
    for (Statement statement : statements) {
      Span span = statement.span();
      for (; next < comments.size() && comments.get(next).start() < span.end(); next++) {
        Comment comment = comments.get(next);
        if (comment.start() >= span.start()) {
          throw new UserError(
              "the comment in line %d of '%s' stands inside a statement and would be lost; move it before the statement"
                  .formatted(Comments.line(script.text(), comment.start()), script.name()));
        }
        text.append(script.text(), comment.start(), comment.end()).append('\n');
      }
      text.append(AstPrinter.print(statement)).append(";\n\n");
    }
    for (Comment comment : comments.subList(next, comments.size())) {
      text.append(script.text(), comment.start(), comment.end()).append('\n');
    }
    return text.toString().stripTrailing() + (text.isEmpty() ? "" : "\n");
  }
}
