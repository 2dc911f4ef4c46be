package io.sluice.percolator.regex;

import io.sluice.percolator.regex.Node.Choice;
import io.sluice.percolator.regex.Node.One;
import io.sluice.percolator.regex.Node.Place;
import io.sluice.percolator.regex.Node.Repeat;
import io.sluice.percolator.regex.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts of which one stands, letter case of ASCII aside, in every value that an expression is found
 * in. From the tree: of a sequence the best part, of a choice something of each branch, of what may
 * be left out nothing.
 */
final class Necessary {
  /** Shorter texts stand everywhere. */
  private static final int LEAST_BYTES = 3;

  private static final int MOST_TEXTS = 24;
  private static final int LONG_ENOUGH = 8;
  private static final List<String> NONE = List.of();

  private Necessary() {}

  /** In UTF-8; empty where none is known. */
  static List<byte[]> of(Node regex) {
    return best(regex).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static List<String> best(Node node) {
    return switch (node) {
      case One o -> NONE;
      case Place p -> NONE;
      case Sequence sequence -> ofSequence(sequence);
      case Choice(List<Node> branches) -> {
        var all = new ArrayList<String>();
        for (Node branch : branches) {
          List<String> some = best(branch);
          all.addAll(some);
          if (some.isEmpty() || all.size() > MOST_TEXTS) {
            yield NONE;
          }
        }
        yield all;
      }
      case Repeat(Node part, int least, int most) -> least > 0 ? best(part) : NONE;
    };
  }

  private static List<String> ofSequence(Sequence sequence) {
    var parts = new ArrayList<Node>();
    flatten(sequence, parts);
    List<String> best = NONE;
    var run = new StringBuilder();
    for (Node part : parts) {
      int c = part instanceof One(CharSet set) ? letter(set) : -1;
      if (c >= 0) {
        run.appendCodePoint(c);
      } else if (!(part instanceof Place)) { // which takes no room
        best = better(best, List.of(run.toString()));
        best = better(best, best(part));
        run.setLength(0);
      }
    }
    return better(best, List.of(run.toString()));
  }

  private static void flatten(Sequence sequence, List<Node> into) {
    for (Node part : sequence.parts()) {
      if (part instanceof Sequence inner) {
        flatten(inner, into);
      } else {
        into.add(part);
      }
    }
  }

  /** The one character of a set, or of one in both cases; -1 if there are more. */
  private static int letter(CharSet set) {
    List<CharSet.Range> ranges = set.ranges();
    int first = ranges.isEmpty() ? -1 : ranges.getFirst().from();
    if (ranges.size() > 2 || ranges.stream().anyMatch(range -> range.from() != range.to())) {
      return -1;
    }
    boolean bothCases =
        ranges.size() == 2
            && first >= 'A'
            && first <= 'Z'
            && ranges.getLast().from() == Character.toLowerCase(first);
    return ranges.size() == 1 || bothCases ? first : -1;
  }

  private static List<String> better(List<String> one, List<String> other) {
    return worth(other) > worth(one) ? other : one;
  }

  private static int worth(List<String> texts) {
    int shortest = LONG_ENOUGH;
    for (String text : texts) {
      shortest = Math.min(shortest, text.getBytes(StandardCharsets.UTF_8).length);
    }
    return texts.isEmpty() || shortest < LEAST_BYTES ? 0 : 8 * shortest - texts.size();
  }
}
