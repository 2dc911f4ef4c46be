package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The frame that each function fills in: what it is called, takes, gives, and does. */
final class Scalar {
  private final String signature;
  private final String description;
  private String example = "";
  private String exampleResult = "";
  private int min;
  private int max;
  private Typing typing = _ -> null;
  private int checkedArgument = -1;
  private Consumer<String> check = _ -> {};

  private Scalar(String signature, String description) {
    this.signature = signature;
    this.description = description;
  }

  /** {@code signature} begins with the name: {@code ABS(number)}. */
  static Scalar function(String signature, String description) {
    return new Scalar(signature, description);
  }

  Scalar example(String expression, String result) {
    example = expression;
    exampleResult = result;
    return this;
  }

  Scalar arguments(int count, Typing types) {
    return arguments(count, count, types);
  }

  Scalar arguments(int from, int to, Typing types) {
    min = from;
    max = to;
    typing = types;
    return this;
  }

  /** A text argument that is tried before any row where it is constant. */
  Scalar checking(int argument, Consumer<String> tried) {
    checkedArgument = argument;
    check = tried;
    return this;
  }

  /** The body; any null among the arguments gives null without asking it. */
  ScalarFunction strict(Function<Object[], @Nullable Object> body) {
    return new Defined(
        this,
        arguments -> {
          for (Object argument : arguments) {
            if (argument == null) {
              return null;
            }
          }
          return body.apply(arguments);
        },
        null);
  }

  /** The body sees nulls. */
  ScalarFunction withNulls(Function<@Nullable Object[], @Nullable Object> body) {
    return new Defined(this, body, null);
  }

  ScalarFunction lazy(LazyBody body) {
    return new Defined(this, arguments -> body.evaluate(i -> arguments[i], arguments.length), body);
  }

  interface LazyBody {
    @Nullable Object evaluate(IntFunction<? extends @Nullable Object> argument, int count);
  }

  private record Defined(
      String name,
      String signature,
      String description,
      String example,
      String exampleResult,
      int minArguments,
      int maxArguments,
      Typing typing,
      int checkedArgument,
      Consumer<String> check,
      Function<@Nullable Object[], @Nullable Object> body,
      @Nullable LazyBody lazyBody)
      implements ScalarFunction {

    Defined(
        Scalar frame,
        Function<@Nullable Object[], @Nullable Object> body,
        @Nullable LazyBody lazyBody) {
      this(
          frame.signature.substring(0, frame.signature.indexOf('(')),
          frame.signature,
          frame.description,
          frame.example,
          frame.exampleResult,
          frame.min,
          frame.max,
          frame.typing,
          frame.checkedArgument,
          frame.check,
          body,
          lazyBody);
    }

    @Override
    public @Nullable Overload resolve(List<ColumnType> arguments) {
      return arguments.size() < minArguments || arguments.size() > maxArguments
          ? null
          : typing.resolve(arguments);
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] arguments) {
      return body.apply(arguments);
    }

    @Override
    public void checkConstant(int argument, Object value) {
      if (argument == checkedArgument) {
        check.accept((String) value);
      }
    }

    @Override
    public boolean isLazy() {
      return lazyBody != null;
    }

    @Override
    public @Nullable Object evaluateLazily(
        IntFunction<? extends @Nullable Object> argument, int count) {
      return lazyBody == null
          ? ScalarFunction.super.evaluateLazily(argument, count)
          : lazyBody.evaluate(argument, count);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
