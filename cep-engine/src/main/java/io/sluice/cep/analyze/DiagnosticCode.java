package io.sluice.cep.analyze;

import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.ast.Span;

/** The codes of the errors and warnings of meaning, each with one sentence for the manual. */
public enum DiagnosticCode {
  // names
  UNKNOWN_STREAM("P2101", "FROM, INSERT INTO or LATE TO names a stream that is not declared."),
  UNKNOWN_RELATION("P2102", "A name before a point is neither an alias of FROM nor a variable."),
  UNKNOWN_VARIABLE("P2103", "A name is not a variable of PATTERN or SUBSET."),
  UNKNOWN_COLUMN("P2104", "A name is not a column of the rows at this place."),
  UNKNOWN_FUNCTION("P2105", "There is no function of this name."),
  UNKNOWN_PARAMETER("P2106", "A :name is not among the parameters of the pattern."),
  UNKNOWN_TYPE("P2107", "There is no column type of this name."),
  DUPLICATE_NAME("P2109", "Two columns, measures, parameters or variables have one name."),
  NAME_TAKEN("P2110", "A stream or pattern of this name exists already."),
  UNKNOWN_PATTERN("P2111", "There is no pattern of this name."),
  RESERVED_NAME("P2112", "The name is reserved."),
  IN_USE("P2113", "Something still reads or feeds what is to be dropped or replaced."),
  UNKNOWN_OPTION("P2114", "WITH names an option that does not exist, or gives it no such value."),
  UNKNOWN_FIELD("P2115", "EXTRACT names a field that a time does not have."),
  BAD_NAME("P2116", "A stream, pattern or column can not be called so."),
  AMBIGUOUS_COLUMN("P2117", "Both sides of a join have a column of this name."),
  // types
  NOT_COMPARABLE("P2201", "Values of two types have no common type to be compared in."),
  BAD_OPERAND("P2202", "An operator does not take values of these types."),
  NOT_BOOLEAN("P2203", "A condition must be BOOLEAN."),
  ARGUMENT_COUNT("P2204", "A function has too few or too many arguments."),
  ARGUMENT_TYPE("P2205", "A function does not take arguments of these types."),
  NO_CONVERSION("P2206", "CAST does not know a way between these types."),
  NO_COMMON_TYPE(
      "P2207", "The branches of a CASE or the elements of an array do not fit together."),
  BAD_LITERAL("P2208", "A literal can not be read as a value of its type."),
  BAD_INTERVAL("P2209", "An INTERVAL can not be read, or has no fixed length."),
  BAD_TYPE_ARGUMENTS("P2210", "The numbers behind a type do not fit it."),
  NOT_CONSTANT("P2211", "A constant must stand here."),
  NOT_OUTPUT("P2212", "A value of this type can not be a column of the result."),
  BAD_CALL("P2213", "DISTINCT, FILTER, a star or a named argument stands where it can not."),
  CONSTANT_FAILS("P2214", "An expression of constants can not be computed, whatever the row."),
  BAD_SEARCH(
      "P2215",
      "A search has no query that can be asked of its columns, or a column names an analyzer that is not there."),
  // aggregates and names of results
  AGGREGATE_NOT_HERE("P2301", "An aggregate stands where there is one row only."),
  NESTED_AGGREGATE("P2302", "An aggregate stands inside an aggregate."),
  ONLY_IN_MATCH("P2303", "A function of row patterns stands outside MATCH_RECOGNIZE."),
  ONLY_IN_MEASURES("P2304", "A property of the whole match is asked for before there is one."),
  NEEDS_NAME("P2305", "An expression needs AS name here."),
  NO_FROM("P2306", "A SELECT has no FROM."),
  LIMIT_NOT_HERE("P2307", "LIMIT stands in a statement that never ends."),
  // INSERT
  INSERT_COUNT("P2401", "INSERT INTO has more or fewer columns than the stream."),
  INSERT_TYPE("P2402", "A column of INSERT INTO does not fit the stream's column."),
  INSERT_MISSING("P2403", "A NOT NULL column of the stream gets no value."),
  // row patterns: variables
  DEFINED_NOT_USED("P3101", "DEFINE has a variable that PATTERN does not use."),
  DEFINED_TWICE("P3102", "DEFINE or SUBSET says a name twice."),
  NEVER_A_ROW("P3103", "A variable behind NOT has no row that could be looked at."),
  FINAL_IN_DEFINE("P3104", "FINAL stands in DEFINE, where the end of the match is not known."),
  MIXED_VARIABLES("P3105", "One navigation or aggregate looks at rows of two variables."),
  BAD_NAVIGATION("P3106", "FIRST, LAST, PREV or NEXT are nested or filled in a way ISO forbids."),
  VARIABLE_AS_VALUE("P3107", "A variable stands where a value is needed."),
  SEMANTICS_NOT_HERE("P3108", "RUNNING or FINAL stands before what has no running value."),
  ON_WITHOUT_MERGE("P3109", "DEFINE ... ON needs several streams."),
  ON_UNKNOWN("P3110", "DEFINE ... ON names no stream of MERGE."),
  // row patterns: the pattern
  SKIP_UNKNOWN("P3201", "AFTER MATCH SKIP TO names a variable that the pattern does not have."),
  SKIP_TO_FIRST_ROW("P3202", "AFTER MATCH SKIP would go to the row that the match began at."),
  QUANTIFIER_ORDER("P3301", "The lower bound of a quantifier is above its upper bound."),
  QUANTIFIER_TOO_LARGE("P3302", "A quantifier is above the limit."),
  QUANTIFIER_ZERO("P3303", "A quantifier allows no repetition at all."),
  PATTERN_TOO_LARGE("P3304", "The automaton of the pattern would be too large."),
  PERMUTE_TOO_LARGE("P3305", "PERMUTE has too many elements."),
  NOT_MISPLACED("P3401", "NOT stands where there is no gap between rows."),
  NOT_NEEDS_WITHIN("P3402", "NOT at an end of the pattern needs WITHIN."),
  NOT_OF_SEQUENCE("P3403", "NOT takes a variable or a choice of variables."),
  NOTHING_TO_MATCH("P3404", "The pattern has no row to begin with."),
  EXCLUSION_NOT_HERE("P3405", "{- -} would hide rows that WITH UNMATCHED ROWS shows."),
  BOUND_NOT_POSITIVE("P3501", "WITHIN and GAP must be greater than zero."),
  UNBOUNDED("P3502", "A standing pattern could keep partial matches for ever."),
  END_OF_STREAM("P3503", "A standing pattern asks for the end of a stream."),
  NO_SKIP_UNBOUNDED("P3504", "NO SKIP would report without limit."),
  TIMEOUT_NEEDS_WITHIN("P3505", "SHOW TIMEOUT MATCHES needs WITHIN."),
  EARLY_WITHOUT_MATCH("P3506", "EMIT EARLY stands at a query without MATCH_RECOGNIZE."),
  LIMIT_PER_ROW("P3507", "LIMIT n PER ROW stands where it can not choose matches."),
  LAST_ROW_NOT_HERE("P3508", "ONE ROW PER LAST ROW stands where matches do not end at rows."),
  OF_ONE_MATCH("P3509", "A measure of ONE ROW PER LAST ROW would be of one match only."),
  ORDER_BY_MISSING("P3601", "A standing pattern has no ORDER BY."),
  ORDER_BY_NOT_TIME("P3602", "ORDER BY does not begin with the time column."),
  ORDER_BY_DESCENDING("P3603", "A standing pattern reads time forwards."),
  // streams
  BAD_WATERMARK("P4101", "WATERMARK FOR does not say column AS column - INTERVAL."),
  LATE_COLUMNS("P4102", "The stream of LATE TO has other columns."),
  LATE_WITHOUT_WATERMARK("P4103", "LATE stands at a stream that has no watermark."),
  FEEDS_ITSELF(
      "P4104", "A statement would feed a stream that it reads, directly or through others."),
  NO_COLUMNS("P4105", "A stream has no columns."),
  BAD_RETENTION("P4106", "RETAIN must be greater than zero."),
  TABLE_KEY("P4107", "A table has no PRIMARY KEY, or none that tells rows apart."),
  // several streams
  MERGE_COLUMNS("P4201", "Columns of one name have different types in the streams of MERGE."),
  MERGE_TIME("P4202", "The streams of MERGE have no time that brings their rows together."),
  MERGE_KEY("P4203", "PARTITION BY does not name one column of each stream of MERGE."),
  JOIN_TIME("P4301", "A join with a table does not say as of which time of the stream."),
  JOIN_CONDITION("P4302", "ON of a join with a table asks none of its queries."),
  // warnings
  HELD_BACK("W3001", "Matches may be held back without limit by older partial matches."),
  WITHIN_OVER_RETAIN("W3002", "WITHIN is longer than the stream is kept."),
  UNPREFIXED("W3003", "A name without variable in DEFINE means all rows of the match."),
  ARROW_BRACKETS("W3004", "Neighbours bind tighter than an arrow."),
  EMPTY_LOOP("W3005", "The body of a loop can match nothing."),
  SKIP_MAY_FALL_BACK("W3006", "The target of SKIP may be absent, or be the first row."),
  NULL_COMPARISON("W2001", "A comparison with NULL is never true."),
  SELF_COMPARISON("W2002", "Both sides of a comparison are the same value of the same row."),
  NEVER_TRUE("W2003", "A condition is true for no row."),
  ALWAYS_TRUE("W2004", "A condition is true for every row."),
  FITS_ANY_ROW("W3007", "A variable that looks like another one has no condition."),
  START_OF_STREAM("W3009", "The start of a partition is the first row that the pattern saw."),
  BRANCH_NEVER_WINS("W3008", "A branch stands behind one that always matches before it."),
  COMES_LATER("W3010", "A condition in DEFINE looks at a variable that can only come later."),
  ABSENT_IN_BRANCH(
      "W3011", "A measure reads a variable that some branch of PATTERN does not have.");

  private final String code;
  private final String sentence;

  DiagnosticCode(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  public String code() {
    return code;
  }

  /** What it is, for the manual. */
  public String sentence() {
    return sentence;
  }

  Diagnostic at(Span span, String message, String label) {
    return code.startsWith("W")
        ? Diagnostic.warning(code, message, span, label)
        : Diagnostic.error(code, message, span, label);
  }
}
