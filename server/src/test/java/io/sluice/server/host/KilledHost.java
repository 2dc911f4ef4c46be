package io.sluice.server.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.cep.event.Event;
import io.sluice.server.store.Store;
import io.sluice.server.wire.BadEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A process that lives to be killed: takes events and changes of definitions as fast as it can, and
 * prints what was promised to it, one line each, after the promise.
 */
final class KilledHost {
  private KilledHost() {}

  public static void main(String[] args) {
    long seed = Long.parseLong(args[1]);
    var host = EmbeddedHost.open(Store.open(Path.of(args[0]), 0), HostFixture.setup(Store::write));
    if (host.registry().streamOrNull("base") == null) {
      host.createStream("STREAM base");
      host.createPattern("PATTERN twos EVERY 2 OF base", true);
    }
    Thread.ofPlatform().start(() -> send(host, seed));
    for (int worker = 1; worker <= 3; worker++) {
      long own = seed * 10 + worker;
      Thread.ofPlatform().start(() -> change(host, own));
    }
  }

  private static void send(Host host, long seed) {
    StreamEntry base = host.registry().stream("base");
    var random = new Random(seed);
    while (true) {
      String json = "{\"k\":\"k" + random.nextInt(20) + "\",\"ts\":1}";
      try {
        Event event = base.json().read(json, 0, -1);
        long offset =
            host.append(base, List.of(event), List.of(json.getBytes(UTF_8))).join().lastOffset();
        say("event " + offset);
      } catch (BadEvent e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Objects with names that all workers share, so that most changes race with others. */
  private static void change(Host host, long seed) {
    var random = new Random(seed);
    while (true) {
      String stream = "s" + random.nextInt(3);
      String object = "x" + random.nextInt(4);
      try {
        switch (random.nextInt(6)) {
          case 0 -> say("stream " + host.createStream("STREAM " + stream).number());
          case 1 -> host.dropStream(stream);
          case 2 -> host.createPattern("PATTERN " + object + " EVERY 2 OF " + stream, true);
          case 3 -> host.dropPattern(object, null);
          case 4 -> host.putQuery(QueryDraft.of(object, stream, "k:b", null), false);
          default -> host.dropQuery(object);
        }
      } catch (Refusal e) {
        // Most of the time something is missing, there already, or in use.
      }
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
