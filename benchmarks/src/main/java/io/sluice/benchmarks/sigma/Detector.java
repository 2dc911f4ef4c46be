package io.sluice.benchmarks.sigma;

import java.util.List;
import java.util.Map;

/** What is measured: has all rules, takes one event a call. */
interface Detector extends AutoCloseable {
  /** The ids of the rules that an event fits, in any order. */
  List<String> match(Map<String, Object> event);

  /** What else there is to say after the run. */
  default String note() {
    return "";
  }

  @Override
  default void close() {}

  /** Makes one from its rules. */
  interface Maker {
    Detector make(List<Rule> rules);
  }
}
