package io.sluice.server.cli;

import io.sluice.server.wire.JsonTree;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pattern has in flight, as two tables. */
final class RunsText {
  private final Client.Answer runs;

  RunsText(Client.Answer runs) {
    this.runs = runs;
  }

  void print(PrintStream out) {
    List<Map<String, @Nullable Object>> states = runs.list("states");
    List<Map<String, @Nullable Object>> keys = runs.list("topKeys");
    if (runs.text("keys").equals("0")) {
      out.println("No attempt is in flight for " + runs.text("pattern") + ".");
      return;
    }
    out.println(head());
    if (runs.text("partial").equals("true")) {
      out.println("There is too much to look at: what follows is of a part of the keys.");
    }
    boolean every = states.stream().anyMatch(state -> state.get("partialMatches") != null);
    boolean counted = !runs.body().containsKey("attempts");
    out.println();
    var header = new ArrayList<>(List.of("STATE", "VARIABLE"));
    if (!counted) {
      header.add("ATTEMPTS");
    }
    header.add("KEYS");
    if (!counted) {
      header.add("WAITING");
    }
    if (every) {
      header.add("PARTIAL MATCHES");
    }
    var table = new Table(header.toArray(String[]::new));
    for (Map<String, @Nullable Object> state : states) {
      var cells = new ArrayList<>(List.of(Client.text(state, "id"), Client.text(state, "var")));
      if (!counted) {
        cells.add(Client.text(state, "attempts"));
      }
      cells.add(Client.text(state, "keys"));
      if (!counted) {
        cells.add(Client.text(state, "waiting"));
      }
      if (every) {
        cells.add(Client.text(state, "partialMatches"));
      }
      table.row(cells.toArray(String[]::new));
    }
    table.print(out);
    out.println();
    var top = counted ? new Table("KEY", "OLDEST") : new Table("KEY", "ATTEMPTS", "OLDEST");
    for (Map<String, @Nullable Object> key : keys) {
      String values = key.get("key") instanceof Map<?, ?> map ? JsonTree.write(map) : "";
      if (counted) {
        top.row(values, Client.text(key, "oldest"));
      } else {
        top.row(values, Client.text(key, "attempts"), Client.text(key, "oldest"));
      }
    }
    top.print(out);
  }

  private String head() {
    String keys = many(runs.text("keys"), "key");
    String since = ", the oldest since " + runs.text("oldest");
    return runs.body().containsKey("attempts")
        ? many(runs.text("attempts"), "attempt") + " for " + keys + since
        : "partial matches of " + keys + since;
  }

  private static String many(String count, String what) {
    return count + " " + what + (count.equals("1") ? "" : "s");
  }
}
