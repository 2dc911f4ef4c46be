package io.sluice.server.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A use case that can be shown: {@code sluice demo NAME}. */
public interface Sample {
  /** As on the command line, for example {@code card-fraud}. */
  String name();

  /** One line. */
  String title();

  /** Streams and patterns. */
  String script();

  List<StoredQuery> queries();

  /** Events a second that suit this sample. */
  int rate();

  /** Event time that is generated at once before the live part begins, so that there is a past. */
  default long historyMillis() {
    return 30 * 60_000L;
  }

  /**
   * Events from {@code startMillis} on, without end. Equal arguments give equal events.
   *
   * @param perSecond how many events a second of event time, on average
   */
  Generator generator(long seed, long startMillis, double perSecond);

  /** The column that names an event, for telling which events an alert took; null for no truth. */
  @Nullable String idColumn();

  /** A stored query. */
  record StoredQuery(String id, String stream, String query, @Nullable String defaultField) {}

  /** Events in the order of their time. */
  interface Generator {
    Generated next();
  }

  /**
   * @param time event time, milliseconds
   * @param json the event
   * @param id its value of {@link #idColumn}, or empty
   * @param episode what it is part of, such as {@code card_testing#12}: the pattern that should see
   *     it, and a number; null for an ordinary event
   * @param last whether the episode is complete with this event
   */
  record Generated(
      long time, String stream, String json, String id, @Nullable String episode, boolean last) {}
}
