package io.sluice.cep.duel;

import io.sluice.cep.duel.Clause.Output;
import io.sluice.cep.duel.Clause.Skip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Clauses of all of ISO's constructs over three variables whose conditions overlap. */
final class RandomClauses {
  private static final String VARIABLES = "ABC";

  private final Random random;
  private final boolean bounded;

  /** The loops of NO SKIP must end. */
  private boolean endless;

  private RandomClauses(Random random) {
    this.random = random;
    this.bounded = random.nextBoolean();
  }

  static Clause next(Random random) {
    return new RandomClauses(random).clause();
  }

  private Clause clause() {
    Skip skip = one(Skip.NEXT, Skip.PAST, Skip.PAST, Skip.NONE, Skip.FIRST, Skip.LAST);
    Integer within = random.nextInt(3) == 0 ? (Integer) (2 + random.nextInt(8)) : null;
    endless = skip != Skip.NONE || within != null;
    Output output = one(Output.values());
    boolean excludes = skip != Skip.NONE && output != Output.ALL_UNMATCHED;
    Pat pattern = pattern(3, excludes);
    if (bounded && random.nextInt(8) == 0) {
      pattern = new Pat.Seq(List.of(pattern, new Pat.End()));
    }
    if (random.nextInt(20) == 0) {
      pattern = new Pat.Seq(List.of(new Pat.Start(), pattern));
    }
    var subsets = new TreeMap<String, String>();
    Pat whole = pattern;
    List<Character> used =
        VARIABLES
            .chars()
            .mapToObj(c -> (char) c)
            .filter(c -> whole.has(p -> p.equals(new Pat.Var(c))))
            .toList();
    if (used.size() > 1 && random.nextInt(3) == 0) {
      int left = random.nextInt(used.size());
      var of = new StringBuilder();
      for (int i = 0; i < used.size(); i++) {
        of.append(i == left && used.size() > 2 ? "" : used.get(i));
      }
      subsets.put("S", of.toString());
    }
    var names = new ArrayList<String>();
    used.forEach(c -> names.add(String.valueOf(c)));
    names.addAll(subsets.keySet());
    String target = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
    if ((skip == Skip.FIRST || skip == Skip.LAST)
        && (target.isEmpty() || pattern.text().startsWith(target))) {
      skip = Skip.NEXT;
    }
    var define = new TreeMap<Character, Ex>();
    for (char variable : used) {
      Ex condition = condition(variable, names);
      if (condition != null) {
        define.put(variable, condition);
      }
    }
    var values = new RandomValues(random, names, false);
    var measures = new LinkedHashMap<String, Ex>();
    boolean numbered = skip != Skip.NONE && (bounded || skip != Skip.NEXT);
    for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
      measures.put("m" + i, values.measure(numbered));
    }
    return new Clause(
        bounded,
        random.nextInt(4) > 0,
        measures,
        output,
        skip,
        target,
        pattern,
        within,
        Map.copyOf(subsets),
        define);
  }

  // ---- patterns ----

  private Pat pattern(int depth, boolean excludes) {
    if (depth == 0) {
      return new Pat.Var(VARIABLES.charAt(random.nextInt(3)));
    }
    return switch (random.nextInt(16)) {
      case 0, 1 -> pattern(0, excludes);
      case 2 -> random.nextInt(3) == 0 ? new Pat.Empty() : pattern(depth - 1, excludes);
      case 3, 4 -> new Pat.Alt(patterns(depth, excludes, 2));
      case 5 -> {
        int n = 2 + random.nextInt(2);
        var parts = new ArrayList<Pat>();
        for (int i = 0; i < n; i++) {
          parts.add(pattern(Math.max(0, depth - 2), excludes));
        }
        yield new Pat.Permute(parts);
      }
      case 6 ->
          excludes ? new Pat.Exclude(pattern(depth - 1, excludes)) : pattern(depth - 1, excludes);
      case 7, 8, 9, 10 -> {
        int min = random.nextInt(3);
        Integer max =
            endless && random.nextInt(2) == 0
                ? null
                : (Integer) Math.max(1, min + random.nextInt(3));
        yield new Pat.Times(pattern(depth - 1, excludes), min, max, random.nextInt(3) > 0);
      }
      case 11 ->
          random.nextInt(4) > 0
              ? pattern(depth - 1, excludes)
              : bounded && random.nextBoolean() ? new Pat.End() : new Pat.Start();
      default -> new Pat.Seq(patterns(depth, excludes, 2 + random.nextInt(2)));
    };
  }

  private List<Pat> patterns(int depth, boolean excludes, int n) {
    var parts = new ArrayList<Pat>();
    for (int i = 0; i < n; i++) {
      parts.add(pattern(depth - 1, excludes));
    }
    return parts;
  }

  // ---- conditions ----

  private @Nullable Ex condition(char variable, List<String> names) {
    if (random.nextInt(10) == 0) {
      return null;
    }
    var letters = new StringBuilder();
    for (char letter : "ABCX".toCharArray()) {
      letters.append(random.nextInt(10) < (letter == variable ? 9 : 4) ? letter : "");
    }
    Ex own = new Ex.In(new Ex.Operand(String.valueOf(variable), "l"), letters.toString());
    if (random.nextInt(5) < 3) {
      return own;
    }
    return new Ex.Both(own, random.nextInt(4) > 0, new RandomValues(random, names, true).test());
  }

  @SafeVarargs
  private <T> T one(T... members) {
    return members[random.nextInt(members.length)];
  }
}
