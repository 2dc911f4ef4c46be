package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thin client against a real server. */
class ClientCommandsTest {
  private static final String PATTERN =
      "CREATE PATTERN large AS SELECT card, amount FROM card_tx WHERE amount > 100";

  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder.resolve("data"));
    server.statement("/v1/streams", RunningServer.CARD_TX);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run(String... args) {
    return withInput("", args);
  }

  private Run withInput(String stdin, String... args) {
    var all = new java.util.ArrayList<>(java.util.List.of(args));
    all.add("--server");
    all.add("http://127.0.0.1:" + server.port());
    return Run.withInput(stdin, all.toArray(String[]::new));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void a_pattern_is_created_listed_changed_and_deleted() throws IOException {
    assertThat(withInput(PATTERN, "patterns", "create", "-").out())
        .isEqualTo("created large, enabled\n");
    assertThat(run("patterns").out()).contains("NAME", "large", "enabled", "card_tx");
    assertThat(run("patterns", "show", "large").out()).contains("CREATE PATTERN large");
    assertThat(run("patterns", "disable", "large").out()).isEqualTo("large is disabled\n");
    assertThat(run("patterns", "enable", "large").out()).isEqualTo("large is enabled\n");
    String changed = file("p.sql", PATTERN.replace("100", "500"));
    assertThat(run("patterns", "put", "large", changed).out()).isEqualTo("large is at version 2\n");
    assertThat(run("patterns", "delete", "large").out()).isEqualTo("deleted large\n");
    assertThat(run("patterns", "show", "large").code()).isEqualTo(1);
  }

  @Test
  void a_query_with_a_mistake_is_refused_with_its_place_and_what_helps() {
    assertThat(run("queries", "put", "q", "card_tx", "card:(a").err())
        .isEqualTo(
            "sluice queries put: This ( is never closed. (line 1, column 6) Add the ) that belongs to it.\n");
  }

  @Test
  void a_server_may_be_named_before_the_word() {
    String url = "http://127.0.0.1:" + server.port();
    withInput(PATTERN, "patterns", "create", "-");
    assertThat(Run.of("patterns", "--server", url, "list").out()).contains("large");
    assertThat(Run.of("patterns", "--server", url).out()).contains("large");
    assertThat(Run.of("patterns", "--server", url, "delete", "large").out())
        .isEqualTo("deleted large\n");
    assertThat(Run.of("queries", "--server", url, "list").out()).contains("ID");
    String nobody = "http://127.0.0.1:1";
    assertThat(Run.of("queries", "--server", nobody, "list", "--server", url).code()).isZero();
    assertThat(Run.of("queries", "--server", nobody, "list").err()).contains(nobody);
  }

  @Test
  void what_a_pattern_has_in_flight_is_shown() {
    withInput(RunningServer.CARD_TESTING, "patterns", "create", "-");
    assertThat(run("patterns", "runs", "card_testing").out())
        .isEqualTo("No attempt is in flight for card_testing.\n");
    for (String card : List.of("c1", "c1", "c2")) {
      server.lines("card_tx", RunningServer.payment(card, 1, "00:00") + "\n");
    }
    assertThat(run("patterns", "runs", "card_testing").out())
        .isEqualTo(
            """
            2 attempts for 2 keys, the oldest since 2026-01-01T00:00:00.000Z

            STATE  VARIABLE  ATTEMPTS  KEYS  WAITING
            s1     PROBE     2         2     2
            s2     HIT       0         0     0
            match                            0

            KEY            ATTEMPTS  OLDEST
            {"card":"c1"}  1         2026-01-01T00:00:00.000Z
            {"card":"c2"}  1         2026-01-01T00:00:00.000Z
            """);
    assertThat(run("patterns", "runs", "nothing").code()).isEqualTo(1);
  }

  @Test
  void a_statement_with_a_mistake_is_shown_with_its_place() {
    Run run = withInput(PATTERN.replace("amount >", "amuont >"), "patterns", "create", "-");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("line 1", "did you mean 'amount'?");
  }

  @Test
  void events_of_files_are_sent_and_what_is_refused_is_named() throws IOException {
    withInput(PATTERN, "patterns", "create", "-");
    String json =
        file(
            "a.ndjson",
            "{\"card\":\"c1\",\"amount\":150,\"ts\":\"2026-01-01T00:00:00Z\"}\n\nhalf {\n"
                + "{\"card\":\"c2\",\"amount\":1,\"ts\":\"2026-01-01T00:00:01Z\"}\n");
    Run run = run("publish", "card_tx", json);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("accepted 2, refused 1\n");
    assertThat(run.err()).contains("a.ndjson:3: ");
    String csv =
        file(
            "b.csv",
            "ts,card,amount\n2026-01-01T00:00:02Z,c3,250.5\n2026-01-01T00:00:03Z,c4,many\n");
    Run second = run("publish", "card_tx", csv);
    assertThat(second.out()).isEqualTo("accepted 1, refused 1\n");
    assertThat(second.err()).contains("b.csv:3: `amount` must be DOUBLE");
    assertThat(run("publish", "card_txx", json).err()).contains("card_txx");
  }

  @Test
  void queries_have_titles_levels_and_tags() {
    run(
        "queries",
        "put",
        "q1",
        "card_tx",
        "country:DE",
        "--title",
        "Germany",
        "--level",
        "high",
        "--tag",
        "eu");
    run("queries", "put", "q2", "card_tx", "country:US");
    assertThat(run("queries").out()).contains("q1", "q2", "Germany", "high");
    assertThat(run("queries", "list", "--level", "high").out()).contains("q1").doesNotContain("q2");
    assertThat(run("queries", "list", "--tag", "eu", "--stream", "card_tx").out()).contains("q1");
    assertThat(run("queries", "list", "--tag", "us").out()).doesNotContain("q1");
  }

  @Test
  void queries_are_asked_of_old_events_and_what_they_cost_is_shown() {
    withInput(
        RunningServer.payment("c1", 5, "00:01") + "\n" + RunningServer.payment("c2", 50, "00:02"),
        "publish",
        "card_tx",
        "-");
    run("queries", "put", "q1", "card_tx", "amount:>10");
    assertThat(run("queries", "replay", "card_tx").out())
        .contains("\"queries\":[\"q1\"]", "\"card\":\"c2\"")
        .doesNotContain("c1");
    assertThat(run("queries", "replay", "card_tx", "--query", "card:c1").out().lines()).hasSize(1);
    assertThat(run("queries", "replay", "card_tx", "--limit", "0").err())
        .contains("--limit takes a whole number from 1");
    assertThat(run("queries", "replay", "card_tx", "--query", "*:*", "--limit", "1").out().lines())
        .hasSize(1);
    assertThat(run("queries", "slow", "--stream", "card_tx").out()).contains("CANDIDATES");
  }

  @Test
  void queries_of_a_file_are_stored_and_wrong_lines_are_named() throws IOException {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"a\",\"query\":\"country:DE\",\"author\":\"me\",\"title\":\"A\"}\n\n"
                + "{\"id\":\"b\",\"query\":\"(country:DE\"}\nno\n{\"id\":\"c\",\"query\":\"country:US\"}\n");
    Run imported = run("queries", "import", queries, "--stream", "card_tx");
    assertThat(imported.code()).isEqualTo(1);
    assertThat(imported.out()).isEqualTo("stored 2, refused 2\n");
    assertThat(imported.err()).contains("q.ndjson:3: ", "q.ndjson:4: ");
    assertThat(run("queries").out()).contains("a  ", "c  ").doesNotContain("b  ");
  }

  @Test
  void rules_are_imported_with_title_level_and_tags() throws IOException {
    server.statement("/v1/streams", "CREATE STREAM winlog (ts TIMESTAMP(3)) WITH (open = 'true')");
    String rules =
        file(
            "rule.yml",
            """
            title: Whoami
            id: 11111111-2222-3333-4444-555555555555
            status: test
            level: high
            tags: [attack.discovery, attack.t1033]
            logsource: {category: process_creation, product: windows}
            detection:
              selection: {Image|endswith: '\\whoami.exe'}
              condition: selection
            """);
    assertThat(run("sigma", "import", rules, "--stream", "winlog").out())
        .isEqualTo("stored 1 rules on winlog\n");
    assertThat(run("queries", "list", "--level", "high", "--tag", "attack.t1033").out())
        .contains("Whoami");
  }

  @Test
  void queries_are_stored_listed_and_deleted() {
    assertThat(run("queries", "put", "q1", "card_tx", "country:DE AND amount:[10 TO *]").out())
        .isEqualTo("stored q1\n");
    assertThat(run("queries").out()).contains("q1", "card_tx", "country:DE");
    assertThat(run("queries", "show", "q1").out()).isEqualTo("country:DE AND amount:[10 TO *]\n");
    Run bad = run("queries", "put", "q2", "card_tx", "(country:DE");
    assertThat(bad.code()).isEqualTo(1);
    assertThat(run("queries", "delete", "q1").out()).isEqualTo("deleted q1\n");
    assertThat(run("queries").out()).doesNotContain("q1");
  }

  @Test
  void a_port_that_is_taken_is_said_to_be() {
    Run run =
        Run.of("serve", "--data", folder.resolve("other").toString(), "--port", "" + server.port());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("in use", "--port");
  }

  @Test
  void a_folder_that_is_taken_is_said_to_be() {
    Run run = Run.of("serve", "--data", folder.resolve("data").toString(), "--port", "0");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("data");
  }
}
