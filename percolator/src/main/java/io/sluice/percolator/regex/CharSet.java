package io.sluice.percolator.regex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of code points: closed ranges in rising order that neither touch nor overlap. */
record CharSet(List<Range> ranges) {
  /** Both ends belong to it. */
  record Range(int from, int to) {}

  static final CharSet ALL = of(0, Character.MAX_CODE_POINT);
  static final CharSet BREAK = of('\n', '\n');
  static final CharSet NO_BREAK = BREAK.inverted();
  static final CharSet DIGITS = of('0', '9');
  static final CharSet LETTERS = of('a', 'z').with(of('A', 'Z'));
  static final CharSet WORD = LETTERS.with(DIGITS).with(of('_', '_'));
  static final CharSet SPACE = of('\t', '\r').with(of(' ', ' '));

  static CharSet of(int from, int to) {
    return new CharSet(List.of(new Range(from, to)));
  }

  static CharSet none() {
    return new CharSet(List.of());
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  CharSet with(CharSet other) {
    var all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    all.sort(Comparator.comparingInt(Range::from));
    var merged = new ArrayList<Range>();
    for (Range next : all) {
      Range last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && next.from <= last.to + 1) {
        merged.set(merged.size() - 1, new Range(last.from, Math.max(last.to, next.to)));
      } else {
        merged.add(next);
      }
    }
    return new CharSet(List.copyOf(merged));
  }

  CharSet inverted() {
    var gaps = new ArrayList<Range>();
    int from = 0;
    for (Range range : ranges) {
      if (range.from > from) {
        gaps.add(new Range(from, range.from - 1));
      }
      from = range.to + 1;
    }
    if (from <= Character.MAX_CODE_POINT) {
      gaps.add(new Range(from, Character.MAX_CODE_POINT));
    }
    return new CharSet(List.copyOf(gaps));
  }

  CharSet and(CharSet other) {
    return inverted().with(other.inverted()).inverted();
  }

  /** With the other letter case of each character. */
  CharSet inBothCases() {
    CharSet both = this;
    for (Range range : ranges) {
      for (int c = range.from; c <= range.to; c++) {
        int lower = Character.toLowerCase(c);
        int upper = Character.toUpperCase(c);
        if (lower != c) {
          both = both.with(of(lower, lower));
        }
        if (upper != c) {
          both = both.with(of(upper, upper));
        }
      }
    }
    return both;
  }
}
