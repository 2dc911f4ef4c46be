package io.sluice.server.host;

import io.sluice.cep.StatementException;
import io.sluice.cep.task.Control;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changes into effect, one after the other, in their places among the events. Whatever a
 * change needs is checked here once more, against what all changes before it left: callers check
 * early, to answer soon, but two of them may both have been right when they looked. What is refused
 * here has changed nothing, and is refused again when a restart meets it in the log. So every order
 * in which changes can become durable is one that a restart can read.
 */
final class Applying {
  private static final Logger LOG = LoggerFactory.getLogger(Applying.class);

  private final HostSetup.Compiler compiler;
  private final Definitions definitions;
  private final Registry working;
  private final Registry published;
  private final Consumer<Control> engine;

  /**
   * @param engine takes what the engine must know; may throw, and then has changed nothing
   */
  Applying(HostSetup.Compiler compiler, Definitions definitions, Consumer<Control> engine) {
    this.compiler = compiler;
    this.definitions = definitions;
    this.working = definitions.working();
    this.published = definitions.published();
    this.engine = engine;
  }

  /**
   * What the change left in the registry; null where it took something away.
   *
   * @param definition what it defines, or null after a restart: then it is compiled here
   * @param sequence of the change among all input
   * @param now when the change came in
   */
  @Nullable Defined apply(
      Change change, @Nullable Definition definition, long sequence, long now, Effects effects) {
    return switch (change) {
      case Change.CreateStream c -> createStream(c, definition, sequence, now, effects);
      case Change.DropStream c -> dropStream(c, effects);
      case Change.Deploy c -> deploy(c, definition, sequence, now, effects);
      case Change.SetEnabled c -> setEnabled(c, definition, now, effects);
      case Change.DropPattern c -> dropPattern(c, effects);
      case Change.PutQuery c -> putQuery(c, sequence, now, effects);
      case Change.DropQuery c -> dropQuery(c, effects);
      // Defines nothing; the runner tells the engine.
      case Change.Tick _ -> null;
    };
  }

  // ---- streams ----

  private StreamEntry createStream(
      Change.CreateStream c,
      @Nullable Definition definition,
      long sequence,
      long now,
      Effects effects) {
    var def =
        definition instanceof Definition.OfStream of
            ? of.def()
            : OldStreams.read(
                compiler, c.name(), c.statement(), working.catalog().withoutStream(c.name()));
    StreamEntry before = working.streamOrNull(c.name());
    if (before != null && !c.replace()) {
      throw exists("stream", before.name());
    }
    if (before != null) {
      dropStream(new Change.DropStream(before.name()), effects);
    }
    var stream = new StreamEntry(c.number(), def, now, sequence, definitions.endOf(c.number()));
    toEngine(c.name(), new Control.Deploy(def.statement(), 1));
    definitions.add(stream);
    int next = definitions.nextStream();
    effects.records.add(
        commit -> {
          RegistryRecords.put(commit, stream);
          commit.nextStream(next);
        });
    effects.whenDurable.add(
        () -> {
          published.put(stream);
          definitions.lateRows(stream, true);
        });
    return stream;
  }

  private @Nullable Defined dropStream(Change.DropStream c, Effects effects) {
    StreamEntry stream = working.stream(c.name());
    working.checkUnused(stream);
    toEngine(stream.name(), new Control.DropStream(stream.name()));
    definitions.remove(stream);
    effects.records.add(
        commit -> {
          commit.deleteRegistry(RegistryRecords.STREAM, stream.name());
          commit.deleteStream(stream.number());
        });
    effects.whenDurable.add(
        () -> {
          published.removeStream(stream.name());
          definitions.lateRows(stream, false);
        });
    return null;
  }

  // ---- patterns ----

  private PatternEntry deploy(
      Change.Deploy c, @Nullable Definition definition, long sequence, long now, Effects effects) {
    PatternEntry before = working.patterns().get(c.name());
    if (before != null && c.version() != before.version() + 1) {
      throw exists("pattern", before.name());
    }
    if (before == null && c.version() != 1) {
      throw Registry.missing("pattern", c.name(), working.patterns().keySet());
    }
    // Compiled before anything changes, so that the version that runs goes on where this one fails.
    var compiled =
        definition instanceof Definition.OfPattern of
            ? of
            : Definition.pattern(
                compiler, c.statement(), working.catalog().withoutPattern(c.name()));
    boolean respelled = before != null && !before.name().equals(c.name());
    if (before != null && respelled) {
      // The engine takes a name in another spelling for another pattern.
      toEngine(before.name(), new Control.DropPattern(before.name()));
    }
    toEngine(c.name(), new Control.Deploy(c.statement(), c.version()));
    if (!c.enabled()) {
      toEngine(c.name(), new Control.PausePattern(c.name()));
    }
    if (definitions.leftOut().remove(c.name())) {
      LOG.info("The pattern `{}` starts anew, without its partial matches.", c.name());
    }
    var entry =
        new PatternEntry(
            c.name(),
            c.version(),
            c.enabled() ? PatternEntry.State.ENABLED : PatternEntry.State.DISABLED,
            null,
            c.statement(),
            compiled.declared(),
            compiled.comment(),
            compiled.warnings(),
            before == null ? now : before.createdAt(),
            now,
            before == null ? sequence : before.order());
    if (before != null && respelled) {
      working.removePattern(before.name());
      effects.records.add(commit -> commit.deleteRegistry(RegistryRecords.PATTERN, before.name()));
      effects.whenDurable.add(() -> published.removePattern(before.name()));
    }
    put(entry, effects);
    effects.whenDurable.add(
        () -> {
          if (before != null) {
            definitions.feeds(before, false);
          }
          definitions.feeds(entry, true);
        });
    return entry;
  }

