package io.sluice.cep;

import io.sluice.cep.analyze.Analyzer;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Declared;
import io.sluice.cep.plan.Standing;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.DiagnosticLimit;
import io.sluice.grammar.ParseResult;
import io.sluice.grammar.StatementParser;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.print.AstPrinter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From text to analysed statements; pure. */
public final class StatementCompiler {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "\\bCREATE\\s+(?:OR\\s+REPLACE\\s+)?\\w+\\s+\"?(\\w+)", Pattern.CASE_INSENSITIVE);

  private StatementCompiler() {}

  /**
   * Parses and analyses {@code text} against {@code catalog}; statements see what those before them
   * declare. Never throws for user input.
   */
  public static CompileResult compile(String text, Catalog catalog) {
    return compile(text, StatementParser.parse(text), catalog);
  }

  static CompileResult compile(String text, ParseResult parsed, Catalog catalog) {
    var problems = new ArrayList<>(parsed.diagnostics());
    Set<String> broken = parsed.isValid() ? new HashSet<>() : declared(text);
    var statements = new ArrayList<Compiled>();
    Catalog current = catalog;
    for (Statement statement : parsed.script().statements()) {
      var meaning = new Analyzer(current, text, problems, broken).analyze(statement);
      if (meaning != null) {
        Compiled compiled = compiled(meaning, statement);
        statements.add(compiled);
        current = after(current, compiled);
      }
    }
    problems.sort(Comparator.comparingInt((Diagnostic d) -> d.span().start()));
    return new CompileResult(text, List.copyOf(statements), DiagnosticLimit.of(problems), current);
  }

  /**
   * Names that a script with syntax errors seems to declare: its statements may miss what could not
   * be read.
   */
  private static Set<String> declared(String text) {
    var names = new HashSet<String>();
    DECLARATION
        .matcher(text)
        .results()
        .forEach(r -> names.add(r.group(1).toLowerCase(Locale.ROOT)));
    return names;
  }

  private static Compiled compiled(Analyzer.Meaning meaning, Statement statement) {
    return switch (meaning) {
      case Analyzer.DeclaresStream d ->
          new Compiled.Stream(d.stream(), statement, d.stream().statement());
      case Analyzer.Runs r -> new Compiled.Query(r.standing(), statement, r.standing().statement());
      case Analyzer.Drops d ->
          new Compiled.DropObject(
              (Statement.Drop) statement, d.name(), statement, AstPrinter.print(statement));
      case Analyzer.Pauses p ->
          new Compiled.Pause(p.pattern(), p.paused(), statement, AstPrinter.print(statement));
      case Analyzer.Explains e -> {
        Statement of = ((Statement.Explain) statement).statement();
        yield new Compiled.Explain(compiled(e.of(), of), statement, AstPrinter.print(statement));
      }
    };
  }

  private static Catalog after(Catalog catalog, Compiled compiled) {
    return switch (compiled) {
      case Compiled.Stream s -> catalog.withoutStream(known(catalog, s)).with(s.def());
      case Compiled.Query q -> {
        Standing standing = q.standing();
        yield switch (q.ast()) {
          case Statement.CreatePattern _ -> {
            Declared old = catalog.pattern(standing.name());
            Catalog rest = old == null ? catalog : catalog.withoutPattern(old.name());
            yield rest.with(Declared.of(standing));
          }
          case Statement.InsertQuery _ -> catalog.withFeed(Declared.of(standing));
          default -> catalog;
        };
      }
      case Compiled.DropObject d -> drop(catalog, d.drop().kind(), d.name());
      case Compiled.Pause _, Compiled.Explain _ -> catalog;
    };
  }

  private static String known(Catalog catalog, Compiled.Stream created) {
    var old = catalog.stream(created.def().name());
    return old == null ? created.def().name() : old.name();
  }

  private static Catalog drop(Catalog catalog, Statement.ObjectKind kind, @Nullable String name) {
    if (name == null) {
      return catalog;
    }
    return switch (kind) {
      case PATTERN -> catalog.withoutPattern(name);
      case STREAM, TABLE -> catalog.withoutStream(name);
      case VIEW -> catalog;
    };
  }
}
