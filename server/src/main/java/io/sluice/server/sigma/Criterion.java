package io.sluice.server.sigma;

import java.util.List;

/** What an event must fulfil. */
sealed interface Criterion {
  /** One clause of the query language, needing no parentheses. */
  record Clause(String text) implements Criterion {}

  record All(List<Criterion> parts) implements Criterion {}

  record Any(List<Criterion> parts) implements Criterion {}

  record Not(Criterion part) implements Criterion {}

  static Criterion all(List<Criterion> parts) {
    return parts.size() == 1 ? parts.getFirst() : new All(List.copyOf(parts));
  }

  static Criterion any(List<Criterion> parts) {
    return parts.size() == 1 ? parts.getFirst() : new Any(List.copyOf(parts));
  }
}
