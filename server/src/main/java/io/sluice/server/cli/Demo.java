package io.sluice.server.cli;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.server.demo.Sample;
import io.sluice.server.demo.Sample.Generated;
import io.sluice.server.demo.Sample.Generator;
import io.sluice.server.demo.Scoreboard;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Feeds a running server with a sample's events and prints what it finds. */
final class Demo {
  private static final int BATCH = 1000;
  private static final long SCORES_EVERY_MILLIS = 30_000;
  private static final long PATIENCE_SECONDS = 10;

  /** An alert may come this much later than the event that completed it, before it is missed. */
  private static final long SLACK_MILLIS = 3_000;

  private final Io io;
  private final Sample sample;
  private final String address;
  private final Client client;
  private final Scoreboard scores = new Scoreboard();
  private final AtomicLong alerts = new AtomicLong();
  private final Map<String, ByteArrayOutputStream> batches = new LinkedHashMap<>();
  private final CountDownLatch following = new CountDownLatch(1);
  private int batched;
  private long events;

  /** Alerts of an earlier time are counted and not printed. */
  private volatile long shownFrom = Long.MAX_VALUE;

  private volatile boolean stopped;

  Demo(Io io, Sample sample, String address) {
    this.io = io;
    this.sample = sample;
    this.address = address;
    this.client = new Client(address);
  }

  void run(long seed, double perSecond, long seconds) throws InterruptedException {
    deploy();
    Thread feed = Thread.ofPlatform().daemon().name("alerts").start(this::follow);
    if (!following.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new UserError("the server's alert feed does not answer");
    }
    long begin = System.currentTimeMillis();
    Generator generator = sample.generator(seed, begin - sample.historyMillis(), perSecond);
    shownFrom = begin;
    Generated next = history(generator, begin);
    long liveFrom = System.currentTimeMillis();
    say("%.0f events a second; alerts as they come:".formatted(perSecond));
    live(generator, next, liveFrom, liveFrom + seconds * 1000);
    Thread.sleep(SLACK_MILLIS);
    printScores("At the end");
    stop();
    feed.join(1000);
  }

  void stop() {
    stopped = true;
    client.close();
  }

  private void deploy() {
    CompileResult script = StatementCompiler.compile(sample.script(), Catalog.EMPTY);
    for (Compiled statement : script.statements()) {
      String path = statement instanceof Compiled.Stream ? "/v1/streams" : "/v1/patterns";
      create(path, Map.of("statement", statement.text()));
    }
    for (Sample.StoredQuery query : sample.queries()) {
      Map<String, @Nullable Object> body = new LinkedHashMap<>();
      body.put("stream", query.stream());
      body.put("query", query.query());
      if (query.defaultField() != null) {
        body.put("defaultField", query.defaultField());
      }
      client.send("PUT", "/v1/queries/" + Client.encoded(query.id()), body);
    }
  }

  /** In a folder that is used again the sample's streams and patterns are there already. */
  private void create(String path, Map<String, String> body) {
    client.sendUnlessExists("POST", path, body);
  }

  /** Returns the first event that is not past. */
  private Generated history(Generator generator, long until) {
    say("Writing the past %d minutes ...".formatted(sample.historyMillis() / 60_000));
    long started = System.nanoTime();
    Generated event = generator.next();
    for (; event.time() < until && !stopped; event = generator.next()) {
      add(event);
      if (batched == BATCH) {
        flush();
      }
    }
    flush();
    double seconds = (System.nanoTime() - started) / 1e9;
    say("%,d events in %.1f s, %,d alerts so far.".formatted(events, seconds, alerts.get()));
    return event;
  }

  private void live(Generator generator, Generated first, long begin, long end)
      throws InterruptedException {
    long nextScores = begin + SCORES_EVERY_MILLIS / 3;
    Generated event = first;
    for (long now = System.currentTimeMillis();
        now < end && !stopped;
        now = System.currentTimeMillis()) {
      while (event.time() <= now) {
        add(event);
        event = generator.next();
      }
      flush();
      if (now >= nextScores) {
        printScores("So far");
        nextScores = now + SCORES_EVERY_MILLIS;
      }
      Thread.sleep(Math.clamp(event.time() - System.currentTimeMillis(), 1, 50));
    }
  }

  private void add(Generated event) {
    scores.generated(event);
    byte[] json = event.json().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream batch =
        batches.computeIfAbsent(event.stream(), _ -> new ByteArrayOutputStream());
    batch.write(json, 0, json.length);
    batch.write('\n');
    batched++;
    events++;
  }

  private void flush() {
    if (batched == 0 || stopped) {
      return;
    }
    batches.forEach(
        (stream, batch) -> {
          if (batch.size() > 0) {
            Client.fine(
                client.lines(
                    "/v1/streams/" + Client.encoded(stream) + "/events", batch.toByteArray()));
            batch.reset();
          }
        });
    batched = 0;
  }

  private void follow() {
    try {
      client.alerts("", () -> stopped, following::countDown, this::onAlert);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UserError e) {
      if (!stopped) {
        say(String.valueOf(e.getMessage()));
      }
    }
  }

  private void onAlert(String data) {
    AlertLine alert = AlertLine.of(data);
    alerts.incrementAndGet();
    String id = sample.idColumn();
    if (id != null) {
      scores.alert(alert.source(), alert.ofMatched(id));
    }
    if (alert.time() >= shownFrom) {
      say(alert.text());
    }
  }

  private void printScores(String when) {
    say("%s: %,d events, %,d alerts; more at %s".formatted(when, events, alerts.get(), address));
    if (sample.idColumn() == null) {
      return;
    }
    for (Scoreboard.Score score : scores.scores(System.currentTimeMillis() - SLACK_MILLIS)) {
      say(
          "  %-18s precision %3.0f %% (%d of %d alerts)   recall %3.0f %% (%d of %d episodes)"
              .formatted(
                  score.pattern(),
                  100 * score.precision(),
                  score.right(),
                  score.alerts(),
                  100 * score.recall(),
                  score.found(),
                  score.episodes()));
    }
  }

  private void say(String line) {
    synchronized (io.out()) {
      io.out().println(line);
      io.out().flush();
    }
  }
}
