package io.sluice.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.percolator.MatchOptions;
import io.sluice.server.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compiled queries in files: a start takes them where they fit, and is right where they do not. */
class QueryFilesTest extends HostFixture {
  private static QueryDraft query(String id, String text, String... tags) {
    return new QueryDraft(id, "s", text, null, null, null, Set.of(tags));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder.resolve("derived"))) {
      return files.sorted().toList();
    }
  }

  private List<String> fitting(String key) throws Exception {
    StreamEntry stream = host.registry().stream("s");
    Event event = stream.json().read("{\"k\":\"" + key + "\",\"ts\":1}", 0, -1);
    return host.percolate(stream, event, MatchOptions.ALL).ids();
  }

  @Test
  void a_restart_reads_the_file_and_what_was_changed_since() throws Exception {
    host.createStream("STREAM s");
    host.putQuery(query("a", "k:x", "t"), true);
    host.putQuery(query("b", "k:x"), true);
    host.putQuery(query("c", "k:y OR k:/x+z/"), true);
    restart();
    Path file = files().getFirst();
    byte[] old = Files.readAllBytes(file);
    assertThat(fitting("x")).containsExactly("a", "b");
    assertThat(fitting("xxz")).containsExactly("c");
    host.putQuery(query("a", "k:y", "u"), false);
    host.putQuery(query("d", "k:x"), false);
    host.dropQuery("b");
    host.close();
    Files.write(file, old); // as after a crash: the file knows nothing of the changes
    open();
    assertThat(fitting("x")).containsExactly("d");
    assertThat(fitting("y")).containsExactly("a", "c");
    StreamEntry stream = host.registry().stream("s");
    Event event = stream.json().read("{\"k\":\"y\",\"ts\":1}", 0, -1);
    assertThat(host.percolate(stream, event, MatchOptions.ALL.withAnyTag("u")).ids())
        .containsExactly("a");
  }

  @Test
  void a_damaged_file_is_said_and_all_is_compiled() throws Exception {
    host.createStream("STREAM s");
    host.putQuery(query("a", "k:x"), true);
    host.close();
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    try (var log = new LogLines()) {
      open();
      assertThat(log.lines())
          .anyMatch(line -> line.contains("saved queries") && line.contains("damaged"));
    }
    assertThat(fitting("x")).containsExactly("a");
    restart();
    assertThat(Files.readAllBytes(file)).isNotEqualTo(bytes);
  }

  @Test
  void files_of_streams_that_are_gone_go_too() throws Exception {
    host.createStream("STREAM s");
    host.createStream("STREAM r");
    host.putQuery(query("a", "k:x"), true);
    host.putQuery(QueryDraft.of("b", "r", "k:x", "k"), true);
    restart();
    assertThat(files()).hasSize(2);
    host.dropQuery("b");
    host.dropStream("r");
    restart();
    assertThat(files()).hasSize(1);
    assertThat(fitting("x")).containsExactly("a");
  }
}
