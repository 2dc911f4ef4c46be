package io.sluice.server.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.Engine;
import io.sluice.cep.StatementException;
import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.grammar.ast.Statement;
import io.sluice.server.LogLines;
import io.sluice.server.host.PatternEntry.State;
import io.sluice.server.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of the engine that reads or runs a stored pattern in another way. */
class UpgradeTest {
  private static final HostSetup NORMAL = HostSetup.of(0, Timings.NONE);

  @TempDir Path folder;
  private EmbeddedHost host;

  @BeforeEach
  void two_patterns_wait_for_a_second_row() throws Exception {
    host = open(NORMAL);
    host.createStream("CREATE STREAM s (ts TIMESTAMP(3), v INT)");
    host.createPattern(pairs("first", 21), true);
    host.createPattern(pairs("second", 31), true);
    send(21, 31);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private static String pairs(String name, int value) {
    return "CREATE PATTERN %s AS SELECT * FROM s MATCH_RECOGNIZE (ORDER BY ts MEASURES B.v AS v PATTERN (A ->> B) WITHIN INTERVAL '%d' MINUTE DEFINE A AS A.v = %d, B AS B.v = %d)"
        .formatted(name, value - 10, value, value + 1);
  }

  private EmbeddedHost open(HostSetup setup) {
    return EmbeddedHost.open(Store.open(folder, 0), setup);
  }

  private void send(int... values) throws Exception {
    StreamEntry stream = host.registry().stream("s");
    for (int value : values) {
      String json = "{\"ts\":0,\"v\":" + value + "}";
      host.append(
              stream, List.of(stream.json().read(json, 0, -1)), List.of(json.getBytes(ISO_8859_1)))
          .join();
    }
    settle();
  }

  private List<String> alerts() {
    var names = new java.util.ArrayList<String>();
    host.alerts().from(0, alert -> names.add(alert.name()));
    return names;
  }

  /** An engine that finds other statements in its state. */
  private static EngineTask finding(Limits limits, String text, String other) {
    EngineTask real = Engine.newTask(limits);
    return (EngineTask)
        Proxy.newProxyInstance(
            EngineTask.class.getClassLoader(),
            new Class<?>[] {EngineTask.class},
            (_, method, arguments) -> {
              if (method.getName().equals("restore") && arguments.length == 2) {
                var state = (EngineTask.StateReader) arguments[0];
                arguments[0] =
                    (EngineTask.StateReader)
                        to ->
                            state.forEach(
                                (key, value) -> to.accept(key, replaced(value, text, other)));
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static byte[] replaced(byte[] value, String text, String other) {
    return new String(value, ISO_8859_1).replace(text, other).getBytes(ISO_8859_1);
  }

  private static final HostSetup RUNS_OTHERWISE =
      NORMAL.withTasks(limits -> finding(limits, "INTERVAL '11'", "INTERVAL '12'"));

  private static final HostSetup READS_OTHERWISE =
      NORMAL
          .withTasks(limits -> finding(limits, "A.v = 21", "A.v # 21"))
          .withCompiler(
              (text, catalog) ->
                  NORMAL.compiler().compile(text.replace("A.v = 21", "A.v # 21"), catalog));

  @Test
  void a_pattern_whose_state_does_not_fit_fails_and_the_others_go_on() throws Exception {
    host.close();
    host = open(RUNS_OTHERWISE);
    PatternEntry failed = host.registry().pattern("first");
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.failure())
        .startsWith("This version runs the pattern in another way than the one that wrote");
    send(22, 32);
    assertThat(alerts()).containsExactly("second");

    assertThat(host.setEnabled("first", true, null).state()).isEqualTo(State.ENABLED);
    send(22, 21, 22);
    assertThat(alerts()).containsExactly("second", "first");
    host.close();
    host = open(NORMAL);
    assertThat(host.registry().pattern("first").state()).isEqualTo(State.ENABLED);
    send(21, 22);
    assertThat(alerts()).containsExactly("second", "first", "first");
  }

  @Test
  void what_has_missed_events_does_not_go_on_by_itself() throws Exception {
    host.close();
    host = open(RUNS_OTHERWISE);
    send(1);
    host.close();
    host = open(NORMAL);
    assertThat(host.registry().pattern("first").state()).isEqualTo(State.FAILED);
    send(22);
    assertThat(alerts()).isEmpty();
    host.setEnabled("first", true, null);
    send(22);
    assertThat(alerts()).isEmpty();
    send(21, 22);
    assertThat(alerts()).containsExactly("first");
  }

  @Test
  void a_pattern_that_is_not_read_any_more_waits_for_a_new_version() throws Exception {
    host.close();
    host = open(READS_OTHERWISE);
    assertThat(host.registry().pattern("first").failure())
        .startsWith("This version does not take the statement: ");
    assertThatThrownBy(() -> host.setEnabled("first", true, null))
        .isInstanceOf(StatementException.class);
    send(32);
    assertThat(alerts()).containsExactly("second");
    PatternEntry mended = host.replacePattern("first", pairs("first", 41), null);
    assertThat(mended.state()).isEqualTo(State.ENABLED);
    assertThat(mended.version()).isEqualTo(2);
    send(41, 42);
    assertThat(alerts()).containsExactly("second", "first");
    host.close();
    host = open(NORMAL);
    assertThat(host.registry().pattern("first").state()).isEqualTo(State.ENABLED);
  }

  @Test
  void a_pattern_that_does_not_fit_can_be_disabled_and_dropped() throws Exception {
    host.close();
    host = open(RUNS_OTHERWISE);
    assertThat(host.setEnabled("first", false, null).failure()).isNull();
    host.close();
    host = open(RUNS_OTHERWISE);
    assertThat(host.registry().pattern("first").state()).isEqualTo(State.DISABLED);
    host.setEnabled("first", true, null);
    send(21, 22);
    assertThat(alerts()).containsExactly("first");
    host.dropPattern("first", null);
    host.close();
    host = open(NORMAL);
    assertThat(host.registry().patterns()).containsOnlyKeys("second");
  }

  @Test
  void a_stream_whose_analyzer_is_refused_now_goes_on_with_the_default_one() throws Exception {
    host.close();
    host =
        open(NORMAL.withCompiler(UpgradeTest::withoutCheck).withTasks(UpgradeTest::deployingCjk));
    host.createStream(
        "CREATE STREAM news (title TEXT ANALYZER 'foo', tags ARRAY<TEXT ANALYZER 'foo'>, body TEXT ANALYZER 'german', ts TIMESTAMP(3))");
    host.createPattern(
        "CREATE PATTERN cats AS SELECT title FROM news WHERE MATCHES(title, 'cat')", true);
    sendNews("the cat");
    settle();
    assertThat(alerts()).containsExactly("cats");
    host.close();
    try (var log = new LogLines()) {
      host = open(NORMAL.withTasks(limits -> finding(limits, "'cjk'", "'foo'")));
      assertThat(log.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("`title`", "`news`", "'foo'", "'standard'", "create it anew"))
          .noneMatch(line -> line.contains("`body`"));
    }
    assertThat(host.registry().stream("news").def().schema().column(0).type())
        .isEqualTo(ColumnType.TEXT);
    assertThat(host.registry().stream("news").def().schema().column(2).type())
        .isEqualTo(new ColumnType.Text("german"));
    assertThat(host.registry().pattern("cats").state()).isEqualTo(State.ENABLED);
    sendNews("a cat");
    settle();
    assertThat(alerts()).containsExactly("cats", "cats");
  }

  /** Its creation stands in the log alone: the process ended before what it left was committed. */
  @Test
  void a_stream_with_such_an_analyzer_is_read_from_the_log_too() throws Exception {
    host.close();
    var writes = new AtomicInteger();
    host =
        open(
            NORMAL
                .withCompiler(UpgradeTest::withoutCheck)
                .withTasks(UpgradeTest::deployingCjk)
                .withSink(
                    (store, commit) -> {
                      if (writes.incrementAndGet() > 1) {
                        throw new IllegalStateException("the process ends");
                      }
                      store.write(commit);
                    }));
    assertThatThrownBy(
            () ->
                host.createStream(
                    "CREATE STREAM news (title TEXT ANALYZER 'foo', ts TIMESTAMP(3))"))
        .isInstanceOf(Refusal.class);
    host.close();
    try (var log = new LogLines()) {
      host = open(NORMAL);
      assertThat(log.lines())
          .anySatisfy(
              line -> assertThat(line).contains("`title`", "`news`", "'foo'", "'standard'"));
    }
    host.createPattern(
        "CREATE PATTERN cats AS SELECT title FROM news WHERE MATCHES(title, 'cat')", true);
    sendNews("the cat");
    settle();
    assertThat(alerts()).containsExactly("cats");
    host.close();
    try (var log = new LogLines()) {
      host = open(NORMAL);
      assertThat(log.lines()).as("it is stored with the new one").noneMatch(l -> l.contains("foo"));
    }
    sendNews("a cat");
    settle();
    assertThat(alerts()).containsExactly("cats", "cats");
  }

  private static EngineTask deployingCjk(Limits limits) {
    EngineTask real = Engine.newTask(limits);
    return (EngineTask)
        Proxy.newProxyInstance(
            EngineTask.class.getClassLoader(),
            new Class<?>[] {EngineTask.class},
            (_, method, arguments) -> {
              if (method.getName().equals("onControl")
                  && arguments[0] instanceof Control.Deploy(String statement, int version)) {
                arguments[0] = new Control.Deploy(statement.replace("'foo'", "'cjk'"), version);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** As if there were an analyzer 'foo'. */
  private static CompileResult withoutCheck(String text, Catalog catalog) {
    CompileResult result = NORMAL.compiler().compile(text.replace("'foo'", "'cjk'"), catalog);
    return new CompileResult(
        text,
        result.statements().stream().map(UpgradeTest::withFoo).toList(),
        result.diagnostics(),
        result.catalog());
  }

  private static Compiled withFoo(Compiled compiled) {
    if (!(compiled instanceof Compiled.Stream(StreamDef def, Statement ast, String text))) {
      return compiled;
    }
    var stored =
        new StreamDef(
            def.name(),
            def.schema(),
            def.timeColumn(),
            def.delayMillis(),
            def.idleAfterMillis(),
            def.lateTo(),
            def.retainMillis(),
            def.statement().replace("'cjk'", "'foo'"));
    return new Compiled.Stream(stored, ast, text);
  }

  private void sendNews(String title) throws Exception {
    StreamEntry stream = host.registry().stream("news");
    String json = "{\"ts\":0,\"title\":\"" + title + "\"}";
    host.append(
            stream, List.of(stream.json().read(json, 0, -1)), List.of(json.getBytes(ISO_8859_1)))
        .join();
  }

  private void settle() {
    host.createStream("CREATE STREAM settle (v INT)");
    host.dropStream("settle");
  }
}
