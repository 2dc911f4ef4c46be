package io.sluice.server.cases;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Engine;
import io.sluice.cep.StatementException;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.QueryFailedException;
import io.sluice.grammar.NearestName;
import io.sluice.server.cases.CaseFile.Advance;
import io.sluice.server.cases.CaseFile.End;
import io.sluice.server.cases.CaseFile.Publish;
import io.sluice.server.cases.CaseFile.Row;
import io.sluice.server.cases.CaseFile.Rows;
import io.sluice.server.cases.CaseFile.Step;
import io.sluice.server.cases.CaseFile.Text;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.EventJson;
import io.sluice.server.wire.RowJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs one case on the engine in memory. */
public final class CaseRun {
  private final CaseFile file;
  private final List<OutputRow> rows = new ArrayList<>();
  private final Map<String, EventJson> streams = new HashMap<>();
  private final Map<String, Long> offsets = new HashMap<>();

  private CaseRun(CaseFile file) {
    this.file = file;
  }

  public static Outcome run(CaseFile file) {
    return new CaseRun(file).run(true);
  }

  /** Leaves the input open: what comes before its end. */
  public static Outcome withoutEnd(CaseFile file) {
    return new CaseRun(file).run(false);
  }

  private Outcome run(boolean endOfInput) {
    try {
      Engine engine = Engine.create(rows::add);
      CompileResult script = engine.execute(file.script());
      if (file.expected() instanceof Text text && text.kind() == Text.Kind.EXPLAIN) {
        return new Outcome.Explained(ExplanationText.of(script));
      }
      for (StreamDef stream : engine.catalog().streams().values()) {
        streams.put(stream.name(), EventJson.of(stream));
      }
      boolean ended = false;
      for (Step step : file.steps()) {
        if (ended) {
          return new Outcome.Failed("line " + step.line() + ": the input has ended before");
        }
        switch (step) {
          case Publish publish -> publish(engine, publish);
          case Advance advance -> engine.advanceTo(advance.time());
          case End _ -> {
            engine.end();
            ended = true;
          }
        }
      }
      if (!ended && endOfInput) {
        engine.end();
      }
      return new Outcome.Produced(compared(script));
    } catch (StatementException | QueryFailedException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    } catch (BadEvent e) {
      return new Outcome.Failed(e.text());
    }
  }

  private void publish(Engine engine, Publish step) throws BadEvent {
    EventJson stream = streams.get(step.stream());
    if (stream == null) {
      throw new BadEvent(
          "unknown-stream",
          null,
          "There is no stream `%s`.%s"
              .formatted(
                  step.stream(),
                  NearestName.to(step.stream(), streams.keySet())
                      .map(near -> " Did you mean `" + near + "`?")
                      .orElse("")));
    }
    long offset = offsets.merge(step.stream(), 1L, Long::sum) - 1;
    engine.publish(stream.read(step.json(), 0, offset));
  }

  /**
   * Rows of a stream that another statement of the script reads, and late rows, need not be named:
   * they are compared only where the expectation has a row of that name.
   */
  private List<Row> compared(CompileResult script) {
    Set<String> silent = new HashSet<>(Destinations.readInside(script));
    if (file.expected() instanceof Rows expected) {
      expected.rows().forEach(row -> silent.remove(row.to()));
    }
    return rows.stream()
        .filter(row -> !silent.contains(row.to()))
        .map(row -> new Row(row.to(), RowJson.string(row)))
        .toList();
  }
}
