package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.InFlight;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.TaskStats;
import io.sluice.percolator.Explanation;
import io.sluice.percolator.MatchOptions;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.QueryCost;
import io.sluice.server.store.StoredReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the engine over durable streams. Calls that change something return when the change is on
 * disk and in effect: an event that is appended afterwards is seen by a pattern that was deployed
 * before, an event appended before is not. They throw {@link Refusal} for what can not be done and
 * {@link io.sluice.cep.StatementException} or {@link io.sluice.percolator.QuerySyntaxException} for
 * texts that are not valid. Usable from any thread; calls may block, so not from an event loop.
 */
public interface Host extends AutoCloseable {
  Registry registry();

  AlertLog alerts();

  HostStatus status();

  Quotas quotas();

  /** How much the engine does for one pattern. */
  Limits limits();

  /** The latest figures of the engine task, at most a moment old. */
  TaskStats taskStats();

  /**
   * What a pattern has begun and not ended, behind all events whose {@link #append} is complete,
   * and which pattern it is: one that is being changed is not mixed with the one before. Throws
   * {@link Refusal} where there is no such pattern, or the engine does not answer in time.
   */
  Running inFlight(String pattern);

  /** A pattern as the engine has it, and what it has in flight. */
  record Running(PatternEntry pattern, InFlight runs) {}

  /** How many events a query has caught. */
  long hits(String query);

  /**
   * Appends events that were read for this stream, with their JSON. The result completes when they
   * are on disk; it fails with {@link Refusal}.
   *
   * @param payloads one JSON object an event
   * @param reply the answer to keep for {@link #reply}, durable with the events; null for none
   */
  CompletableFuture<Appended> append(
      StreamEntry stream,
      List<Event> events,
      List<byte[]> payloads,
      @Nullable Function<Appended, StoredReply> reply);

  default CompletableFuture<Appended> append(
      StreamEntry stream, List<Event> events, List<byte[]> payloads) {
    return append(stream, events, payloads, null);
  }

  /** The answer that was kept under a key in the last 24 hours. */
  @Nullable StoredReply reply(String key);

  /** Durable on return. */
  void keep(StoredReply reply);

  record Appended(long firstOffset, long lastOffset) {}

  /** Events of a stream's log from {@code from} on, or from {@code from} downwards. */
  List<LoggedEvent> events(StreamEntry stream, long from, int limit, boolean descending);

  /**
   * @param json the event as it came in
   */
  record LoggedEvent(Event event, long arrival, byte[] json) {}

  /** {@code statement} is one CREATE STREAM. */
  StreamEntry createStream(String statement);

  void dropStream(String name);

  /** {@code statement} is one CREATE PATTERN. */
  PatternEntry createPattern(String statement, boolean enabled);

  /**
   * A new version of a pattern; it starts without partial matches.
   *
   * @param ifTag the tag of the version that the author saw, or null for any
   */
  PatternEntry replacePattern(String name, String statement, @Nullable String ifTag);

  PatternEntry setEnabled(String name, boolean enabled, @Nullable String ifTag);

  void dropPattern(String name, @Nullable String ifTag);

  /**
   * Stores a query, in place of the one that the id had before.
   *
   * @param fresh whether to refuse that: there may be none of this id
   */
  QueryEntry putQuery(QueryDraft query, boolean fresh);

  /**
   * Stores many queries, each in place of the one that its id had before; much faster than one by
   * one. Those that can not be stored leave their reason in the list of the answer, in the order of
   * the drafts; those that can leave null.
   */
  List<@Nullable RuntimeException> putQueries(List<QueryDraft> queries);

  void dropQuery(String id);

  /** The queries of a stream that an event fits; nothing is stored and no alert raised. */
  MatchResult percolate(StreamEntry stream, Event event, MatchOptions options);

  /** As {@link #percolate(StreamEntry, Event, MatchOptions)}, several events at once. */
  List<MatchResult> percolate(StreamEntry stream, List<Event> events, MatchOptions options);

  /** What a query finds in the event's texts, between {@code <b>} and {@code </b>}, by field. */
  Map<String, List<String>> highlights(QueryEntry query, Event event);

  /** How well the event fits queries of the stream, by id; those that have gone have none. */
  Map<String, Double> scores(StreamEntry stream, List<String> queries, Event event);

  /** What the index knows of a query; null where it has just gone. */
  @Nullable QueryFacts facts(QueryEntry query);

  /** The queries of a stream that take the most time, the slowest first. */
  List<QueryCost> slowest(StreamEntry stream, int most);

  /** Asks queries of the events that a stream has had. */
  OldEvents.Found replay(StreamEntry stream, OldEvents.Question question);

  /** Why a query fits an event, or why not. */
  Explanation explain(QueryEntry query, Event event);

  /** Takes what has been accepted to its end, commits, and marks the folder as closed in order. */
  @Override
  void close();
}
