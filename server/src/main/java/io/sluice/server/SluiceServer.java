package io.sluice.server;

import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.server.host.EmbeddedHost;
import io.sluice.server.host.Host;
import io.sluice.server.host.HostSetup;
import io.sluice.server.http.HttpFront;
import io.sluice.server.live.AlertHub;
import io.sluice.server.metrics.Figures;
import io.sluice.server.metrics.Meters;
import io.sluice.server.store.Store;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A running server: made here from its parts, from the data folder up, and taken apart in reverse.
 */
public final class SluiceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SluiceServer.class);

  /** Exercises the ways that the first user would otherwise wait for. */
  private static final String WARM_UP =
      "CREATE STREAM w (k STRING, v DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);"
          + " CREATE PATTERN p AS SELECT * FROM w MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts"
          + " MEASURES COUNT(A.v) AS n PATTERN (A{2,} B) WITHIN INTERVAL '1' MINUTE"
          + " DEFINE A AS A.v < 1, B AS B.v > 1);";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Host host;
  private final int port;
  private boolean closed;

  private SluiceServer(ServerConfig config) {
    try {
      Store store = Store.open(config.dataDir(), config.ballastBytes());
      LOG.atLevel(store.recovery().lostCommits() ? Level.ERROR : Level.INFO)
          .log("Data folder {}: {}.", config.dataDir().toAbsolutePath(), store.recovery().text());
      Meters meters = new Meters();
      var setup =
          HostSetup.of(config.lowDiskBytes(), meters)
              .withQuotas(config.quotas())
              .withLimits(config.engine());
      host = part(EmbeddedHost.open(store, setup));
      StatementCompiler.compile(WARM_UP, Catalog.EMPTY);

      ExecutorService workers = part(Executors.newVirtualThreadPerTaskExecutor());
      Vertx vertx = Vertx.vertx(vertxOptions());
      parts.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
      AlertHub hub = new AlertHub(host.alerts(), workers);
      Figures figures = part(new Figures(host, hub));
      HttpFront front =
          part(
              HttpFront.of(
                  vertx, host, hub, figures, meters, workers, config.clients(), version()));
      part(hub);
      port = front.listen(config.host(), config.port(), config.names());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts and returns when requests are answered. Throws with a message for people. */
  public static SluiceServer start(ServerConfig config) {
    return new SluiceServer(config);
  }

  private static VertxOptions vertxOptions() {
    // Nothing is served from files, so no cache folder is made for them.
    return new VertxOptions()
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  public int port() {
    return port;
  }

  /** For programs that embed the server. */
  public Host host() {
    return host;
  }

  public static String version() {
    String version = SluiceServer.class.getPackage().getImplementationVersion();
    return version == null ? "0.1.0" : version;
  }

  /** Stops intake, works off what was accepted, commits, and closes the folder in order. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("A part of the server did not stop in order: {}", e.getMessage());
      }
    }
  }
}
