package io.sluice.server.host;

import io.sluice.cep.StatementException;
import io.sluice.cep.event.StreamDef;
import io.sluice.server.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the definitions as the last commit left them. */
final class Loading {
  private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

  private final Store store;
  private final HostSetup.Compiler compiler;
  private final Definitions definitions;
  private final Registry working;

  private Loading(Store store, HostSetup.Compiler compiler, Definitions definitions) {
    this.store = store;
    this.compiler = compiler;
    this.definitions = definitions;
    this.working = definitions.working();
  }

  static Definitions load(Store store, HostSetup.Compiler compiler, Registry published) {
    var definitions = new Definitions(store, published);
    new Loading(store, compiler, definitions).run();
    return definitions;
  }

  private void run() {
    definitions.usedStreamNumbersBelow(store.nextStream());
    inOrder(RegistryRecords.STREAM).forEach(this::stream);
    inOrder(RegistryRecords.PATTERN).forEach(this::pattern);
    queries();
    definitions.loadHits();
    Registry published = definitions.published();
    working.streams().values().forEach(published::put);
    working.patternsInOrder().forEach(published::put);
    working.queries().values().forEach(published::put);
    working.patterns().values().forEach(p -> definitions.feeds(p, true));
    working.streams().values().forEach(s -> definitions.lateRows(s, true));
  }

  /** Objects of a kind in the order of their creation: each was compiled against those before. */
  private List<RegistryRecords.Stored> inOrder(byte kind) {
    var found = new ArrayList<RegistryRecords.Stored>();
    store.registry(kind, (_, bytes) -> found.add(RegistryRecords.decode(bytes)));
    found.sort(Comparator.comparingLong(RegistryRecords.Stored::order));
    return found;
  }

  private void stream(RegistryRecords.Stored stored) {
    var change = (Change.CreateStream) stored.change();
    definitions.add(
        new StreamEntry(
            change.number(),
            def(change.name(), change.statement()),
            stored.createdAt(),
            stored.order(),
            store.events().end(change.number())));
  }

  private StreamDef def(String name, String statement) {
    try {
      return OldStreams.read(compiler, name, statement, working.catalog());
    } catch (StatementException e) {
      LOG.error(
          "The stream `{}` can not be read. The version that wrote this folder can; drop the stream there, or go on with that version.",
          name);
      throw e;
    }
  }

  private void pattern(RegistryRecords.Stored stored) {
    var change = (Change.Deploy) stored.change();
    PatternEntry.State state = PatternEntry.State.DISABLED;
    if (change.enabled()) {
      state = stored.failure() == null ? PatternEntry.State.ENABLED : PatternEntry.State.FAILED;
    }
    var entry =
        new PatternEntry(
            change.name(),
            change.version(),
            state,
            stored.failure(),
            change.statement(),
            null,
            null,
            List.of(),
            stored.createdAt(),
            stored.updatedAt(),
            stored.order());
    try {
      entry = entry.compiledAs(Definition.pattern(compiler, change.statement(), working.catalog()));
    } catch (StatementException | Refusal e) {
      // One pattern that a newer version reads otherwise is no reason to keep the house shut.
      LOG.error("The pattern `{}` can not run: {}", change.name(), e.getMessage());
      if (entry.failure() == null) {
        String why =
            e instanceof StatementException statement
                ? statement.diagnostics().getFirst().message()
                : String.valueOf(e.getMessage());
        entry =
            entry.withState(
                PatternEntry.State.FAILED,
                "This version does not take the statement: %s. Change the pattern.".formatted(why),
                stored.updatedAt());
      }
    }
    working.put(entry);
  }

  private void queries() {
    Map<String, List<QueryEntry>> byStream = new HashMap<>();
    store.registry(
        RegistryRecords.QUERY,
        (_, bytes) -> {
          RegistryRecords.Stored stored = RegistryRecords.decode(bytes);
          QueryDraft draft = ((Change.PutQuery) stored.change()).draft();
          definitions.expect(draft);
          byStream
              .computeIfAbsent(draft.stream(), _ -> new ArrayList<>())
              .add(new QueryEntry(draft, stored.version(), stored.createdAt(), stored.order()));
        });
    byStream.forEach(this::queries);
  }

  private void queries(String stream, List<QueryEntry> entries) {
    try {
      definitions.restore(stream, entries, Loading::leftOut);
    } catch (Refusal e) {
      entries.forEach(entry -> leftOut(entry, e.text()));
    }
  }

  /** One search that a newer version reads otherwise is no reason to keep the house shut. */
  private static void leftOut(QueryEntry query, String why) {
    LOG.error("The query `{}` can not run and is left out: {}", query.id(), why);
  }
}
