package io.sluice.server.http;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.function.Functions;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.search.Question;
import io.sluice.grammar.ParseResult;
import io.sluice.grammar.StatementParser;
import io.sluice.grammar.print.AstPrinter;
import io.sluice.server.host.Host;
import io.sluice.server.host.PatternEntry;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.DiagnosticJson;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.Json;
import io.sluice.server.wire.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What editors ask: catalog, validate, explain, format. */
final class LanguageHandler {
  private static final List<String> TYPES =
      List.of(
          "BOOLEAN",
          "INT",
          "BIGINT",
          "DOUBLE",
          "DECIMAL(p,s)",
          "STRING",
          "TEXT",
          "TIMESTAMP(3)",
          "ARRAY<t>",
          "MAP<STRING,t>");

  private final Host host;

  LanguageHandler(Host host) {
    this.host = host;
  }

  Answer catalog(Call call) {
    var functions = new ArrayList<Documents.FunctionDoc>();
    Functions.SCALAR.forEach(
        f ->
            functions.add(
                new Documents.FunctionDoc(
                    f.name(), "scalar", f.signature(), f.description(), f.example())));
    Functions.AGGREGATE.forEach(
        f ->
            functions.add(
                new Documents.FunctionDoc(
                    f.name(), "aggregate", f.signature(), f.description(), "")));
    for (Question question : Question.values()) {
      functions.add(
          new Documents.FunctionDoc(
              question.name(),
              "search",
              question.signature(),
              question.description(),
              question.example()));
    }
    var streams =
        host.registry().streams().values().stream()
            .map(
                s ->
                    new Documents.CatalogStream(
                        s.name(),
                        s.def().schema().columns().stream()
                            .map(c -> new Documents.CatalogColumn(c.name(), c.type().sql()))
                            .toList()))
            .toList();
    var document =
        new Documents.CatalogDoc(
            streams,
            host.registry().patterns().values().stream().map(PatternEntry::name).toList(),
            functions,
            TYPES,
            Keywords.ALL);
    byte[] bytes = Json.bytes(document);
    String tag = Integer.toHexString(Arrays.hashCode(bytes));
    if (("\"" + tag + "\"").equals(call.headers().get("If-None-Match"))) {
      return Answer.empty(304).etag(tag);
    }
    return Answer.rawJson(bytes).etag(tag);
  }

  Answer validate(Call call) {
    Body body = call.json("text", "textVersion");
    String text = Call.checked(body.string("text"));
    CompileResult result = compile(text);
    return Answer.ok(
        new Documents.Validation(
            result.isValid(),
            body.numberOrNull("textVersion"),
            DiagnosticJson.all(result.diagnostics(), text)));
  }

  /** A pattern that is deployed may be edited: its own name is free for its text. */
  private CompileResult compile(String text) {
    Catalog catalog = host.registry().catalog();
    for (var statement : StatementParser.parse(text).script().statements()) {
      if (statement instanceof io.sluice.grammar.ast.Statement.CreatePattern pattern) {
        PatternEntry known = host.registry().patterns().get(pattern.name().text());
        if (known != null) {
          catalog = catalog.withoutPattern(known.name());
        }
      }
    }
    return StatementCompiler.compile(text, catalog);
  }

  Answer explain(Call call) {
    return explain(Call.checked(call.json("text").string("text")), null);
  }

  /** A pattern that stands, with what it has in flight. */
  Answer explainPattern(Call call) {
    PatternEntry pattern = host.registry().pattern(call.part("pattern"));
    return explain(pattern.statement(), Runs.document(host, pattern.name()));
  }

  private Answer explain(String text, Documents.@Nullable RunsDoc runs) {
    CompileResult result = compile(text);
    var diagnostics = DiagnosticJson.all(result.diagnostics(), text);
    if (!result.isValid()) {
      throw new ApiException(
          ProblemCode.INVALID_STATEMENT
              .problem("The text can not be explained before its errors are mended.")
              .withErrors(diagnostics));
    }
    for (Compiled statement : result.statements().reversed()) {
      if (explained(statement) instanceof Compiled.Query query) {
        return Answer.ok(Explanations.document(query, diagnostics, runs));
      }
    }
    throw new ApiException(
        ProblemCode.INVALID_STATEMENT,
        "There is nothing to explain: the text has no query. Add a CREATE PATTERN or a SELECT.");
  }

  private static Compiled explained(Compiled statement) {
    return statement instanceof Compiled.Explain explain ? explained(explain.of()) : statement;
  }

  Answer format(Call call) {
    String text = Call.checked(call.json("text").string("text"));
    ParseResult parsed = StatementParser.parse(text);
    if (!parsed.isValid()) {
      throw new ApiException(
          ProblemCode.INVALID_STATEMENT
              .problem("The text can not be formatted before its errors are mended.")
              .withErrors(DiagnosticJson.all(parsed.diagnostics(), text)));
    }
    return Answer.ok(java.util.Map.of("text", AstPrinter.print(parsed.script())));
  }
}
