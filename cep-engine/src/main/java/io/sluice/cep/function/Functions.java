package io.sluice.cep.function;

import io.sluice.cep.function.Moments.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lists of what there is: a new function is a file and a line here. */
public final class Functions {
  public static final List<ScalarFunction> SCALAR =
      List.of(
          Upper.FUNCTION,
          Lower.FUNCTION,
          Trim.FUNCTION,
          Ltrim.FUNCTION,
          Rtrim.FUNCTION,
          Length.FUNCTION,
          CharLength.FUNCTION,
          Substring.FUNCTION,
          Substr.FUNCTION,
          Left.FUNCTION,
          Right.FUNCTION,
          Strpos.FUNCTION,
          Position.FUNCTION,
          Replace.FUNCTION,
          Concat.FUNCTION,
          ConcatWs.FUNCTION,
          StartsWith.FUNCTION,
          EndsWith.FUNCTION,
          Contains.FUNCTION,
          SplitPart.FUNCTION,
          Lpad.FUNCTION,
          Rpad.FUNCTION,
          Reverse.FUNCTION,
          Repeat.FUNCTION,
          RegexpLike.FUNCTION,
          RegexpReplace.FUNCTION,
          RegexpExtract.FUNCTION,
          Abs.FUNCTION,
          Ceil.FUNCTION,
          Ceiling.FUNCTION,
          Floor.FUNCTION,
          Round.FUNCTION,
          Truncate.FUNCTION,
          Mod.FUNCTION,
          Power.FUNCTION,
          Pow.FUNCTION,
          Sqrt.FUNCTION,
          Ln.FUNCTION,
          Log10.FUNCTION,
          Exp.FUNCTION,
          Sign.FUNCTION,
          Greatest.FUNCTION,
          Least.FUNCTION,
          GeoDistanceKm.FUNCTION,
          Coalesce.FUNCTION,
          Nullif.FUNCTION,
          If.FUNCTION,
          SecondsBetween.FUNCTION,
          MillisBetween.FUNCTION,
          DateTrunc.FUNCTION,
          Extract.FUNCTION,
          ToTimestamp.FUNCTION,
          EpochMillis.FUNCTION,
          Cardinality.FUNCTION,
          ElementAt.FUNCTION,
          ArrayContains.FUNCTION,
          ArrayJoin.FUNCTION,
          ArrayDistinct.FUNCTION,
          InitCap.FUNCTION,
          Chr.FUNCTION,
          CodePoint.FUNCTION,
          Translate.FUNCTION,
          LevenshteinDistance.FUNCTION,
          Split.FUNCTION,
          RegexpCount.FUNCTION,
          Md5.FUNCTION,
          Sha1.FUNCTION,
          Sha256.FUNCTION,
          Sha512.FUNCTION,
          ToBase64.FUNCTION,
          FromBase64.FUNCTION,
          UrlEncode.FUNCTION,
          UrlDecode.FUNCTION,
          UrlExtractHost.FUNCTION,
          UrlExtractPath.FUNCTION,
          UrlExtractQuery.FUNCTION,
          InCidr.FUNCTION,
          Log2.FUNCTION,
          Cbrt.FUNCTION,
          Sin.FUNCTION,
          Cos.FUNCTION,
          Tan.FUNCTION,
          Asin.FUNCTION,
          Acos.FUNCTION,
          Atan.FUNCTION,
          Degrees.FUNCTION,
          Radians.FUNCTION,
          Atan2.FUNCTION,
          Log.FUNCTION,
          Pi.FUNCTION,
          IsNan.FUNCTION,
          BitwiseAnd.FUNCTION,
          BitwiseOr.FUNCTION,
          BitwiseXor.FUNCTION,
          DateFormat.FUNCTION,
          Year.FUNCTION,
          Quarter.FUNCTION,
          Month.FUNCTION,
          Week.FUNCTION,
          DayOfMonth.FUNCTION,
          DayOfWeek.FUNCTION,
          DayOfYear.FUNCTION,
          Hour.FUNCTION,
          Minute.FUNCTION,
          Second.FUNCTION,
          DateAdd.FUNCTION,
          DateDiff.FUNCTION,
          FromUnixtime.FUNCTION,
          ToUnixtime.FUNCTION,
          JsonValue.FUNCTION,
          ArrayPosition.FUNCTION,
          ArrayRemove.FUNCTION,
          ArrayMin.FUNCTION,
          ArrayMax.FUNCTION,
          ArraySort.FUNCTION,
          ArrayConcat.FUNCTION,
          ArrayIntersect.FUNCTION,
          ArraysOverlap.FUNCTION,
          ArraySlice.FUNCTION,
          MapKeys.FUNCTION,
          MapContainsKey.FUNCTION);

  public static final List<AggregateFunction> AGGREGATE =
      List.of(
          new Count(),
          new Sum(),
          new Avg(),
          new Extreme("MIN", -1),
          new Extreme("MAX", 1),
          new ExtremeBy("MIN_BY", -1),
          new ExtremeBy("MAX_BY", 1),
          new CountIf(),
          new BoolAnd(),
          new BoolOr(),
          new ArrayAgg(),
          new Moments("STDDEV", Spread.SAMPLE_DEVIATION),
          new Moments("STDDEV_SAMP", Spread.SAMPLE_DEVIATION),
          new Moments("STDDEV_POP", Spread.POPULATION_DEVIATION),
          new Moments("VARIANCE", Spread.SAMPLE_VARIANCE),
          new Moments("VAR_SAMP", Spread.SAMPLE_VARIANCE),
          new Moments("VAR_POP", Spread.POPULATION_VARIANCE));

  private static final Map<String, ScalarFunction> SCALAR_BY_NAME =
      SCALAR.stream().collect(Collectors.toMap(ScalarFunction::name, Function.identity()));
  private static final Map<String, AggregateFunction> AGGREGATE_BY_NAME =
      AGGREGATE.stream().collect(Collectors.toMap(AggregateFunction::name, Function.identity()));

  private Functions() {}

  /** The function of this name, letter case aside, or null. */
  public static @Nullable ScalarFunction scalar(String name) {
    return SCALAR_BY_NAME.get(name.toUpperCase(Locale.ROOT));
  }

  /** The aggregate of this name, letter case aside, or null. */
  public static @Nullable AggregateFunction aggregate(String name) {
    return AGGREGATE_BY_NAME.get(name.toUpperCase(Locale.ROOT));
  }
}
