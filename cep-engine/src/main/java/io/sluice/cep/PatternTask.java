package io.sluice.cep;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Declared;
import io.sluice.cep.plan.Standing;
import io.sluice.cep.program.CommonParts;
import io.sluice.cep.program.ProgramLimitException;
import io.sluice.cep.program.QueryCompiler;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.runtime.Deployed;
import io.sluice.cep.runtime.StoredState;
import io.sluice.cep.runtime.TaskRuntime;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.InFlight;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.TaskStats;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.ParseResult;
import io.sluice.grammar.StatementParser;
import io.sluice.grammar.ast.Statement;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The engine's task: compiles what is deployed and hands rows and time to the runtime. */
final class PatternTask implements EngineTask {
  private final TaskRuntime runtime;
  private final CommonParts common = new CommonParts();
  private Catalog catalog = Catalog.EMPTY;

  /**
   * @param stored whether {@link #drainDirty} will be called
   */
  PatternTask(Limits limits, Matching matching, boolean stored) {
    this.runtime = new TaskRuntime(limits, matching, stored);
  }

  Catalog catalog() {
    return catalog;
  }

  TaskRuntime runtime() {
    return runtime;
  }

  // ---- what runs ----

  @Override
  public void onControl(Control control, Output out) {
    switch (control) {
      case Control.Deploy deploy -> apply(compile(deploy.statement()), name -> deploy.version());
      case Control.DropPattern drop -> dropPattern(drop.name());
      case Control.DropStream drop -> dropStream(drop.name());
      case Control.PausePattern pause -> runtime.pause(patternName(pause.name()));
      case Control.ResumePattern resume -> runtime.resume(patternName(resume.name()));
    }
  }

  /** A new version of a pattern takes the place of the old one, whatever its text says. */
  private CompileResult compile(String statement) {
    Catalog before = catalog;
    ParseResult result = StatementParser.parse(statement);
    for (Statement parsed : result.script().statements()) {
      if (parsed instanceof Statement.CreatePattern pattern) {
        before = before.withoutPattern(patternName(pattern.name().text()));
      }
    }
    CompileResult compiled = StatementCompiler.compile(statement, result, before);
    if (!compiled.isValid()) {
      throw new StatementException(compiled.diagnostics(), "statement", statement);
    }
    return compiled;
  }

  /**
   * Puts a valid script to work. All of its programs are made before anything changes.
   *
   * @param version of a pattern or stream, by name
   */
  void apply(CompileResult script, ToIntFunction<String> version) {
    Map<Compiled, QueryProgram> programs = new IdentityHashMap<>();
    for (Compiled compiled : script.statements()) {
      if (compiled instanceof Compiled.Query query) {
        programs.put(query, program(query, script.text()));
      }
    }
    for (Compiled compiled : script.statements()) {
      switch (compiled) {
        case Compiled.Stream stream ->
            runtime.createStream(
                stream.def(), stream.text(), version.applyAsInt(stream.def().name()));
        case Compiled.Query query -> {
          QueryProgram program = programs.get(query);
          if (program != null) {
            String name = query.standing().name();
            runtime.deploy(idOf(query), program, query.text(), version.applyAsInt(name));
          }
        }
        case Compiled.DropObject drop -> drop(drop.drop().kind(), drop.name());
        case Compiled.Pause pause -> {
          if (pause.paused()) {
            runtime.pause(patternName(pause.pattern()));
          } else {
            runtime.resume(patternName(pause.pattern()));
          }
        }
        case Compiled.Explain _ -> {}
      }
    }
    catalog = script.catalog();
  }

  private QueryProgram program(Compiled.Query query, String text) {
    try {
      return QueryCompiler.compile(query.standing(), common);
    } catch (ProgramLimitException e) {
      Diagnostic error =
          Diagnostic.error(
              "P3304", String.valueOf(e.getMessage()), query.ast().span(), "too large to run");
      throw new StatementException(List.of(error), "statement", text);
    }
  }

