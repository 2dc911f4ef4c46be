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
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
  private final Io io;

  @Mixin private ServerOption server = new ServerOption();

  @Parameters(index = "0", paramLabel = "STREAM", description = "The stream.")
  private String stream = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files of events.")
  private List<String> files = List.of();

  PublishCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    try (Client client = server.client()) {
      String statement = client.get("/v1/streams/" + Client.encoded(stream)).text("statement");
      var sender =
          new LineSender(
              io, client, "/v1/streams/" + Client.encoded(stream) + "/events", "accepted");
      for (String file : files) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
          csv(sender, file, EventJson.of(definition(statement)));
        } else {
          ndjson(sender, file);
        }
      }
      sender.finish();
      io.out().println("accepted " + sender.taken() + ", refused " + sender.refused());
      return sender.refused() == 0 ? Main.FINE : Main.WRONG_INPUT;
    }
  }

  private static StreamDef definition(String statement) {
    CompileResult compiled = StatementCompiler.compile(statement, Catalog.EMPTY);
    if (compiled.statements().getFirst() instanceof Compiled.Stream declared) {
      return declared.def();
    }
    throw new UserError("the server described the stream in a way that this version does not read");
  }

  private void ndjson(LineSender sender, String file) {
    try (InputStream in = Inputs.open(file, io.in(), _ -> {})) {
      var lines = new Lines(in);
      while (lines.advance()) {
        if (!lines.isBlank()) {
          sender.add(
              lines.buffer(), lines.from(), lines.to() - lines.from(), file + ":" + lines.number());
        }
      }
    } catch (IOException e) {
      throw UnreadableFile.because(file, e);
    }
  }

  private void csv(LineSender sender, String file, EventJson schema) {
    try (EventFile events = EventFile.open(file, schema, io.in(), _ -> {})) {
      for (long row = 2; ; row++) {
        try {
          Event event = events.next();
          if (event == null) {
            break;
          }
          byte[] json = schema.write(event);
          sender.add(json, 0, json.length, file + ":" + row);
        } catch (BadLine e) {
          sender.refuse(String.valueOf(e.getMessage()));
        }
      }
    }
  }
}
