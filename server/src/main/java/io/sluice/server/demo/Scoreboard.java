package io.sluice.server.demo;

import io.sluice.server.demo.Sample.Generated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares alerts with what the generator knows. An alert of a pattern is right when it took an
 * event of an episode of that pattern; an episode is found when one right alert took an event of
 * it. Thread-safe.
 */
public final class Scoreboard {
  /** Figures of one pattern. */
  public record Score(String pattern, long alerts, long right, long episodes, long found) {
    /** Part of the alerts that are right; 1 where there are none. */
    public double precision() {
      return alerts == 0 ? 1 : (double) right / alerts;
    }

    /** Part of the complete episodes that were found; 1 where there are none. */
    public double recall() {
      return episodes == 0 ? 1 : (double) found / episodes;
    }
  }

  private final Map<String, String> episodeOf = new HashMap<>();
  private final Map<String, Long> completeAt = new HashMap<>();
  private final Set<String> found = new HashSet<>();
  private final Map<String, long[]> alerts = new TreeMap<>();

  /** What was generated. */
  public synchronized void generated(Generated event) {
    if (event.episode() != null) {
      episodeOf.put(event.id(), event.episode());
      if (event.last()) {
        completeAt.put(event.episode(), event.time());
      }
    }
  }

  /** What was found: an alert of {@code pattern} over the events with these ids. */
  public synchronized void alert(String pattern, Collection<String> ids) {
    boolean right = false;
    for (String id : ids) {
      String episode = episodeOf.get(id);
      if (episode != null && kind(episode).equals(pattern)) {
        right = true;
        found.add(episode);
      }
    }
    long[] counts = alerts.computeIfAbsent(pattern, _ -> new long[2]);
    counts[0]++;
    counts[1] += right ? 1 : 0;
  }

  /** By pattern; episodes count that were complete at {@code time}. */
  public synchronized List<Score> scores(long time) {
    Map<String, long[]> episodes = new TreeMap<>();
    alerts.keySet().forEach(pattern -> episodes.put(pattern, new long[2]));
    completeAt.forEach(
        (episode, at) -> {
          if (at <= time) {
            long[] counts = episodes.computeIfAbsent(kind(episode), _ -> new long[2]);
            counts[0]++;
            counts[1] += found.contains(episode) ? 1 : 0;
          }
        });
    List<Score> scores = new ArrayList<>();
    episodes.forEach(
        (pattern, counts) -> {
          long[] of = alerts.getOrDefault(pattern, new long[2]);
          scores.add(new Score(pattern, of[0], of[1], counts[0], counts[1]));
        });
    return scores;
  }

  private static String kind(String episode) {
    int sign = episode.indexOf('#');
    return sign < 0 ? episode : episode.substring(0, sign);
  }
}
