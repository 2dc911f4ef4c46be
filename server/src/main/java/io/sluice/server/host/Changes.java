package io.sluice.server.host;

import io.sluice.cep.plan.Catalog;
import io.sluice.server.host.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes of what is defined, as callers ask for them: compiled and checked on the caller's thread,
 * sent through the log, and answered when they are durable. A statement is compiled against what
 * the last one left, so statements come one at a time. Queries need only their stream and come side
 * by side, so that many of them share a commit; {@link Applying} has the last word on both.
 */
final class Changes {
  /** Takes a change into the log, or throws why none is taken. */
  interface Log {
    void send(Input.Control change);
  }

  private final HostSetup.Compiler compiler;
  private final Definitions definitions;
  private final Registry registry;
  private final Quotas quotas;
  private final Log log;
  private final ReentrantLock statements = new ReentrantLock();

  Changes(HostSetup.Compiler compiler, Definitions definitions, Quotas quotas, Log log) {
    this.compiler = compiler;
    this.definitions = definitions;
    this.registry = definitions.published();
    this.quotas = quotas;
    this.log = log;
  }

  // ---- streams ----

  StreamEntry createStream(String statement) {
    return alone(
        () -> {
          Definition.Created created = Definition.created(statement);
          StreamEntry before = created == null ? null : registry.streamOrNull(created.name());
          if (before != null && !created.replace()) {
            throw Applying.exists("stream", before.name());
          }
          Catalog catalog = registry.catalog();
          if (before != null) {
            registry.checkUnused(before);
            catalog = catalog.withoutStream(before.name());
          }
          var definition = Definition.stream(compiler, statement, catalog);
          quotas.checkStream(registry, definition.def());
          String name = definition.def().name();
          var change =
              new Change.CreateStream(
                  definitions.nextStream(), name, definition.def().statement(), before != null);
          return (StreamEntry)
              feeding(definition.def().lateTo(), Feeders.lateRows(name), change, definition);
        });
  }

  void dropStream(String name) {
    alone(
        () -> {
          StreamEntry stream = registry.stream(name);
          registry.checkUnused(stream);
          send(new Change.DropStream(stream.name()), null);
          return stream;
        });
  }

  // ---- patterns ----

  PatternEntry createPattern(String statement, boolean enabled) {
    return alone(
        () -> {
          Definition.Created created = Definition.created(statement);
          if (created != null && registry.patterns().containsKey(created.name())) {
            PatternEntry before = registry.pattern(created.name());
            if (created.replace()) {
              return replace(before, statement);
            }
            throw Applying.exists("pattern", before.name());
          }
          var definition = Definition.pattern(compiler, statement, registry.catalog());
          quotas.checkPattern(registry);
          return deploy(definition, 1, enabled);
        });
  }

  PatternEntry replacePattern(String name, String statement, @Nullable String ifTag) {
    return alone(
        () -> {
          PatternEntry before = registry.pattern(name);
          Applying.checkTag(before, ifTag);
          return replace(before, statement);
        });
  }

  /** A new version of a pattern that had failed runs; one of a disabled pattern does not. */
  private PatternEntry replace(PatternEntry before, String statement) {
    var definition =
        Definition.pattern(compiler, statement, registry.catalog().withoutPattern(before.name()));
    if (!definition.standing().name().equalsIgnoreCase(before.name())) {
      throw new Refusal(
          Reason.WRONG_KIND,
          "The statement creates `%s`, the address names `%s`. Give them one name."
              .formatted(definition.standing().name(), before.name()));
    }
    boolean enabled = before.state() != PatternEntry.State.DISABLED;
    return deploy(definition, before.version() + 1, enabled);
  }

  private PatternEntry deploy(Definition.OfPattern definition, int version, boolean enabled) {
    var standing = definition.standing();
    quotas.checkSize(standing);
    var change = new Change.Deploy(standing.name(), version, standing.statement(), enabled);
    return (PatternEntry)
        feeding(definition.feeds(), Feeders.pattern(standing.name()), change, definition);
  }

