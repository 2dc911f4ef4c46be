package io.sluice.percolator;

import java.util.Collections;
import java.util.Set;

/**
 * How to match.
 *
 * @param limit stop after so many matches, whichever they are
 * @param anyTag only stored queries with one of these tags; empty for all
 * @param allTags only stored queries with each of these tags
 * @param noTag no stored queries with one of these tags
 * @param now what {@code now} in a query is, in milliseconds since 1970; {@link #CLOCK} for the
 *     time of the call
 * @param names whether to tell of each match which of its named parts fit
 */
public record MatchOptions(
    int limit,
    Set<String> anyTag,
    Set<String> allTags,
    Set<String> noTag,
    long now,
    boolean names) {
  /** Whatever the clock says when it is matched. */
  public static final long CLOCK = Long.MIN_VALUE;

  public static final MatchOptions ALL = limit(Integer.MAX_VALUE);

  public MatchOptions {
    anyTag = Set.copyOf(anyTag);
    allTags = Set.copyOf(allTags);
    noTag = Set.copyOf(noTag);
    if (limit < 0) {
      throw new IllegalArgumentException("The limit is " + limit + "; it must not be negative.");
    }
  }

  /** Without names. */
  public MatchOptions(
      int limit, Set<String> anyTag, Set<String> allTags, Set<String> noTag, long now) {
    this(limit, anyTag, allTags, noTag, now, false);
  }

  public static MatchOptions limit(int limit) {
    return new MatchOptions(limit, Set.of(), Set.of(), Set.of(), CLOCK);
  }

  public MatchOptions withLimit(int newLimit) {
    return new MatchOptions(newLimit, anyTag, allTags, noTag, now, names);
  }

  public MatchOptions withAnyTag(String... tags) {
    return new MatchOptions(limit, Set.of(tags), allTags, noTag, now, names);
  }

  public MatchOptions withAllTags(String... tags) {
    return new MatchOptions(limit, anyTag, Set.of(tags), noTag, now, names);
  }

  public MatchOptions withNoTag(String... tags) {
    return new MatchOptions(limit, anyTag, allTags, Set.of(tags), now, names);
  }

  public MatchOptions withNow(long millis) {
    return new MatchOptions(limit, anyTag, allTags, noTag, millis, names);
  }

  public MatchOptions withNames() {
    return new MatchOptions(limit, anyTag, allTags, noTag, now, true);
  }

  long time() {
    return now == CLOCK ? System.currentTimeMillis() : now;
  }

  boolean choosesByTag() {
    return !anyTag.isEmpty() || !allTags.isEmpty() || !noTag.isEmpty();
  }

  /** Whether a query with these tags is asked. */
  boolean chooses(Set<String> tags) {
    return (anyTag.isEmpty() || !Collections.disjoint(anyTag, tags))
        && tags.containsAll(allTags)
        && Collections.disjoint(noTag, tags);
  }
}
