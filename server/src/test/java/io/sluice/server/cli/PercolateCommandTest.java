package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.wire.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PercolateCommandTest {
  @TempDir Path folder;

  private String file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n").toString();
  }

  @Test
  void each_document_is_answered_with_the_ids_of_its_queries() throws IOException {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"b\",\"query\":\"title:profit\"}",
            "{\"id\":\"a\",\"query\":\"warning AND words:[10 TO 20]\"}",
            "{\"id\":\"c\",\"query\":\"price:[1.5 TO 2.5] AND breaking:true\"}",
            "{\"id\":\"d\",\"query\":\"nothing:here\"}");
    String docs =
        file(
            "d.ndjson",
            "{\"id\":\"one\",\"title\":\"Profit warning\",\"words\":12,\"price\":3,\"breaking\":false}",
            "{\"title\":\"quiet\",\"words\":900,\"price\":2.5,\"breaking\":true}",
            "{\"title\":\"else\"}");
    Run run = Run.of("percolate", "--queries", queries, "--docs", docs);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            "{\"doc\":\"one\",\"queries\":[\"a\",\"b\"]}\n"
                + "{\"doc\":\"1\",\"queries\":[\"c\"]}\n"
                + "{\"doc\":\"2\",\"queries\":[]}\n");
  }

  @Test
  void a_single_tag_needs_no_list_and_what_is_no_tag_is_named() throws IOException {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"q\",\"query\":\"oil\",\"tags\":\"energy\"}",
            "{\"id\":\"r\",\"query\":\"oil\",\"tags\":[5]}");
    String docs = file("d.ndjson", "{\"title\":\"oil\"}");
    Run run = Run.of("percolate", "--queries", queries, "--docs", docs, "--tag", "energy");
    assertThat(run.out()).contains("\"queries\":[\"q\"]");
    assertThat(run.err()).contains(queries + ":2: `tags` must be a list of strings, found [5]");
  }

  @Test
  void numbers_of_any_size_are_read_or_refused_with_their_line() throws IOException {
    String queries = file("q.ndjson", "{\"id\":\"q\",\"query\":\"a:1e* OR a:100\"}");
    String docs =
        file(
            "d.ndjson",
            "{\"a\":\"text\"}",
            "{\"a\":1e999999999}",
            "{\"a\":1e2}",
            "{\"a\":1e3000000000}",
            "{\"a\":1e-2147483648}",
            "{\"n\":1e2147483648}");
    Run run = Run.of("percolate", "--queries", queries, "--docs", docs);
    assertThat(run.code()).isEqualTo(Main.WRONG_INPUT);
    assertThat(run.out())
        .isEqualTo(
            "{\"doc\":\"0\",\"queries\":[]}\n"
                + "{\"doc\":\"1\",\"queries\":[\"q\"]}\n"
                + "{\"doc\":\"2\",\"queries\":[\"q\"]}\n"
                + "{\"doc\":\"5\",\"queries\":[]}\n");
    assertThat(run.err())
        .contains(
            docs + ":4: The exponent of 1e3000000000 is too large",
            docs + ":5: The exponent of 1e-2147483648 is too large or too small");
    assertThat(Run.of("percolate", "--queries", queries, "--docs", docs, "--costs", "-1").err())
        .contains("--costs takes a whole number from 0");
  }

  @Test
  void bare_words_are_looked_for_in_the_default_field() throws IOException {
    String queries = file("q.ndjson", "{\"id\":\"q\",\"query\":\"oil\"}");
    String docs = file("d.ndjson", "{\"title\":\"oil\",\"body\":\"gas\"}");
    String[] args = {"percolate", "--queries", queries, "--docs", docs, "--default-field", "body"};
    assertThat(Run.of(args).out()).contains("\"queries\":[]");
    args[6] = "title";
    assertThat(Run.of(args).out()).contains("\"queries\":[\"q\"]");
    args[6] = "titel";
    assertThat(Run.of(args).err()).contains("did you mean 'title'?");
  }

  @Test
  void bad_queries_and_documents_are_named_and_left_out() throws IOException {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"bad\",\"query\":\"(a\"}",
            "{\"id\":\"q\",\"query\":\"a\"}",
            "{}");
    String docs = file("d.ndjson", "{\"t\":\"a\"}", "half {", "{\"t\":\"a\"}");
    Run run = Run.of("percolate", "--queries", queries, "--docs", docs, "--stats");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("q.ndjson:1: ", "q.ndjson:3: ", "d.ndjson:2: ", "\"p99Micros\":");
    assertThat(run.out())
        .isEqualTo("{\"doc\":\"0\",\"queries\":[\"q\"]}\n{\"doc\":\"2\",\"queries\":[\"q\"]}\n");
  }

  @Test
  void many_documents_are_answered_in_their_order_whether_one_by_one_or_together()
      throws IOException {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"odd\",\"query\":\"t:odd\"}",
            "{\"id\":\"low\",\"query\":\"n:[0 TO 99]\"}",
            "{\"id\":\"all\",\"query\":\"*:* -t:even\"}");
    String[] lines = new String[3_000];
    for (int i = 0; i < lines.length; i++) {
      String parity = i % 2 == 0 ? "even" : "odd";
      lines[i] = "{\"n\":%s,\"t\":\"%s\"}".formatted(i, parity);
    }
    lines[1_500] = "{\"n\":\"no number\",\"t\":\"odd\"}";
    lines[1_600] = "half {";
    lines[1_700] = "{\"n\":\"none either\"}";
    String docs = file("d.ndjson", lines);
    Run together = Run.of("percolate", "--queries", queries, "--docs", docs);
    Run alone = Run.of("percolate", "--queries", queries, "--docs", docs, "--stats");
    assertThat(together.out()).isEqualTo(alone.out());
    assertThat(together.out().lines()).hasSize(lines.length - 3);
    assertThat(together.out())
        .contains("\n{\"doc\":\"7\",\"queries\":[\"all\",\"low\",\"odd\"]}\n");
    assertThat(together.err().lines().map(line -> line.replaceAll("^.*ndjson:(\\d+): .*", "$1")))
        .containsExactly("1501", "1601", "1701");
  }

  @Test
  void numbers_of_a_field_that_is_sometimes_text_are_text() throws IOException {
    String queries = file("q.ndjson", "{\"id\":\"q\",\"query\":\"code:7\"}");
    String docs = file("d.ndjson", "{\"code\":\"x\"}", "{\"code\":7}", "{\"a\":{\"code\":7}}");
    assertThat(
            Run.of("percolate", "--queries", queries, "--docs", docs)
                .out()
                .lines()
                .filter(l -> l.contains("\"q\"")))
        .hasSize(1);
  }

  @Test
  void fields_are_read_by_the_analyzers_of_a_file() throws IOException {
    String queries = file("q.ndjson", "{\"id\":\"a\",\"query\":\"runs tv\"}");
    String docs = file("d.ndjson", "{\"t\":\"running\"}", "{\"t\":\"television\"}");
    String analyzers = file("a.json", "{\"t\":\"english, synonyms: tv, television\"}");
    assertThat(
            Run.of("percolate", "--queries", queries, "--docs", docs, "--analyzers", analyzers)
                .out())
        .isEqualTo("{\"doc\":\"0\",\"queries\":[\"a\"]}\n{\"doc\":\"1\",\"queries\":[\"a\"]}\n");
    String unseen = file("c.json", "{\"tt\":\"english\"}");
    Run told = Run.of("percolate", "--queries", queries, "--docs", docs, "--analyzers", unseen);
    assertThat(told.code()).isZero();
    assertThat(told.err())
        .contains("note: none of the first documents has the field 'tt'; did you mean 't'?");
    String wrong = file("b.json", "{\"t\":\"englisch\"}");
    Run refused = Run.of("percolate", "--queries", queries, "--docs", docs, "--analyzers", wrong);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("t: There is no analyzer 'englisch'");
  }

  @Test
  void members_of_objects_in_lists_count_each_with_its_neighbours() throws IOException {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"near\",\"query\":\"at@geo:\\\"52.52,13.40,10km\\\"\"}",
            "{\"id\":\"names\",\"query\":\"at.name:home AND at.name:work\"}");
    String docs =
        file(
            "d.ndjson",
            "{\"at\":[{\"name\":\"home\"},{\"lat\":52.5,\"lon\":13.4,\"name\":\"work\"},null,{\"lat\":1,\"lon\":2}]}",
            "{\"at\":[{\"lat\":52.5,\"name\":\"home\"},{\"lon\":13.4}]}");
    assertThat(Run.of("percolate", "--queries", queries, "--docs", docs).out())
        .isEqualTo(
            "{\"doc\":\"0\",\"queries\":[\"names\",\"near\"]}\n{\"doc\":\"1\",\"queries\":[]}\n");
  }

  @Test
  void named_parts_are_told_where_they_are_asked_for() throws IOException {
    String queries = file("q.ndjson", "{\"id\":\"a\",\"query\":\"oil #why:(crude) #not:(gas)\"}");
    String docs = file("d.ndjson", "{\"title\":\"crude oil\"}");
    assertThat(Run.of("percolate", "--queries", queries, "--docs", docs, "--names").out())
        .isEqualTo("{\"doc\":\"0\",\"queries\":[\"a\"],\"names\":{\"a\":[\"why\"]}}\n");
  }

  @Test
  void a_limit_ends_the_search_and_finds_are_marked() throws IOException {
    String queries =
        file("q.ndjson", "{\"id\":\"a\",\"query\":\"oil\"}", "{\"id\":\"b\",\"query\":\"oil\"}");
    String docs = file("d.ndjson", "{\"title\":\"crude oil\"}");
    String[] args = {"percolate", "--queries", queries, "--docs", docs, "--limit", "1"};
    assertThat(Run.of(args).out())
        .isEqualTo("{\"doc\":\"0\",\"queries\":[\"a\"],\"complete\":false}\n");
    args[5] = "--highlight";
    args[6] = "--stats";
    assertThat(Run.of(args).out())
        .contains("\"highlights\":{\"a\":{\"title\":[\"crude <b>oil</b>\"]},\"b\":{");
    args[5] = "--limit";
    args[6] = "0";
    assertThat(Run.of(args).code()).isNotZero();
  }

  @Test
  void queries_are_chosen_by_their_tags() throws IOException {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"a\",\"query\":\"oil\",\"tags\":[\"desk=energy\",\"high\"]}",
            "{\"id\":\"b\",\"query\":\"oil\",\"tags\":[\"desk=food\"]}",
            "{\"id\":\"c\",\"query\":\"oil\"}");
    String docs = file("d.ndjson", "{\"title\":\"oil\"}");
    String[] all = {"percolate", "--queries", queries, "--docs", docs};
    assertThat(Run.of(all).out()).contains("[\"a\",\"b\",\"c\"]");
    assertThat(
            Run.of("percolate", "--queries", queries, "--docs", docs, "--tag", "desk=food").out())
        .contains("[\"b\"]");
    assertThat(
            Run.of(
                    "percolate",
                    "--queries",
                    queries,
                    "--docs",
                    docs,
                    "--tag",
                    "high",
                    "--tag",
                    "desk=food")
                .out())
        .contains("[\"a\",\"b\"]");
  }

  @Test
  void says_why_a_query_fits_a_document_or_not() throws IOException {
    String queries = file("q.ndjson", "{\"id\":\"q\",\"query\":\"+oil -gas\"}");
    String docs = file("d.ndjson", "{\"id\":\"x\",\"title\":\"oil and gas\"}");
    Run run =
        Run.of(
            "percolate",
            "--queries",
            queries,
            "--docs",
            docs,
            "--default-field",
            "title",
            "--explain",
            "q");
    assertThat(run.out())
        .startsWith("x: q does not fit\n  filed under title:oil (true, in ")
        .contains("    true   title:oil\n    false  not\n      true   title:gas\n");
    assertThat(Run.of("percolate", "--queries", queries, "--docs", docs, "--explain", "none").err())
        .contains("there is no query with the id none");
  }

  @Test
  void callers_choose_by_tags() throws IOException {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"a\",\"query\":\"oil\",\"tags\":[\"tenant:x\",\"desk\"]}",
            "{\"id\":\"b\",\"query\":\"oil\",\"tags\":[\"tenant:x\"]}",
            "{\"id\":\"c\",\"query\":\"oil\",\"tags\":[\"tenant:y\",\"desk\"]}");
    String docs = file("d.ndjson", "{\"title\":\"oil\"}");
    String[] all = {"percolate", "--queries", queries, "--docs", docs};
    assertThat(with(all, "--all-tag", "tenant:x").out()).contains("[\"a\",\"b\"]");
    assertThat(with(all, "--all-tag", "tenant:x", "--all-tag", "desk").out()).contains("[\"a\"]");
    assertThat(with(all, "--tag", "desk", "--no-tag", "tenant:x").out()).contains("[\"c\"]");
  }

  @Test
  void times_are_asked_where_fields_are_said_to_hold_them() throws IOException {
    String queries = file("q.ndjson", "{\"id\":\"a\",\"query\":\"seen:[now-1h TO now+1h]\"}");
    String docs =
        file(
            "d.ndjson",
            "{\"seen\":\"%s\"}".formatted(Instant.now()),
            "{\"seen\":%d}".formatted(System.currentTimeMillis()),
            "{\"seen\":\"2020-01-31T09:00:00Z\"}");
    String[] all = {"percolate", "--queries", queries, "--docs", docs};
    assertThat(with(all, "--date", "seen").out())
        .isEqualTo(
            "{\"doc\":\"0\",\"queries\":[\"a\"]}\n{\"doc\":\"1\",\"queries\":[\"a\"]}\n{\"doc\":\"2\",\"queries\":[]}\n");
    Run words = Run.of(all);
    assertThat(words.code()).isEqualTo(1);
    assertThat(words.err()).contains("seen is searched as words, and only a time has a now");
  }

  @Test
  void scores_tell_rare_words_from_frequent_ones_and_costs_what_took_long() throws Exception {
    String queries =
        file(
            "q.ndjson",
            "{\"id\":\"often\",\"query\":\"the\"}",
            "{\"id\":\"rarely\",\"query\":\"palladium\"}");
    String[] texts = Collections.nCopies(50, "{\"title\":\"the thing\"}").toArray(String[]::new);
    texts[49] = "{\"title\":\"the palladium\"}";
    String docs = file("d.ndjson", texts);
    Run run = Run.of("percolate", "--queries", queries, "--docs", docs, "--score", "--costs", "1");
    Map<String, ?> line = JsonTree.readObject(run.out().lines().toList().getLast());
    var scores = (Map<?, ?>) Objects.requireNonNull(line.get("scores"));
    assertThat(number(scores.get("rarely"))).isGreaterThan(2 * number(scores.get("often")));
    assertThat(run.err())
        .containsPattern("\\{\"id\":\"\\w+\",\"candidates\":\\d+,\"matches\":\\d+");
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static Run with(String[] args, String... more) {
    return Run.of(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }
}
