package io.sluice.server.sigma;

import org.jspecify.annotations.Nullable;

/** What became of a rule. */
public sealed interface Translation {
  /**
   * @param sourceKnown the mapping says what the events of its log source look like
   */
  record Query(RuleHead rule, LogSource source, String text, boolean sourceKnown)
      implements Translation {}

  /**
   * @param rule null where not even that could be read
   * @param reason why it is no query, for people
   * @param broken the rule itself is wrong; else it says what a query can not say
   */
  record Refusal(@Nullable RuleHead rule, String reason, boolean broken) implements Translation {}
}
