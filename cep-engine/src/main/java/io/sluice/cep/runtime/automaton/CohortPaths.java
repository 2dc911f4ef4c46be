package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/** Finds what one start has taken: its entries are read from the last one back. */
final class CohortPaths {
  private final ListAutomaton automaton;
  private final Nodes nodes;
  private final CohortStarts starts;

  /** The logs that a start has part in, its own cohort's first, and where its part begins. */
  private Cohort[] logs = new Cohort[8];

  private int[] since = new int[8];
  private int depth;

  /** Rows and labels, the last ones first. */
  private int[] rows = new int[16];

  private int[] labels = new int[16];
  private int length;

  CohortPaths(Attempts attempts, CohortStarts starts) {
    this.automaton = attempts.automaton;
    this.nodes = attempts.nodes;
    this.starts = starts;
  }

  /** The labels of the best match that it has found so far, or NONE. */
  int best(int start, Cohort of) {
    climb(start, of);
    for (int i = depth - 1; i >= 0; i--) {
      int found = logs[i].found;
      if (found >= since[i]) {
        ListAutomaton.Step step = step(logs[i], found);
        length = 0;
        add(logs[i].row(found), step.foundLabel());
        return down(start, i, found - 1, step.foundFrom());
      }
    }
    return starts.best(start);
  }

  /** The labels of one of its threads. */
  int thread(int start, Cohort of, int thread) {
    climb(start, of);
    length = 0;
    return down(start, depth - 1, logs[depth - 1].end() - 1, thread);
  }

  /** The last label of one of its threads. */
  int label(int start, Cohort of, int thread) {
    climb(start, of);
    int at = thread;
    for (int i = depth - 1; i >= 0; i--) {
      for (int entry = logs[i].end() - 1; entry >= since[i]; entry--) {
        ListAutomaton.Step step = step(logs[i], entry);
        if (step.labels()[at] != ListAutomaton.PASSED) {
          return step.labels()[at];
        }
        at = step.from()[at];
      }
    }
    return nodes.label(starts.ofAttempt(start, Attempts.LABELS + at));
  }

  private void climb(int start, Cohort of) {
    depth = 0;
    int from = starts.since(start);
    for (Cohort cohort = of; cohort != null; cohort = cohort.into) {
      if (depth == logs.length) {
        logs = Arrays.copyOf(logs, 2 * depth);
        since = Arrays.copyOf(since, 2 * depth);
      }
      logs[depth] = cohort;
      since[depth++] = from;
      from = cohort.at;
    }
  }

  private ListAutomaton.Step step(Cohort log, int entry) {
    return automaton.step(log.state(entry), log.letter(entry));
  }

  /** From an entry of a log back to what the start had when it came in. */
  private int down(int start, int log, int entry, int thread) {
    int at = thread;
    int next = entry;
    for (int i = log; i >= 0; i--) {
      for (; next >= since[i]; next--) {
        ListAutomaton.Step step = step(logs[i], next);
        if (step.labels()[at] != ListAutomaton.PASSED) {
          add(logs[i].row(next), step.labels()[at]);
        }
        at = step.from()[at];
      }
      next = i == 0 ? 0 : logs[i - 1].end() - 1;
    }
    int node = starts.ofAttempt(start, Attempts.LABELS + at);
    for (int i = length - 1; i >= 0; i--) {
      node = nodes.output(node, rows[i], labels[i]);
    }
    return node;
  }

  private void add(int row, int label) {
    if (length == rows.length) {
      rows = Arrays.copyOf(rows, 2 * length);
      labels = Arrays.copyOf(labels, 2 * length);
    }
    rows[length] = row;
    labels[length++] = label;
  }
}
