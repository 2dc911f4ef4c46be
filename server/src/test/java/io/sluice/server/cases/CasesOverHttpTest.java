package io.sluice.server.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Standing;
import io.sluice.server.ServerConfig;
import io.sluice.server.SluiceServer;
import io.sluice.server.cases.CaseFile.Publish;
import io.sluice.server.cases.CaseFile.Row;
import io.sluice.server.cases.CaseFile.Rows;
import io.sluice.server.cases.CaseFile.Step;
import io.sluice.server.wire.JsonTree;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same case files against a real server: one data folder for all of them, each under names of
 * its own. Left out is what cannot be said over HTTP: bounded queries, and cases where time
 * advances or the input ends in a way that decides something.
 */
class CasesOverHttpTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int AT_LEAST = 15;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> cases_that_need_no_end_of_input_give_the_same_over_http() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    SluiceServer server =
        SluiceServer.start(ServerConfig.of(folder.resolve("data")).withPort(0).withBallast(0));
    for (Path path : CaseFilesTest.files()) {
      CaseFile file = CaseReader.read(Files.readString(path));
      if (isDecidedByItsEvents(file)) {
        String prefix = "c" + tests.size() + "_";
        tests.add(
            dynamicTest(
                CaseFilesTest.ROOT.relativize(path).toString(),
                () -> run(file, prefix, "http://127.0.0.1:" + server.port())));
      }
    }
    assertThat(tests).hasSizeGreaterThan(AT_LEAST);
    return tests.stream().onClose(server::close);
  }

  /** Rows that come before the end of the input are all that is expected. */
  private static boolean isDecidedByItsEvents(CaseFile file) {
    if (!(file.expected() instanceof Rows expected)) {
      return false;
    }
    boolean steps = file.steps().stream().allMatch(step -> step instanceof Publish);
    CompileResult script = StatementCompiler.compile(file.script(), Catalog.EMPTY);
    boolean bounded =
        script.statements().stream()
            .anyMatch(
                s ->
                    s instanceof Compiled.Query q
                        && q.standing().target() instanceof Standing.Result);
    boolean named =
        script.statements().stream()
            .allMatch(s -> s instanceof Compiled.Stream || s.text().startsWith("CREATE PATTERN"));
    if (!steps || bounded || !named) {
      return false;
    }
    Outcome early = CaseRun.withoutEnd(file);
    return early instanceof Outcome.Produced
        && CaseJudge.differences(new Rows(false, expected.rows()), early).isEmpty();
  }

  private static void run(CaseFile file, String prefix, String base) throws Exception {
    CompileResult script = StatementCompiler.compile(file.script(), Catalog.EMPTY);
    Map<String, String> names = new HashMap<>();
    for (Compiled statement : script.statements()) {
      switch (statement) {
        case Compiled.Stream s ->
            names.put(s.def().name(), prefix + s.def().name().toLowerCase(Locale.ROOT));
        case Compiled.Query q ->
            names.put(q.standing().name(), prefix + q.standing().name().toLowerCase(Locale.ROOT));
        default -> throw new AssertionError(statement.text());
      }
    }
    for (Compiled statement : script.statements()) {
      String path = statement instanceof Compiled.Stream ? "/v1/streams" : "/v1/patterns";
      post(base + path, JsonTree.write(Map.of("statement", renamed(statement.text(), names))), 201);
    }
    for (Step step : file.steps()) {
      if (step instanceof Publish publish) {
        String stream = Objects.requireNonNull(names.get(publish.stream()), publish.stream());
        post(base + "/v1/streams/" + stream + "/events", publish.json(), 202);
      }
    }
    List<Row> expected = ((Rows) file.expected()).rows();
    List<Row> found = List.of();
    for (int i = 0; i < 200; i++) {
      found = rows(base, script, names, expected);
      if (found.size() >= expected.size()) {
        break;
      }
      Thread.sleep(25);
    }
    assertThat(CaseJudge.differences(new Rows(false, expected), new Outcome.Produced(found)))
        .as(file.title())
        .isEmpty();
  }

  private static List<Row> rows(
      String base, CompileResult script, Map<String, String> names, List<Row> expected)
      throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Compiled statement : script.statements()) {
      if (statement instanceof Compiled.Query q
          && q.standing().target() instanceof Standing.Alerts) {
        String name = q.standing().name();
        for (Map<?, ?> alert :
            items(base + "/v1/alerts?order=asc&limit=500&pattern=" + names.get(name))) {
          rows.add(new Row(name, JsonTree.write(alert.get("row"))));
        }
      }
      if (statement instanceof Compiled.Stream s
          && expected.stream().anyMatch(row -> row.to().equals(s.def().name()))) {
        for (Map<?, ?> event :
            items(base + "/v1/streams/" + names.get(s.def().name()) + "/events?limit=500")) {
          rows.add(new Row(s.def().name(), JsonTree.write(event.get("event"))));
        }
      }
    }
    return rows;
  }

  private static List<Map<?, ?>> items(String url) throws Exception {
    var response =
        HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    List<Map<?, ?>> items = new ArrayList<>();
    for (Object item :
        (List<?>) Objects.requireNonNull(JsonTree.readObject(response.body()).get("items"))) {
      items.add((Map<?, ?>) item);
    }
    return items;
  }

  private static void post(String url, String body, int status) throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  /** The statement with its streams and patterns under other names; strings stay as they are. */
  private static String renamed(String statement, Map<String, String> names) {
    String merged =
        Pattern.compile("(?<=MERGE \\()[^)]*")
            .matcher(statement)
            .replaceAll(list -> words(list.group(), "\\w+", names));
    return words(
        merged, "'(?:[^']|'')*'|(?<=(?:FROM|JOIN|INTO|STREAM|TABLE|PATTERN|TO|ON) )\\w+", names);
  }

  private static String words(String text, String where, Map<String, String> names) {
    Matcher matcher = Pattern.compile(where).matcher(text);
    var out = new StringBuilder();
    while (matcher.find()) {
      String replacement = nameOf(names, matcher.group());
      matcher.appendReplacement(
          out, Matcher.quoteReplacement(replacement == null ? matcher.group() : replacement));
    }
    matcher.appendTail(out);
    return out.toString();
  }

  private static @Nullable String nameOf(Map<String, String> names, String written) {
    return names.entrySet().stream()
        .filter(e -> e.getKey().equalsIgnoreCase(written))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