  /** A pattern is called by its name; other statements by what they are, with a number. */
  private String idOf(Compiled.Query query) {
    Standing standing = query.standing();
    String base =
        switch (query.ast()) {
          case Statement.CreatePattern _ -> standing.name();
          case Statement.InsertQuery _ -> "insert into " + standing.name();
          default -> "select";
        };
    if (query.ast() instanceof Statement.CreatePattern || !runtime.runs(base)) {
      return base;
    }
    int number = 2;
    while (runtime.runs(base + " #" + number)) {
      number++;
    }
    return base + " #" + number;
  }

  /** Nothing is named where there was nothing and IF EXISTS allowed that. */
  private void drop(Statement.ObjectKind kind, @Nullable String name) {
    if (name == null) {
      return;
    }
    switch (kind) {
      case PATTERN -> dropPattern(name);
      case STREAM, TABLE -> dropStream(name);
      case VIEW -> {}
    }
  }

  private void dropPattern(String name) {
    String declared = patternName(name);
    runtime.drop(declared);
    catalog = catalog.withoutPattern(declared);
  }

  private void dropStream(String name) {
    StreamDef stream = catalog.stream(name);
    String declared = stream == null ? name : stream.name();
    runtime.dropStream(declared);
    catalog = catalog.withoutStream(declared);
  }

  private String patternName(String name) {
    Declared pattern = catalog.pattern(name);
    return pattern == null ? name : pattern.name();
  }

  // ---- rows and time ----

  @Override
  public void onEvent(Event event, Output out) {
    runtime.event(event, out);
  }

  @Override
  public void onWatermark(String stream, long time, Output out) {
    runtime.watermark(stream, time, out);
  }

  @Override
  public void onTick(long logicalNow, Output out) {
    runtime.tick(logicalNow, out);
  }

  @Override
  public void onEnd(Output out) {
    runtime.end(out);
  }

  @Override
  public InFlight inFlight(String pattern) {
    return runtime.inFlight(patternName(pattern), Census.MOST);
  }

  @Override
  public TaskStats stats() {
    return runtime.stats();
  }

  // ---- state ----

  @Override
  public void restore(StateReader reader, Unfit unfit) {
    StoredState stored = StoredState.read(reader);
    for (StoredState.Item item : stored.items()) {
      Deployed deployed = item.deployed();
      if (item.stream()) {
        restoreStream(stored, deployed);
        continue;
      }
      String why = null;
      try {
        if (!restore(stored, deployed)) {
          why =
              "This version runs the pattern in another way than the one that wrote its partial matches.";
        }
      } catch (StatementException e) {
        why = "This version does not take the statement: " + e.diagnostics().getFirst().message();
      }
      if (why != null) {
        runtime.leaveOut(stored, deployed);
        unfit.leftOut(deployed.id(), why);
      }
    }
    runtime.restoreShared(stored);
  }

  private void restoreStream(StoredState stored, Deployed deployed) {
    try {
      restore(stored, deployed);
    } catch (StatementException e) {
      var old = OldAnalyzers.in(deployed.statement());
      if (old.replaced().isEmpty()) {
        throw e;
      }
      restore(stored, deployed, compile(old.text()));
    }
  }

  /** False where the state belongs to another program. */
  private boolean restore(StoredState stored, Deployed deployed) {
    return restore(stored, deployed, compile(deployed.statement()));
  }

  private boolean restore(StoredState stored, Deployed deployed, CompileResult result) {
    for (Compiled compiled : result.statements()) {
      switch (compiled) {
        case Compiled.Stream stream -> runtime.restoreStream(stored, deployed, stream.def());
        case Compiled.Query query -> {
          if (!runtime.restoreQuery(stored, deployed, program(query, deployed.statement()))) {
            return false;
          }
        }
        case Compiled.DropObject _, Compiled.Pause _, Compiled.Explain _ ->
            throw new IllegalStateException("not a stream or statement: " + compiled.text());
      }
    }
    catalog = result.catalog();
    return true;
  }

  @Override
  public void drainDirty(StateWriter writer) {
    runtime.drain(writer);
  }
}
