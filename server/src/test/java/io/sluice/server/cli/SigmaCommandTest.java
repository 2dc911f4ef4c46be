package io.sluice.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigmaCommandTest {
  @TempDir Path folder;

  private void rule(String file, String id, String status, String detection) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(
        path,
        "title: t\nid: %s\nstatus: %s\ndetection:\n  s: {%s}\n  condition: s\n"
            .formatted(id, status, detection));
  }

  @Test
  void rules_that_were_given_up_are_set_aside_by_status_or_folder() throws IOException {
    rule("rules/a.yml", "a", "test", "F: 1");
    rule("rules/b.yml", "b", "deprecated", "F: 1");
    rule("deprecated/windows/c.yml", "c", "test", "F: 1");
    rule("unsupported/d.yml", "d", "experimental", "F: 1");
    assertThat(Run.of("sigma", "check", folder.toString()).out())
        .isEqualTo(
            "1 of 1 active rules translate (100.00 %)\n2 deprecated set aside\n"
                + "1 unsupported set aside\n");
    assertThat(Run.of("sigma", "convert", folder.toString()).out().lines()).hasSize(1);
    assertThat(Run.of("sigma", "convert", folder.toString(), "--inactive").out().lines())
        .hasSize(4);
    assertThat(Run.of("sigma", "convert", folder.resolve("deprecated").toString()).out().lines())
        .as("a folder that is asked for by name is read")
        .hasSize(1);
  }

  @Test
  void a_file_that_is_no_yaml_is_named_with_the_line() throws IOException {
    rule("good.yml", "a", "test", "F: 1");
    Files.writeString(folder.resolve("bad.yml"), "title: x\nid: a: b\n");
    Run run = Run.of("sigma", "check", folder.toString());
    assertThat(run.out())
        .contains("1: This is not YAML: line 2 (id: a: b): a colon stands where no key can be")
        .contains("\n  bad.yml\n");
    assertThat(run.code()).isEqualTo(Main.WRONG_INPUT);
  }

  @Test
  void a_file_that_is_not_utf_8_is_named_and_the_others_go_on() throws IOException {
    rule("good.yml", "a", "test", "F: 1");
    Files.write(folder.resolve("latin.yml"), "title: Gru\u00df\n".getBytes(ISO_8859_1));
    Run check = Run.of("sigma", "check", folder.toString());
    assertThat(check.out())
        .startsWith("1 of 2 active rules translate")
        .contains("1: This is not a text in UTF-8")
        .contains("\n  latin.yml\n");
    assertThat(check.code()).isEqualTo(Main.WRONG_INPUT);
    assertThat(Run.of("sigma", "convert", folder.toString()).out().lines()).hasSize(1);
  }

  private static final String RULE =
      """
      title: A shell below the mail server
      id: %s
      status: test
      logsource: {product: windows, category: process_creation}
      detection:
        s: {Image|endswith: '\\%s'}
        condition: s
      """;

  private static final String EVENT =
      """
      {"Event":{"System":{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":{"#text":1,
        "#attributes":{"Qualifiers":0}},"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}}},
        "EventData":{"Image":"C:\\\\bin\\\\%s"}}}
      """;

  /** A rule with a test in the layout of SigmaHQ. */
  private void tested(String name, String id, String test, String events) throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(rules.resolve(name + ".yml"), RULE.formatted(id, "sh.exe"));
    Path data = Files.createDirectories(folder.resolve("regression_data/rules/" + name));
    Files.writeString(
        data.resolve("info.yml"),
        "rule_metadata:\n- {id: %s, title: t}\nregression_tests_info:\n- {%s, path: regression_data/rules/%s/%s.%s}\n"
            .formatted(id, test, name, id, test.startsWith("type: json") ? "json" : "evtx"));
    Files.writeString(data.resolve(id + ".json"), events);
  }

  @Test
  void tests_in_the_layout_of_sigmahq_are_run() throws IOException {
    tested("one", "a", "type: evtx", EVENT.formatted("SH.EXE"));
    tested(
        "two",
        "b",
        "type: evtx, match_count: 2",
        EVENT.formatted("sh.exe") + EVENT.formatted("sh.exe"));
    tested("none", "c", "type: json, match_count: 0", EVENT.formatted("cat.exe"));
    Run run = Run.of("sigma", "test", folder.toString());
    assertThat(run.out()).isEqualTo("4 events, 3 rules\nscenarios: 3 of 3 hit their rule\n");
    assertThat(run.code()).isEqualTo(Main.FINE);
  }

  @Test
  void tests_that_miss_their_rule_are_named() throws IOException {
    tested("one", "a", "type: evtx", EVENT.formatted("sh.exe"));
    tested("few", "b", "type: evtx, match_count: 2", EVENT.formatted("sh.exe"));
    tested("more", "c", "type: evtx, match_count: 0", EVENT.formatted("sh.exe"));
    tested("piped", "d", "type: json, pipelines: [p.yml]", EVENT.formatted("sh.exe"));
    tested("gone", "e", "type: evtx", EVENT.formatted("sh.exe"));
    Files.delete(folder.resolve("rules/gone.yml"));
    tested("unread", "f", "type: evtx", EVENT.formatted("sh.exe"));
    Files.delete(folder.resolve("regression_data/rules/unread/f.json"));
    Run run = Run.of("sigma", "test", folder.toString());
    assertThat(run.code()).isEqualTo(Main.WRONG_INPUT);
    assertThat(run.out())
        .isEqualTo(
            """
            4 events, 5 rules
            scenarios: 1 of 4 hit their rule, 2 not run

            RESULT   RULE  NEEDED  HITS  SCENARIO                      NOTE
            MISSED   b     2       1     regression_data/rules/few
            MISSED   e     1       0     regression_data/rules/gone    no active rule has this id
            MISSED   c     0       1     regression_data/rules/more
            not run  d     1             regression_data/rules/piped   its pipelines or filters change the rule
            not run  f     1             regression_data/rules/unread  there is no f.evtx as JSON
            """);
  }

  @Test
  void hits_of_events_are_compared_with_those_that_are_expected() throws IOException {
    rule("rules/a.yml", "a", "test", "F: 1");
    rule("rules/b.yml", "b", "test", "F|contains: 1");
    rule("rules/odd.yml", "odd", "test", "F|hour: 1");
    Path events = folder.resolve("events.ndjson");
    Path expected = folder.resolve("hits.ndjson");
    Files.writeString(events, "{\"F\":1}\n{\"F\":\"21\"}\n{\"G\":1,\"_F\":1}\n{\"F\":1}\n");
    Files.writeString(
        expected,
        """
        {"n":0,"rules":["a","b"]}
        {"n":1,"rules":["a"],"scenario":"s","scenario_must_fire":"b"}
        {"n":2,"rules":["odd"],"scenario":"s","scenario_must_fire":"b"}
        """);
    String[] command = {
      "sigma",
      "test",
      folder.resolve("rules").toString(),
      "--events",
      events.toString(),
      "--expected",
      expected.toString()
    };
    Run run = Run.of(command);
    assertThat(run.code()).isEqualTo(Main.WRONG_INPUT);
    assertThat(run.out())
        .isEqualTo(
            """
            4 events, 2 rules
            scenarios: 1 of 1 hit their rule
            hits: 2 of 4 expected, 2 missed, 2 not expected

            RULE  EXPECTED  HIT  MISSED  EXTRA  TITLE
            a     2         1    1       1      t (missed by events 1; hit by events 3)
            b     1         1    0       1      t (hit by events 3)
            odd   1         0    1       0      t (not translated: `hour` asks for a part of a time; a pattern's WHERE can do it; missed by events 2)
            """);
    var json = new java.util.ArrayList<>(java.util.List.of(command));
    json.add("--json");
    assertThat(Run.of(json.toArray(String[]::new)).out())
        .startsWith("{\"passed\":false,\"events\":4,\"rules\":2,\"scenarios\":[{\"name\":\"s\"")
        .contains(
            "{\"rule\":\"b\",\"title\":\"t\",\"expected\":1,\"found\":1,\"missed\":[],\"extra\":[3]}");
    Files.writeString(expected, "{\"n\":7,\"rules\":[]}\n");
    assertThat(Run.of(command).err()).contains("speaks of event 7", "has only 4");
    Files.writeString(expected, "{\"rules\":[]}\n");
    assertThat(Run.of(command).err()).contains("hits.ndjson:1: a line needs \"n\"");
    for (String n : new String[] {"0.5", "-1", "\"0\""}) {
      Files.writeString(expected, "{\"n\":" + n + ",\"rules\":[]}\n");
      assertThat(Run.of(command).err()).contains("hits.ndjson:1: a line needs \"n\"");
    }
    Files.writeString(expected, "{\"n\":0,\"rules\":[\"a\"]}\n{\"n\":0,\"rules\":[\"b\"]}\n");
    assertThat(Run.of(command).err())
        .contains("hits.ndjson:2: a line before says what event 0 hits");
    assertThat(Run.of("sigma", "test", folder.toString(), "--events", "x").err())
        .contains("--events and --expected need each other");
    assertThat(Run.of("sigma", "test", folder.resolve("rules").toString()).err())
        .contains("there is no test to run");
  }
}
