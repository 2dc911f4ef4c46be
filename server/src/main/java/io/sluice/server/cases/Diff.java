package io.sluice.server.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Two lists side by side: two blanks before what both have, - the first only, + the second only.
 */
final class Diff {
  private Diff() {}

  static <T> List<String> of(List<T> before, List<T> after, BiPredicate<T, T> same) {
    // common[i][j]: length of the longest common subsequence of before[i..] and after[j..].
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            same.test(before.get(i), after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && same.test(before.get(i), after.get(j))) {
        lines.add("  " + after.get(j));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + before.get(i++));
      } else {
        lines.add("+ " + after.get(j++));
      }
    }
    return lines;
  }
}
