package io.sluice.server.cli;

import io.sluice.server.ServerConfig;
import io.sluice.server.SluiceServer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    header = "Runs the server: console, REST and WebSocket.",
    description = "Everything lives in one folder. Ends with Ctrl-C; what was accepted is on disk.",
    footer = {"", "Example:", "  sluice serve --data ./data --port 7070"})
final class ServeCommand implements Callable<Integer> {
  private final Io io;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder with everything, by default ./data.")
  private Path data = Path.of("data");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "By default 7070; 0 takes a free one.")
  private int port = ServerConfig.DEFAULT_PORT;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on, by default 127.0.0.1: this machine only.")
  private String host = ServerConfig.DEFAULT_HOST;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      split = ",",
      description = {
        "A name by which browsers may reach this server, besides localhost;",
        "give it again for another one. Needed behind a proxy."
      })
  private Set<String> names = Set.of();

  @ArgGroup(validate = false, heading = "%nLimits:%n")
  private LimitOptions limits = new LimitOptions();

  ServeCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws InterruptedException {
    SluiceServer server =
        Startup.start(
            limits.applied(ServerConfig.of(data).withHost(host).withPort(port).withNames(names)));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    io.out().println("Sluice " + Version.number() + " is ready: " + address(host, server.port()));
    io.out().println("Data in " + data.toAbsolutePath().normalize() + "; Ctrl-C stops it.");
    io.out().flush();
    new CountDownLatch(1).await();
    return Main.FINE;
  }

  /** What to type into a browser. */
  static String address(String host, int port) {
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    return "http://"
        + (any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port;
  }
}