  private PatternEntry setEnabled(
      Change.SetEnabled c, @Nullable Definition definition, long now, Effects effects) {
    PatternEntry before = working.pattern(c.name());
    if (definitions.leftOut().contains(before.name()) || before.declared() == null) {
      return c.enabled() ? anew(before, definition, now, effects) : off(before, now, effects);
    }
    toEngine(
        before.name(),
        c.enabled()
            ? new Control.ResumePattern(before.name())
            : new Control.PausePattern(before.name()));
    var state = c.enabled() ? PatternEntry.State.ENABLED : PatternEntry.State.DISABLED;
    return put(before.withState(state, null, now), effects);
  }

  /** The engine has only old state of it, if any, and forgets that now. */
  private PatternEntry anew(
      PatternEntry before, @Nullable Definition definition, long now, Effects effects) {
    var compiled =
        definition instanceof Definition.OfPattern of
            ? of
            : Definition.pattern(
                compiler, before.statement(), working.catalog().withoutPattern(before.name()));
    toEngine(before.name(), new Control.Deploy(before.statement(), before.version()));
    definitions.leftOut().remove(before.name());
    LOG.info("The pattern `{}` starts anew, without its partial matches.", before.name());
    PatternEntry entry =
        before.compiledAs(compiled).withState(PatternEntry.State.ENABLED, null, now);
    effects.whenDurable.add(() -> definitions.feeds(entry, true));
    return put(entry, effects);
  }

  private PatternEntry off(PatternEntry before, long now, Effects effects) {
    return put(before.withState(PatternEntry.State.DISABLED, null, now), effects);
  }

  /** The engine has stopped a pattern by itself. */
  void failed(String name, String why, long now, Effects effects) {
    put(working.pattern(name).withState(PatternEntry.State.FAILED, why, now), effects);
  }

  private @Nullable Defined dropPattern(Change.DropPattern c, Effects effects) {
    PatternEntry before = working.pattern(c.name());
    toEngine(before.name(), new Control.DropPattern(before.name()));
    definitions.leftOut().remove(before.name());
    working.removePattern(before.name());
    effects.records.add(commit -> commit.deleteRegistry(RegistryRecords.PATTERN, before.name()));
    effects.whenDurable.add(
        () -> {
          published.removePattern(before.name());
          definitions.feeds(before, false);
        });
    return null;
  }

  private PatternEntry put(PatternEntry entry, Effects effects) {
    working.put(entry);
    effects.records.add(commit -> RegistryRecords.put(commit, entry));
    effects.whenDurable.add(() -> published.put(entry));
    return entry;
  }

  // ---- queries ----

  private QueryEntry putQuery(Change.PutQuery c, long sequence, long now, Effects effects) {
    String id = c.draft().id();
    QueryEntry before = working.queries().get(id);
    if (before != null && c.fresh()) {
      throw exists("query", id);
    }
    var query =
        new QueryEntry(
            c.draft().on(working.stream(c.draft().stream()).name()),
            before == null ? 1 : before.version() + 1,
            before == null ? now : before.createdAt(),
            before == null ? sequence : before.order());
    definitions.add(query);
    effects.records.add(commit -> RegistryRecords.put(commit, query));
    effects.whenDurable.add(() -> published.put(query));
    return query;
  }

  private @Nullable Defined dropQuery(Change.DropQuery c, Effects effects) {
    QueryEntry before = working.query(c.id());
    definitions.remove(before, effects);
    effects.records.add(commit -> commit.deleteRegistry(RegistryRecords.QUERY, c.id()));
    effects.whenDurable.add(() -> published.removeQuery(c.id()));
    return null;
  }

  // ---- refusals ----

  static Refusal exists(String kind, String name) {
    String help =
        switch (kind) {
          case "stream" -> "Delete it first, or choose another name.";
          case "pattern" -> "Change it with PUT /v1/patterns/%s, or choose another name.";
          default -> "Change it with PUT /v1/queries/%s, or choose another id.";
        };
    return new Refusal(
        Refusal.Reason.EXISTS,
        "There is a %s `%s` already. %s".formatted(kind, name, help.formatted(name)));
  }

  private void toEngine(String name, Control control) {
    try {
      engine.accept(control);
    } catch (StatementException | Refusal e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The engine refused {}.", control, e);
      throw Refusal.engineFailed(name);
    }
  }

  /** For callers that want to know early. */
  static void checkTag(PatternEntry now, @Nullable String seen) {
    if (seen != null && !seen.equals(now.tag())) {
      throw new Refusal(
          Refusal.Reason.STALE,
          "`%s` is at version %d, which is not the one that you read. Nothing was saved. Read it again and repeat your change."
              .formatted(now.name(), now.version()));
    }
  }
}
