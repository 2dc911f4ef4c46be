package io.sluice.server.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.percolator.Document;
import io.sluice.percolator.Fields;
import io.sluice.percolator.Percolator;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigmaTranslatorTest {
  private static final SigmaTranslator TRANSLATOR = new SigmaTranslator(LogSources.builtIn());

  private static String rule(String detection) {
    return """
    title: A rule
    id: r1
    status: test
    detection:
    %s
    """
        .formatted(detection.indent(2));
  }

  /** A rule of one line: {@code CommandLine|contains: x}. */
  private static String line(String line) {
    return rule("s:\n  " + line + "\ncondition: s");
  }

  private static String query(String yaml) {
    return switch (TRANSLATOR.translate(yaml).getFirst()) {
      case Translation.Query query -> query.text();
      case Translation.Refusal refusal -> throw new AssertionError(refusal.reason());
    };
  }

  private static String refusal(String yaml) {
    return switch (TRANSLATOR.translate(yaml).getFirst()) {
      case Translation.Query query -> throw new AssertionError(query.text());
      case Translation.Refusal refusal -> refusal.reason();
    };
  }

  private static boolean hits(String yaml, String event) {
    try {
      var percolator = new Percolator(Fields.builder().open(true).build());
      percolator.put("r1", query(yaml));
      return !percolator.match(Document.of(JsonTree.readObject(event))).ids().isEmpty();
    } catch (BadEvent e) {
      throw new AssertionError(event, e);
    }
  }

  // ------------------------------------------------------------------ modifiers

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`F: Cmd.exe` | `cmd.EXE` | true",
        "`F: cmd` | `cmd.exe` | false",
        "`F: 'a*c?'` | `abbcd` | true",
        "`F: 'a*c?'` | `abbc` | false",
        "`F: 'a\\*'` | `ab` | false",
        "`F: 'a\\*'` | `a*` | true",
        "`F: 'a\\\\*'` | `a\\\\xyz` | true",
        "`F: '\\\\\\\\srv\\x'` | `\\\\\\\\srv\\\\x` | true",
        "`F: ''` | `` | true",
        "`F: ''` | `x` | false",
        "`F: [a, b]` | `B` | true",
        "`F|cased: Cmd` | `cmd` | false",
        "`F|cased: Cmd` | `Cmd` | true",
        "`F|contains: ' -Enc '` | `x -enc y` | true",
        "`F|contains|cased: Enc` | `x enc y` | false",
        "`F|contains|all: [a, b]` | `xbxax` | true",
        "`F|contains|all: [a, b]` | `xbx` | false",
        "`F|startswith: 'C:\\x'` | `c:\\\\xy` | true",
        "`F|startswith: 'C:\\x'` | `dc:\\\\xy` | false",
        "`F|endswith: '\\a.exe'` | `C:\\\\A.EXE` | true",
        "`F|endswith: '\\a.exe'` | `C:\\\\a.exe ` | false",
        "`F|neq: a` | `b` | true",
        "`F|neq: a` | `A` | false",
        "`F|re: '^ab+c$'` | `abbc` | true",
        "`F|re: '^ab+c$'` | `ABBC` | false",
        "`F|re|i: '^ab+c$'` | `ABBC` | true",
        "`F|re: 'a/b\\\\c'` | `xa/b\\\\cx` | true",
        "`F|re|s: 'a.b'` | `a\\nb` | true",
        "`F|re: 'a.b'` | `a\\nb` | false",
        "`F|re|m: '^b'` | `a\\nb` | true",
        "`F|re|startswith: 'b'` | `ab` | false",
        "`F|re|endswith: 'b'` | `ab` | true",
        "`F|cidr: 10.1.0.0/16` | `10.1.2.3` | true",
        "`F|cidr: ['10.1.0.0/16', 'fe80::/10']` | `fe80::1` | true",
        "`F|cidr: 10.1.0.0/16` | `10.2.2.3` | false",
        "`F|lt: 5` | `4.5` | true",
        "`F|lt: 5` | `5` | false",
        "`F|lte: 5` | `5` | true",
        "`F|gt: -5` | `-4` | true",
        "`F|gte: 5` | `4` | false",
        "`F|gte: 5` | `many` | false",
        "`F|windash|contains: ' -foo'` | `x /foo` | true",
        "`F|windash|contains: ' -foo'` | `x –foo` | true",
        "`F|windash|contains: ' -foo -bar'` | `x /foo —bar` | true",
        "`F|windash|contains: 'a-foo'` | `a/foo` | false",
        "`F|base64: foobar` | `Zm9vYmFy` | true",
        "`F|exists: true` | `` | true",
        "`F|exists: false` | `x` | false",
        "`G: null` | `x` | true",
        "`F: null` | `x` | false",
        "`F: [null, x]` | `x` | true",
        "`F: 4688` | `4688` | true",
        "`F: true` | `True` | true",
        "`F|fieldref: G` | `x` | false",
        "`F|fieldref: F` | `x` | true",
      })
  void a_line_matches(String line, String value, boolean matches) {
    assertThat(hits(line(line), "{\"F\":\"" + value + "\"}")).isEqualTo(matches);
  }

  @Test
  void a_text_is_found_inside_of_what_was_encoded() {
    String rule = line("F|base64offset|contains: 'http://'");
    String wide = line("F|wide|base64offset|contains: 'http://'");
    for (String before : List.of("", "x", "xy", "xyz")) {
      byte[] plain = (before + "http://host").getBytes(StandardCharsets.UTF_8);
      byte[] wides = (before + "http://host").getBytes(StandardCharsets.UTF_16LE);
      String event = "{\"F\":\"-e %s\"}";
      assertThat(hits(rule, event.formatted(Base64.getEncoder().encodeToString(plain)))).isTrue();
      assertThat(hits(wide, event.formatted(Base64.getEncoder().encodeToString(wides)))).isTrue();
      assertThat(hits(rule, event.formatted(Base64.getEncoder().encodeToString(wides)))).isFalse();
    }
    assertThat(query(line("F|utf16be|base64: A"))).isEqualTo("F@caseless:\"AEE=\"");
    assertThat(query(line("F|utf16le|base64: A"))).isEqualTo("F@caseless:\"QQA=\"");
    assertThat(query(line("F|utf16|base64: A"))).isEqualTo("F@caseless:\"//5BAA==\"");
  }

  @Test
  void a_missing_field_matches_nothing_but_null() {
    assertThat(hits(line("F: '*'"), "{\"G\":1}")).isFalse();
    assertThat(hits(line("F: null"), "{\"F\":null}")).isTrue();
    assertThat(hits(rule("s:\n  F: x\ncondition: not s"), "{\"G\":1}")).isTrue();
  }

  @Test
  void a_number_is_the_same_as_its_text() {
    assertThat(hits(line("F: 4688"), "{\"F\":4688}")).isTrue();
    assertThat(hits(line("F: '4688'"), "{\"F\":4688}")).isTrue();
    assertThat(hits(line("F|gt: 4"), "{\"F\":5}")).isTrue();
  }

  // ------------------------------------------------------------------ conditions

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sel_a | 1 | true",
        "sel_a and sel_b | 1 | false",
        "sel_a and sel_b | 12 | true",
        "sel_a or sel_b and other | 1 | true",
        "(sel_a or sel_b) and other | 1 | false",
        "NOT sel_a AND other | 3 | true",
        "not not sel_a | 1 | true",
        "1 of them | 3 | true",
        "any of them | 0 | false",
        "all of them | 123 | true",
        "all of them | 12 | false",
        "1 of sel_* | 2 | true",
        "1 of sel_* | 3 | false",
        "all of sel_* | 12 | true",
        "2 of them | 13 | true",
        "2 of them | 1 | false",
        "other and not 1 of sel_* | 3 | true",
        "other and not 1 of sel_* | 31 | false",
        "not all of sel_* | 1 | true",
        "not (sel_a or sel_b) | 3 | true",
        "not (sel_a and sel_b) | 12 | false",
        "_hidden | 4 | true",
        "1 of them | 4 | false",
      })
  void a_condition_joins_selections(String condition, String value, boolean matches) {
    String yaml =
        rule(
            """
            sel_a:
              F|contains: 1
            sel_b:
              F|contains: 2
            other:
              F|contains: 3
            _hidden:
              F|contains: 4
            condition: %s
            """
                .formatted(condition));
    assertThat(hits(yaml, "{\"F\":\"" + value + "\"}")).isEqualTo(matches);
  }

  @Test
  void several_conditions_are_alternatives() {
    String yaml = rule("a:\n  F: 1\nb:\n  F: 2\ncondition: [a, b]");
    assertThat(hits(yaml, "{\"F\":2}")).isTrue();
  }

  @Test
  void words_without_a_field_are_looked_for_in_all_fields() {
    String any = rule("keywords:\n  - Mimi*katz\n  - 77\ncondition: keywords");
    assertThat(hits(any, "{\"A\":\"x mimi-KATZ y\"}")).isTrue();
    assertThat(hits(any, "{\"B\":1770}")).isTrue();
    assertThat(hits(any, "{\"_note\":\"mimikatz\"}")).isFalse();
    String all = rule("keywords:\n  '|all':\n    - one\n    - two\ncondition: keywords");
    assertThat(hits(all, "{\"A\":\"one\",\"B\":\"two\"}")).isTrue();
    assertThat(hits(all, "{\"A\":\"one\"}")).isFalse();
    String regex = rule("keywords:\n  '|re': 'o.e$'\ncondition: keywords");
    assertThat(hits(regex, "{\"A\":\"one\"}")).isTrue();
    assertThat(hits(rule("k: word\ncondition: k"), "{\"A\":\"a word\"}")).isTrue();
  }

  @Test
  void a_list_of_maps_is_fulfilled_by_any() {
    String yaml = rule("s:\n  - F: 1\n    G: 2\n  - H|contains: x\n  - loose\ncondition: s");
    assertThat(hits(yaml, "{\"F\":1,\"G\":2}")).isTrue();
    assertThat(hits(yaml, "{\"F\":1}")).isFalse();
    assertThat(hits(yaml, "{\"H\":\"axa\"}")).isTrue();
    assertThat(hits(yaml, "{\"Z\":\"let loose\"}")).isTrue();
  }

  @Test
  void thousands_of_values_are_put_into_groups() {
    var values = new StringBuilder("s:\n  F:\n");
    for (int i = 0; i < 2500; i++) {
      values.append("    - v").append(i).append('\n');
    }
    assertThat(hits(rule(values + "condition: s"), "{\"F\":\"V2499\"}")).isTrue();
  }

  // ------------------------------------------------------------------ log sources, mapping

  @Test
  void a_log_source_says_what_the_events_look_like() {
    String yaml =
        line("Image|endswith: '\\a.exe'") + "logsource: {product: windows, category: %s}\n";
    String event =
        "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":%d,\"Image\":\"c:\\\\a.exe\"}";
    assertThat(hits(yaml.formatted("process_creation"), event.formatted(1))).isTrue();
    assertThat(hits(yaml.formatted("process_creation"), event.formatted(5))).isFalse();
    assertThat(hits(yaml.formatted("image_load"), event.formatted(7))).isTrue();
  }

  @Test
  void defender_writes_its_names_in_words() {
    String yaml =
        line("ThreatName|endswith: EICAR_Test_File")
            + "logsource: {product: windows, service: windefend}\n";
    String event = "{\"Channel\":\"Microsoft-Windows-Windows Defender/Operational\",\"%s\":\"%s\"}";
    assertThat(hits(yaml, event.formatted("Threat Name", "Tool:Win32/EICAR_Test_File"))).isTrue();
    assertThat(hits(yaml, event.formatted("ThreatName", "EICAR_Test_File"))).isTrue();
    assertThat(hits(yaml, event.formatted("Threat Name", "other"))).isFalse();
  }

  @Test
  void an_unknown_log_source_is_asked_for_by_name() {
    String yaml = line("a: x") + "logsource: {product: linux, service: auditd}\n";
    assertThat(hits(yaml, "{\"a\":\"x\"}")).isFalse();
    assertThat(
            hits(
                yaml,
                "{\"a\":\"x\",\"logsource.product\":\"linux\",\"logsource.service\":\"auditd\"}"))
        .isTrue();
    assertThat(TRANSLATOR.translate(yaml).getFirst())
        .isInstanceOfSatisfying(
            Translation.Query.class, query -> assertThat(query.sourceKnown()).isFalse());
  }

  @Test
  void a_mapping_names_sources_fields_and_placeholders() throws LogSources.BadMapping {
    var translator =
        new SigmaTranslator(
            LogSources.of(
                """
                sources:
                  - product: linux
                    category: process_creation
                    events: {kind: exec}
                    fields: {Image: exe, CommandLine: [cmd, args]}
                fields: {User: user.name}
                placeholders: {admins: [root, 'adm_*']}
                """));
    String yaml =
        line("Image: /bin/sh\n  CommandLine: x\n  User|expand: '%admins%'\n  Other: 1")
            + "logsource: {product: linux, category: process_creation}\n";
    assertThat(((Translation.Query) translator.translate(yaml).getFirst()).text())
        .isEqualTo(
            "+kind@caseless:\"exec\" +exe@caseless:\"/bin/sh\" +(cmd@caseless:\"x\" OR"
                + " args@caseless:\"x\") +(user.name@caseless:\"root\" OR user.name@caseless:adm_*)"
                + " +Other@caseless:\"1\"");
  }

  @Test
  void a_wrong_mapping_is_refused() {
    assertThatThrownBy(() -> LogSources.of("sourcs: []"))
        .hasMessage(
            "`sourcs` is nothing that the mapping has; it has sources, fields, placeholders.");
    assertThatThrownBy(() -> LogSources.of("sources: [{events: {a: 1}}]"))
        .hasMessage("A source needs a product, a category or a service.");
    assertThatThrownBy(() -> LogSources.of("sources: [{product: x, events: {'a|nope': 1}}]"))
        .hasMessageStartingWith("There is no modifier `nope`");
  }

  // ------------------------------------------------------------------ what a rule says of itself

  @Test
  void the_head_is_kept() {
    String yaml =
        line("F: x")
            + "level: high\nauthor: Ann\ntags: [attack.t1059.001, attack.execution, cve.1]\n";
    RuleHead head = ((Translation.Query) TRANSLATOR.translate(yaml).getFirst()).rule();
    assertThat(head)
        .isEqualTo(
            new RuleHead(
                "r1",
                "A rule",
                "test",
                "high",
                "Ann",
                List.of("attack.t1059.001", "attack.execution", "cve.1")));
    assertThat(head.attack()).containsExactly("T1059.001");
    assertThat(head.isActive()).isTrue();
  }

  @Test
  void a_file_without_a_rule_has_none() {
    assertThat(TRANSLATOR.translate("logsources: {a: 1}")).isEmpty();
  }

  // ------------------------------------------------------------------ refusals

  @Test
  void what_is_no_query_is_refused_with_its_reason() {
    Map<String, String> refusals =
        Map.ofEntries(
            Map.entry(
                line("F|fieldref|endswith: G"),
                "`fieldref` with another modifier compares parts of two fields; a pattern's WHERE can"
                    + " do it."),
            Map.entry(
                line("F|hour: 3"),
                "`hour` asks for a part of a time; a pattern's WHERE can do it."),
            Map.entry(
                line("F|expand: '%who%'"),
                "The mapping has no values for the placeholder `%who%`."),
            Map.entry(
                line("F|re: 'a(?=b)'"),
                "The query can not be stored: Look-around ((?=) is not supported."),
            Map.entry(
                line("F|cidr: 10.0.0.0/99"),
                "The query can not be stored: \"10.0.0.0/99\" is no address of the internet. Write an"
                    + " address or a block, for example \"10.0.0.0/8\"."),
            Map.entry(
                rule("s:\n  F: 1\ncondition: s | count() by x > 5"),
                "The condition counts or orders events (`|`), and a query looks at one event; a"
                    + " pattern can do it."),
            Map.entry(
                "title: t\ncorrelation: {type: event_count}",
                "A correlation counts or orders the hits of other rules, and a query looks at one"
                    + " event; a pattern can do it."),
            Map.entry(
                "title: t\nfilter: {rules: []}",
                "A filter changes other rules; merge it into them."),
            Map.entry(
                "action: global\ntitle: t\n---\ndetection: {}",
                "A collection of rules that share a head (`action`) is an old form; write one rule"
                    + " each."));
    refusals.forEach((yaml, reason) -> assertThat(refusal(yaml)).as(yaml).isEqualTo(reason));
  }

  @Test
  void what_is_wrong_is_refused_with_its_reason() {
    Map<String, String> refusals =
        Map.ofEntries(
            Map.entry("a: [", "This is not YAML: line 1 "),
            Map.entry("detection: {s: {F: 1}, condition: s}", "A rule needs an `id`."),
            Map.entry("id: r\ndetection: x", "`detection` must be a map."),
            Map.entry(rule("s:\n  F: 1"), "The detection has no `condition`."),
            Map.entry(
                rule("select:\n  F: 1\ncondition: selec"),
                "The condition names `selec`, which is no selection. Did you mean `select`?"),
            Map.entry(
                rule("s:\n  F: 1\ncondition: 1 of x_*"),
                "No selection fits `x_*` of the condition."),
            Map.entry(
                rule("s:\n  F: 1\ncondition: 3 of s*"),
                "The condition asks for 3 of 1 selections."),
            Map.entry(
                rule("s:\n  F: 1\ncondition: s and"), "The condition `s and` ends too early."),
            Map.entry(rule("s:\n  F: 1\ncondition: (s"), "A ) is missing in `(s`."),
            Map.entry(
                rule("s:\n  F: 1\ncondition: s s"), "`s` was not expected in the condition `s s`."),
            Map.entry(rule("s:\ncondition: s"), "The selection `s` is empty."),
            Map.entry(rule("s: []\ncondition: s"), "The selection `s` is empty."),
            Map.entry(line("F: []"), "`F` has no values."),
            Map.entry(
                line("F|contain: x"),
                "There is no modifier `contain` (`F|contain`). Did you mean `contains`?"),
            Map.entry(
                line("F|re|cidr: x"), "`F|re|cidr` has two modifiers that exclude each other."),
            Map.entry(line("F|lt: x"), "`lt` takes a number, found `x`."),
            Map.entry(line("F|exists: maybe"), "`exists` takes true or false."),
            Map.entry(line("F|base64: 'a*'"), "`base64` can not encode a wildcard."),
            Map.entry(
                line("F|contains: null"), "Null can not be changed by a modifier or be a keyword."),
            Map.entry(line("F: {a: 1}"), "A value must be a text or a number, found a map."),
            Map.entry(line("F: [[1]]"), "A value must be a text or a number, found a list."));
    refusals.forEach((yaml, reason) -> assertThat(refusal(yaml)).as(yaml).startsWith(reason));
  }
}
