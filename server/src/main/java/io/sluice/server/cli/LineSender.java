package io.sluice.server.cli;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines of NDJSON to an address of a running server, many in a request, and names those that
 * it does not take by the places that they came from.
 */
final class LineSender {
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BATCH_LINES = 2000;
  private static final int REFUSALS_SHOWN = 20;

  private final Io io;
  private final Client client;
  private final String path;
  private final String takenMember;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> places = new ArrayList<>();
  private long taken;
  private long refused;

  /**
   * @param takenMember of the answer: how many lines were taken
   */
  LineSender(Io io, Client client, String path, String takenMember) {
    this.io = io;
    this.client = client;
    this.path = path;
    this.takenMember = takenMember;
  }

  /**
   * @param place where the line comes from, such as {@code file:12}
   */
  void add(byte[] buffer, int from, int length, String place) {
    bytes.write(buffer, from, length);
    bytes.write('\n');
    places.add(place);
    if (places.size() >= BATCH_LINES || bytes.size() >= BATCH_BYTES) {
      flush();
    }
  }

  /** Sends what waits. */
  void flush() {
    if (places.isEmpty()) {
      return;
    }
    Client.Answer answer = sent();
    if (answer.body().get("rejected") == null) {
      Client.fine(answer);
    }
    taken += Long.parseLong("0" + answer.text(takenMember));
    long named = 0;
    for (Map<String, @Nullable Object> error : answer.list("errors")) {
      int line = Integer.parseInt(String.valueOf(error.get("line")));
      refuse(places.get(line - 1) + ": " + error.get("message"));
      named++;
    }
    refused += Math.max(0, Long.parseLong("0" + answer.text("rejected")) - named);
    bytes.reset();
    places.clear();
  }

  /** As soon as a server that is behind takes them; it takes all or none. */
  private Client.Answer sent() {
    return Patience.until(() -> client.lines(path, bytes.toByteArray()));
  }

  /** A line that is not even sent. */
  void refuse(String message) {
    if (++refused <= REFUSALS_SHOWN) {
      io.err().println(message);
    }
  }

  /** Sends the rest and says how many there are that nobody named. */
  void finish() {
    flush();
    if (refused > REFUSALS_SHOWN) {
      io.err().println((refused - REFUSALS_SHOWN) + " more lines were refused");
    }
  }

  long taken() {
    return taken;
  }

  long refused() {
    return refused;
  }
}
