package io.sluice.server.cli;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.server.files.BadLine;
import io.sluice.server.files.EventFile;
import io.sluice.server.files.Inputs;
import io.sluice.server.files.Lines;
import io.sluice.server.files.UnreadableFile;
import io.sluice.server.wire.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "publish",
    header = "Sends the events of files to a stream of a running server.",
    description = {
      "Files as for 'run': .ndjson, .jsonl or .csv, each also as .gz; - is NDJSON from standard"
          + " input. Lines that the server does not take are named; then the exit code is 1."
    },
    footer = {"", "Example:", "  sluice publish card_tx payments.ndjson.gz"})
final class PublishCommand implements Callable<Integer> {
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BATCH_LINES = 2000;
  private static final int REFUSALS_SHOWN = 20;

  private final Io io;

  @Mixin private ServerOption server = new ServerOption();

  @Parameters(index = "0", paramLabel = "STREAM", description = "The stream.")
  private String stream = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files of events.")
  private List<String> files = List.of();

  private long accepted;
  private long rejected;

  PublishCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    try (Client client = server.client()) {
      String statement = client.get("/v1/streams/" + Client.encoded(stream)).text("statement");
      for (String file : files) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
          csv(client, file, EventJson.of(definition(statement)));
        } else {
          ndjson(client, file);
        }
      }
    }
    if (rejected > REFUSALS_SHOWN) {
      io.err().println((rejected - REFUSALS_SHOWN) + " more lines were refused");
    }
    io.out().println("accepted " + accepted + ", refused " + rejected);
    return rejected == 0 ? Main.FINE : Main.WRONG_INPUT;
  }

  private static StreamDef definition(String statement) {
    CompileResult compiled = StatementCompiler.compile(statement, Catalog.EMPTY);
    if (compiled.statements().getFirst() instanceof Compiled.Stream declared) {
      return declared.def();
    }
    throw new UserError("the server described the stream in a way that this version does not read");
  }

  private void ndjson(Client client, String file) {
    var batch = new Batch();
    try (InputStream in = Inputs.open(file, io.in(), _ -> {})) {
      var lines = new Lines(in);
      while (lines.advance()) {
        if (!lines.isBlank()) {
          batch.add(lines.buffer(), lines.from(), lines.to() - lines.from(), lines.number());
          sendIfFull(client, file, batch);
        }
      }
      send(client, file, batch);
    } catch (IOException e) {
      throw UnreadableFile.because(file, e);
    }
  }

  private void csv(Client client, String file, EventJson schema) {
    var batch = new Batch();
    try (EventFile events = EventFile.open(file, schema, io.in(), _ -> {})) {
      for (long row = 2; ; row++) {
        try {
          Event event = events.next();
          if (event == null) {
            break;
          }
          byte[] json = schema.write(event);
          batch.add(json, 0, json.length, row);
          sendIfFull(client, file, batch);
        } catch (BadLine e) {
          refuse(String.valueOf(e.getMessage()));
        }
      }
      send(client, file, batch);
    }
  }

  /** Lines on their way, with the numbers they have in their file. */
  private static final class Batch {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<Long> numbers = new ArrayList<>();

    void add(byte[] buffer, int from, int length, long number) {
      bytes.write(buffer, from, length);
      bytes.write('\n');
      numbers.add(number);
    }
  }

  private void sendIfFull(Client client, String file, Batch batch) {
    if (batch.numbers.size() >= BATCH_LINES || batch.bytes.size() >= BATCH_BYTES) {
      send(client, file, batch);
    }
  }

  private void send(Client client, String file, Batch batch) {
    if (batch.numbers.isEmpty()) {
      return;
    }
    Client.Answer answer = client.publish(stream, batch.bytes.toByteArray());
    if (answer.body().get("rejected") == null) {
      Client.fine(answer);
    }
    accepted += Long.parseLong("0" + answer.text("accepted"));
    long named = 0;
    for (Map<String, @Nullable Object> error : answer.list("errors")) {
      int line = Integer.parseInt(String.valueOf(error.get("line")));
      refuse(file + ":" + batch.numbers.get(line - 1) + ": " + error.get("message"));
      named++;
    }
    rejected += Math.max(0, Long.parseLong("0" + answer.text("rejected")) - named);
    batch.bytes.reset();
    batch.numbers.clear();
  }

  private void refuse(String message) {
    if (++rejected <= REFUSALS_SHOWN) {
      io.err().println(message);
    }
  }
}
