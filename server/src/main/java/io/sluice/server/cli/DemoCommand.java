package io.sluice.server.cli;

import io.sluice.server.ServerConfig;
import io.sluice.server.SluiceServer;
import io.sluice.server.demo.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "demo",
    header = "Runs the server with a sample that feeds it.",
    description = {
      "Samples: card-fraud (payments with fraud among them; says how much of it was found) and"
          + " news-search (articles against stored searches). A past of half an hour is written first,"
          + " so that there is something to see at once; then events come as they would. Prints alerts"
          + " as they come. Ends with Ctrl-C, or after --seconds."
    },
    footer = {"", "Examples:", "  sluice demo", "  sluice demo news-search --rate 20 --port 8080"})
final class DemoCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The sample, by default card-fraud.")
  private String name = "card-fraud";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything in this folder; by default a new one, removed at the end.")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "By default 7070; 0 takes a free one.")
  private int port = ServerConfig.DEFAULT_PORT;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second, by default what suits the sample.")
  private double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Equal seeds give equal events, but for their times; by default 1.")
  private long seed = 1;

  @Option(names = "--seconds", paramLabel = "N", description = "Stop after this time.")
  private long seconds = Long.MAX_VALUE / 1_000_000;

  DemoCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws InterruptedException {
    Sample sample = sample();
    double perSecond = rate > 0 ? rate : sample.rate();
    Path folder = data == null ? newFolder() : data;
    SluiceServer server = Startup.start(ServerConfig.of(folder).withPort(port));
    String address = ServeCommand.address(ServerConfig.DEFAULT_HOST, server.port());
    var demo = new Demo(io, sample, address);
    // Ctrl-C ends the JVM's other threads where they stand, so the order of stopping is kept here.
    var stop =
        new Thread(
            () -> {
              demo.stop();
              server.close();
              if (data == null) {
                remove(folder);
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    io.out().println(sample.title());
    io.out().println("Console: " + address + "   (Ctrl-C stops the demo)");
    io.out().flush();
    demo.run(seed, perSecond, seconds);
    return Main.FINE;
  }

  private Sample sample() {
    List<String> names = new ArrayList<>();
    for (Sample sample : ServiceLoader.load(Sample.class)) {
      if (sample.name().equals(name)) {
        return sample;
      }
      names.add(sample.name());
    }
    throw new UserError(
        "there is no sample '"
            + name
            + "'"
            + Errors.didYouMean(name, names)
            + " (there are "
            + String.join(", ", names)
            + ")");
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("sluice-demo-");
    } catch (IOException e) {
      throw new UserError("no folder can be made for the demo's data; give one with --data");
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(DemoCommand::delete);
    } catch (IOException | UncheckedIOException e) {
      // It lies in the system's folder for temporary files, which is cleared anyway.
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
