package io.sluice.server.host;

import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.server.host.PatternEntry.State;
import io.sluice.server.store.Commit;
import io.sluice.server.store.Store;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the state of the engine at a start, and sees that definitions and engine agree about
 * what runs. A pattern that does not fit any more fails by itself and all others go on.
 */
final class TakingUp {
  private static final Logger LOG = LoggerFactory.getLogger(TakingUp.class);

  private final Store store;
  private final Definitions definitions;

  TakingUp(Store store, Definitions definitions) {
    this.store = store;
    this.definitions = definitions;
  }

  void run(EngineTask task) {
    Map<String, String> unfit = new HashMap<>();
    task.restore(parts -> store.state(Effects.ENGINE_TASK, parts::accept), unfit::put);
    unfit.forEach(this::leftOut);
    task.stats()
        .patterns()
        .forEach(
            (name, stats) -> {
              PatternEntry entry = definitions.working().patterns().get(name);
              if (entry != null && !entry.enabled() && !stats.paused()) {
                // An earlier start could not take it up; it has missed events since.
                task.onControl(new Control.PausePattern(name), _ -> {});
              }
            });
    note();
  }

  private void leftOut(String name, String why) {
    LOG.error("The pattern `{}` can not go on where it was, and is stopped. {}", name, why);
    definitions.leftOut().add(name);
    PatternEntry entry = definitions.working().patterns().get(name);
    if (entry != null && entry.enabled()) {
      PatternEntry failed =
          entry.withState(
              State.FAILED,
              why
                  + " Enable the pattern or change it to start it anew, without its partial matches.",
              entry.updatedAt());
      definitions.working().put(failed);
      definitions.published().put(failed);
    }
  }

  /** What failed stays so, also under a version that could take it up: it misses events now. */
  private void note() {
    var failed =
        definitions.working().patterns().values().stream()
            .filter(p -> p.state() == State.FAILED)
            .toList();
    if (failed.isEmpty()) {
      return;
    }
    try (Commit commit = store.newCommit()) {
      failed.forEach(p -> RegistryRecords.put(commit, p));
      commit.position(store.position());
      store.write(commit);
    }
  }
}
