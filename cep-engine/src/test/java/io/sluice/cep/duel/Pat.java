package io.sluice.cep.duel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row pattern of ISO SQL, as it is written. */
sealed interface Pat {
  record Var(char name) implements Pat {}

  record Seq(List<Pat> parts) implements Pat {}

  record Alt(List<Pat> branches) implements Pat {}

  record Permute(List<Pat> parts) implements Pat {}

  record Exclude(Pat body) implements Pat {}

  record Empty() implements Pat {}

  record Start() implements Pat {}

  record End() implements Pat {}

  /**
   * @param max null for no bound
   */
  record Times(Pat body, int min, @Nullable Integer max, boolean greedy) implements Pat {
    private String quantifier() {
      String how =
          switch (max) {
            case null -> min == 0 ? "*" : min == 1 ? "+" : "{%d,}".formatted(min);
            case Integer m when min == 0 && m == 1 -> "?";
            case Integer m when min == m -> "{%d}".formatted(min);
            case Integer m when min == 0 -> "{,%d}".formatted(m);
            case Integer m -> "{%d,%d}".formatted(min, m);
          };
      return greedy ? how : how + "?";
    }
  }

  default String text() {
    return switch (this) {
      case Var v -> String.valueOf(v.name);
      case Seq s -> s.parts.stream().map(Pat::inSequence).collect(Collectors.joining(" "));
      case Alt a -> a.branches.stream().map(Pat::text).collect(Collectors.joining(" | "));
      case Permute p ->
          p.parts.stream().map(Pat::text).collect(Collectors.joining(", ", "PERMUTE(", ")"));
      case Exclude e -> "{- " + e.body.text() + " -}";
      case Empty _ -> "()";
      case Start _ -> "^";
      case End _ -> "$";
      case Times t -> t.body.repeated() + t.quantifier();
    };
  }

  private String inSequence() {
    return this instanceof Alt || this instanceof Seq ? "(" + text() + ")" : text();
  }

  private String repeated() {
    return switch (this) {
      case Var _, Permute _, Exclude _, Empty _ -> text();
      case Seq _, Alt _, Start _, End _, Times _ -> "(" + text() + ")";
    };
  }

  /** Whether {@code test} holds for this or a part of it. */
  default boolean has(Predicate<Pat> test) {
    return test.test(this) || parts().stream().anyMatch(p -> p.has(test));
  }

  private List<Pat> parts() {
    return switch (this) {
      case Var _, Empty _, Start _, End _ -> List.of();
      case Seq s -> s.parts;
      case Alt a -> a.branches;
      case Permute p -> p.parts;
      case Exclude e -> List.of(e.body);
      case Times t -> List.of(t.body);
    };
  }

  private Pat with(int index, Pat part) {
    var parts = new ArrayList<>(parts());
    parts.set(index, part);
    return switch (this) {
      case Var _, Empty _, Start _, End _ -> this;
      case Seq _ -> new Seq(parts);
      case Alt _ -> new Alt(parts);
      case Permute _ -> new Permute(parts);
      case Exclude _ -> new Exclude(part);
      case Times t -> new Times(part, t.min, t.max, t.greedy);
    };
  }

  /** Patterns with a piece less, for shrinking. */
  default List<Pat> simpler() {
    List<Pat> parts = parts();
    var all = new ArrayList<>(parts);
    for (int i = 0; i < parts.size(); i++) {
      for (Pat part : parts.get(i).simpler()) {
        all.add(with(i, part));
      }
      if (parts.size() > 2 && !(this instanceof Times)) {
        var fewer = new ArrayList<>(parts);
        fewer.remove(i);
        all.add(
            switch (this) {
              case Alt _ -> new Alt(fewer);
              case Permute _ -> new Permute(fewer);
              default -> new Seq(fewer);
            });
      }
    }
    return all;
  }
}
