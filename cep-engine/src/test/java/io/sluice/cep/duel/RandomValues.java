package io.sluice.cep.duel;

import io.sluice.cep.duel.Ex.Operand;
import java.util.List;
import java.util.Random;

/** Navigation, aggregates and comparisons over the variables of a pattern. */
final class RandomValues {
  private final Random random;
  private final List<String> names;
  private final boolean define;

  RandomValues(Random random, List<String> names, boolean define) {
    this.random = random;
    this.names = names;
    this.define = define;
  }

  Ex measure(boolean numbered) {
    return switch (random.nextInt(12)) {
      case 0 -> new Ex.Property(numbered ? "MATCH_NUMBER" : "MATCH_END");
      case 1 -> new Ex.Property("MATCH_START");
      case 2, 3, 4 -> word();
      case 5 -> new Ex.Aggregate("ARRAY_AGG", semantics(), random.nextInt(4) == 0, any(), least());
      default -> number();
    };
  }

  /** A condition beside the letters. */
  Ex test() {
    return switch (random.nextInt(8)) {
      case 0 -> new Ex.IsNull(number(), random.nextBoolean());
      case 1 ->
          new Ex.Not(new Ex.Compare(number(), operator(), new Ex.Constant(random.nextInt(4))));
      case 2 ->
          new Ex.Compare(
              word(),
              one("=", "<>", "<"),
              new Ex.Word(String.valueOf("ABCX".charAt(random.nextInt(4)))));
      case 3 -> new Ex.Both(test(), random.nextBoolean(), test());
      case 4, 5 -> new Ex.Compare(number(), operator(), number());
      default -> new Ex.Compare(number(), operator(), new Ex.Constant(random.nextInt(5)));
    };
  }

  private Ex number() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4 -> navigate("v");
      case 5 ->
          new Ex.Aggregate(
              "COUNT",
              semantics(),
              false,
              new Operand(random.nextBoolean() ? "" : name(), "*"),
              least());
      case 6 -> new Ex.Aggregate("COUNT", semantics(), random.nextBoolean(), any(), least());
      default ->
          new Ex.Aggregate(
              one("SUM", "MIN", "MAX", "AVG"),
              semantics(),
              random.nextInt(4) == 0,
              new Operand(variable(), "v"),
              least());
    };
  }

  private Ex word() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> new Ex.Navigate(new Operand(variable(), ""), "", "", 0, 0);
      case 2 -> navigate("l");
      default -> {
        // ISO has no offsets beyond the rows that are labelled so far: PREV only.
        Ex.Navigate path = navigate("");
        yield new Ex.Navigate(
            path.operand(),
            path.semantics(),
            path.logical().isEmpty() && path.physical() == 0 ? "LAST" : path.logical(),
            path.offset(),
            Math.min(0, path.physical()));
      }
    };
  }

  private Ex.Navigate navigate(String column) {
    String logical = one("", "FIRST", "LAST", "FIRST", "LAST");
    int physical = one(0, 0, 0, -1, -2, 1, 2);
    return new Ex.Navigate(
        new Operand(variable(), column),
        logical.isEmpty() ? "" : semantics(),
        logical,
        logical.isEmpty() ? 0 : one(0, 0, 1, 2),
        physical);
  }

  private Operand any() {
    return new Operand(variable(), one("v", "v", "l", ""));
  }

  private Integer least() {
    return random.nextInt(5) == 0 ? (Integer) random.nextInt(4) : null;
  }

  /** FINAL is for measures. */
  private String semantics() {
    return define ? "" : one("", "", "RUNNING", "FINAL", "FINAL");
  }

  private String variable() {
    return random.nextInt(3) == 0 ? "" : name();
  }

  private String name() {
    return names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
  }

  private String operator() {
    return one("<", "<=", "=", "<>", ">=", ">");
  }

  @SafeVarargs
  private <T> T one(T... members) {
    return members[random.nextInt(members.length)];
  }
}