  PatternEntry setEnabled(String name, boolean enabled, @Nullable String ifTag) {
    return alone(
        () -> {
          PatternEntry before = registry.pattern(name);
          Applying.checkTag(before, ifTag);
          var wanted = enabled ? PatternEntry.State.ENABLED : PatternEntry.State.DISABLED;
          if (before.state() == wanted) {
            return before;
          }
          var change = new Change.SetEnabled(before.name(), enabled);
          if (!enabled || before.declared() != null) {
            return (PatternEntry) send(change, null);
          }
          // It could not be read at the start; that it can be now, only a compilation tells.
          var definition = Definition.pattern(compiler, before.statement(), registry.catalog());
          return (PatternEntry)
              feeding(definition.feeds(), Feeders.pattern(before.name()), change, definition);
        });
  }

  void dropPattern(String name, @Nullable String ifTag) {
    alone(
        () -> {
          PatternEntry before = registry.pattern(name);
          Applying.checkTag(before, ifTag);
          send(new Change.DropPattern(before.name()), null);
          return before;
        });
  }

  // ---- queries ----

  QueryEntry putQuery(QueryDraft query, boolean fresh) {
    return (QueryEntry) send(new Change.PutQuery(checked(query, fresh), fresh), null);
  }

  /** All are sent before the first is waited for, so that they share commits. */
  List<@Nullable RuntimeException> putQueries(List<QueryDraft> queries) {
    var sent = new ArrayList<CompletableFuture<@Nullable Defined>>();
    for (QueryDraft query : queries) {
      try {
        sent.add(sending(new Change.PutQuery(checked(query, false), false), null));
      } catch (RuntimeException e) {
        sent.add(CompletableFuture.failedFuture(e));
      }
    }
    var outcomes = new ArrayList<@Nullable RuntimeException>();
    for (CompletableFuture<@Nullable Defined> one : sent) {
      try {
        await(one);
        outcomes.add(null);
      } catch (RuntimeException e) {
        outcomes.add(e);
      }
    }
    return outcomes;
  }

  private QueryDraft checked(QueryDraft query, boolean fresh) {
    boolean known = registry.queries().containsKey(query.id());
    if (known && fresh) {
      throw Applying.exists("query", query.id());
    }
    if (!known) {
      quotas.checkQuery(registry, query.id());
    }
    Quotas.checkTags(query);
    QueryDraft found = query.on(registry.stream(query.stream()).name());
    definitions.queriesOf(found.stream()).check(found);
    return found;
  }

  void dropQuery(String id) {
    registry.query(id);
    send(new Change.DropQuery(id), null);
  }

  // ---- sending ----

  private <T> T alone(Supplier<T> change) {
    statements.lock();
    try {
      return change.get();
    } finally {
      statements.unlock();
    }
  }

  /**
   * Sends a change after which {@code target} is fed. It is marked before the change gets its
   * place, so that no event of a client can come behind it.
   */
  private Defined feeding(
      @Nullable String target, String feeder, Change change, Definition definition) {
    StreamEntry fed = target == null ? null : registry.streamOrNull(target);
    boolean marked = fed != null && fed.feeders().add(feeder);
    try {
      return send(change, definition);
    } catch (RuntimeException e) {
      if (marked) {
        fed.feeders().remove(feeder);
      }
      throw e;
    }
  }

  /** What the change left; nothing useful where it took something away. */
  @SuppressWarnings("NullAway") // a change that defines something leaves it
  private Defined send(Change change, @Nullable Definition definition) {
    return await(sending(change, definition));
  }

  private CompletableFuture<@Nullable Defined> sending(
      Change change, @Nullable Definition definition) {
    var done = new CompletableFuture<@Nullable Defined>();
    log.send(new Input.Control(change, definition, done));
    return done;
  }

  @SuppressWarnings("NullAway") // a change that defines something leaves it
  private static Defined await(CompletableFuture<@Nullable Defined> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
