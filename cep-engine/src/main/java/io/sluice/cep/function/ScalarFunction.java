package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function of values. One file holds all of it: name, overloads, documentation, example,
 * evaluation.
 */
public interface ScalarFunction {
  /** Upper case, as the language writes it. */
  String name();

  /** For the reference page and the editor: {@code ABS(number)}. */
  String signature();

  /** One sentence. */
  String description();

  /**
   * An expression that can be run as it stands, and its value in the text form of results: {@code
   * ABS(-2)}, {@code 2}.
   */
  String example();

  String exampleResult();

  /**
   * Argument types after implicit conversion and the type of the result, or null where these
   * arguments do not fit.
   */
  @Nullable Overload resolve(List<ColumnType> arguments);

  /**
   * The value for arguments of the types that {@link #resolve} named. Throws {@link ValueException}
   * for a value it can not take.
   */
  @Nullable Object evaluate(@Nullable Object[] arguments);

  /**
   * Looks at an argument that is a constant, before any row is: throws {@link ValueException} for
   * one that can never work, such as a broken regular expression.
   */
  default void checkConstant(int argument, Object value) {}

  /** Whether it looks at arguments only as it needs them, as COALESCE does. */
  default boolean isLazy() {
    return false;
  }

  /** Only for lazy functions: {@code argument} evaluates the argument with an index. */
  default @Nullable Object evaluateLazily(
      IntFunction<? extends @Nullable Object> argument, int count) {
    throw new IllegalStateException(name() + " is not lazy");
  }

  /** How many arguments it takes at least. */
  int minArguments();

  /** How many arguments it takes at most. */
  int maxArguments();

  record Overload(List<ColumnType> arguments, ColumnType result) {
    public Overload {
      arguments = List.copyOf(arguments);
    }
  }
}
