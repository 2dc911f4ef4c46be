package io.sluice.server.host;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementException;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Declared;
import io.sluice.cep.plan.Standing;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.StatementParser;
import io.sluice.grammar.ast.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a change defines, compiled from its statement. */
sealed interface Definition {
  Logger LOG = LoggerFactory.getLogger(Definition.class);

  record OfStream(StreamDef def) implements Definition {}

  record OfPattern(Standing standing, List<Diagnostic> warnings) implements Definition {
    Declared declared() {
      return Declared.of(standing);
    }

    @Nullable String comment() {
      return standing.comment();
    }

    /** The stream that the pattern feeds, or null. */
    @Nullable String feeds() {
      return declared().feeds();
    }
  }

  static OfStream stream(HostSetup.Compiler compiler, String text, Catalog catalog) {
    CompileResult result = compile(compiler, text, catalog);
    if (only(result, "CREATE STREAM or CREATE TABLE") instanceof Compiled.Stream stream) {
      return new OfStream(stream.def());
    }
    throw wrongKind("CREATE STREAM or CREATE TABLE");
  }

  static OfPattern pattern(HostSetup.Compiler compiler, String text, Catalog catalog) {
    CompileResult result = compile(compiler, text, catalog);
    if (only(result, "CREATE PATTERN") instanceof Compiled.Query query
        && query.ast() instanceof Statement.CreatePattern) {
      return new OfPattern(query.standing(), result.diagnostics());
    }
    throw wrongKind("CREATE PATTERN");
  }

  /**
   * The name that a CREATE statement gives, known before it is compiled: what exists already is
   * answered differently from what is wrong.
   *
   * @param replace whether it says OR REPLACE
   */
  record Created(String name, boolean replace) {}

  static @Nullable Created created(String text) {
    for (Statement statement : StatementParser.parse(text).script().statements()) {
      switch (statement) {
        case Statement.CreateStream s -> {
          return new Created(s.name().text(), s.orReplace());
        }
        case Statement.CreateTable t -> {
          return new Created(t.name().text(), t.orReplace());
        }
        case Statement.CreatePattern p -> {
          return new Created(p.name().text(), p.orReplace());
        }
        default -> {}
      }
    }
    return null;
  }

  private static CompileResult compile(HostSetup.Compiler compiler, String text, Catalog catalog) {
    CompileResult result;
    try {
      result = compiler.compile(text, catalog);
    } catch (StatementException | Refusal e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The analyzer met an error of its own in {}", text, e);
      Created created = created(text);
      throw Refusal.engineFailed(created == null ? "the statement" : created.name());
    }
    if (!result.isValid()) {
      throw new StatementException(result.diagnostics(), "statement", text);
    }
    return result;
  }

  private static Compiled only(CompileResult result, String kind) {
    if (result.statements().size() != 1) {
      throw new Refusal(
          Refusal.Reason.WRONG_KIND,
          result.statements().isEmpty()
              ? "There is no statement in this text. Send one %s statement.".formatted(kind)
              : "Expected one %s statement, found %d statements. Send them one by one."
                  .formatted(kind, result.statements().size()));
    }
    return result.statements().getFirst();
  }

  private static Refusal wrongKind(String kind) {
    String help =
        kind.equals("CREATE PATTERN")
            ? "Give the query a name: CREATE PATTERN name AS SELECT ...; streams go to /v1/streams."
            : "Patterns go to /v1/patterns.";
    return new Refusal(
        Refusal.Reason.WRONG_KIND,
        "Expected a %s statement, found another one. %s".formatted(kind, help));
  }
}
