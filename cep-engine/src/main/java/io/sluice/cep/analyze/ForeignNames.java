package io.sluice.cep.analyze;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions and names of other systems, and what is written here; a new one is a line. */
final class ForeignNames {
  private static final String NO_CLOCK =
      "a statement has no clock, for the same events must give the same rows: use a time of the"
          + " event";
  private static final String NO_CHANCE =
      "nothing here is left to chance, for the same events must give the same rows";

  private static final Set<String> CLOCKS =
      Set.of(
          "NOW",
          "CURRENT_TIMESTAMP",
          "CURRENT_DATE",
          "CURRENT_TIME",
          "CURRENT_ROW_TIMESTAMP",
          "LOCALTIMESTAMP",
          "LOCALTIME",
          "SYSDATE",
          "SYSTIMESTAMP",
          "GETDATE",
          "GETUTCDATE",
          "UNIX_TIMESTAMP",
          "PROCTIME",
          "MZ_NOW");

  private static final Set<String> CHANCE =
      Set.of("RAND", "RANDOM", "RAND_INTEGER", "UUID", "NEWID", "GEN_RANDOM_UUID");

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("LEN", "write LENGTH(text)"),
          Map.entry("CHARACTER_LENGTH", "write CHAR_LENGTH(text)"),
          Map.entry("ASCII", "write CODEPOINT(text)"),
          Map.entry("ORD", "write CODEPOINT(text)"),
          Map.entry("OVERLAY", "write CONCAT(LEFT(text, n), other, SUBSTRING(text, m))"),
          Map.entry("TRY", "write TRY_CAST(value AS type), or CASE WHEN b <> 0 THEN a / b END"),
          Map.entry("SAFE_DIVIDE", "write CASE WHEN b <> 0 THEN a / b END"),
          Map.entry("ANY", "write ARRAY_CONTAINS(array, value)"),
          Map.entry("SOME", "write ARRAY_CONTAINS(array, value)"),
          Map.entry("INSTR", "write STRPOS(text, part)"),
          Map.entry("LOCATE", "write STRPOS(text, part)"),
          Map.entry("CHARINDEX", "write STRPOS(text, part)"),
          Map.entry("INDEXOF", "write STRPOS(text, part)"),
          Map.entry("UCASE", "write UPPER(text)"),
          Map.entry("LCASE", "write LOWER(text)"),
          Map.entry("TOLOWER", "write LOWER(text)"),
          Map.entry("TOUPPER", "write UPPER(text)"),
          Map.entry("IFNULL", "write COALESCE(value, other)"),
          Map.entry("NVL", "write COALESCE(value, other)"),
          Map.entry("ISNULL", "write value IS NULL, or COALESCE(value, other)"),
          Map.entry("ISNOTNULL", "write value IS NOT NULL"),
          Map.entry("IIF", "write IF(condition, value, other)"),
          Map.entry("DECODE", "write CASE value WHEN ... THEN ... END"),
          Map.entry("TO_CHAR", "write CAST(value AS STRING), or DATE_FORMAT(time, 'yyyy-MM-dd')"),
          Map.entry("TOSTRING", "write CAST(value AS STRING)"),
          Map.entry("TO_NUMBER", "write CAST(value AS DECIMAL(10,2))"),
          Map.entry("TONUMBER", "write CAST(value AS DOUBLE)"),
          Map.entry("TO_DATE", "write CAST(text AS TIMESTAMP(3))"),
          Map.entry("CONVERT", "write CAST(value AS type)"),
          Map.entry("DATEDIFF", "write SECONDS_BETWEEN(from, to)"),
          Map.entry("TIMESTAMPDIFF", "write SECONDS_BETWEEN(from, to)"),
          Map.entry("DATEADD", "write time + INTERVAL '10' MINUTE"),
          Map.entry("TIMESTAMPADD", "write time + INTERVAL '10' MINUTE"),
          Map.entry("DATE_SUB", "write time - INTERVAL '10' MINUTE"),
          Map.entry("DATEPART", "write EXTRACT(HOUR FROM time)"),
          Map.entry("STRFTIME", "write DATE_FORMAT(time, 'yyyy-MM-dd')"),
          Map.entry("LAG", "write PREV(A.column) in MATCH_RECOGNIZE"),
          Map.entry("LEAD", "write NEXT(A.column) in MATCH_RECOGNIZE"),
          Map.entry("FIRST_VALUE", "write FIRST(A.column) in MATCH_RECOGNIZE"),
          Map.entry("LAST_VALUE", "write LAST(A.column) in MATCH_RECOGNIZE"),
          Map.entry("EARLIEST", "write FIRST(A.column) in MATCH_RECOGNIZE"),
          Map.entry("LATEST", "write LAST(A.column) in MATCH_RECOGNIZE"),
          Map.entry("PREVIOUS", "write PREV(A.column) in MATCH_RECOGNIZE"),
          Map.entry("AVERAGE", "write AVG(value)"),
          Map.entry("MEAN", "write AVG(value)"),
          Map.entry("STDEV", "write STDDEV(value)"),
          Map.entry("DC", "write COUNT(DISTINCT value)"),
          Map.entry("DCOUNT", "write COUNT(DISTINCT value)"),
          Map.entry("DISTINCT_COUNT", "write COUNT(DISTINCT value)"),
          Map.entry("COUNT_DISTINCT", "write COUNT(DISTINCT value)"),
          Map.entry("APPROX_COUNT_DISTINCT", "write COUNT(DISTINCT value)"),
          Map.entry("COUNTIF", "write COUNT_IF(condition)"),
          Map.entry("SUMIF", "write SUM(value) FILTER (WHERE condition)"),
          Map.entry("COLLECT", "write ARRAY_AGG(value)"),
          Map.entry("COLLECT_LIST", "write ARRAY_AGG(value)"),
          Map.entry("MAKE_LIST", "write ARRAY_AGG(value)"),
          Map.entry("COLLECT_SET", "write ARRAY_AGG(DISTINCT value)"),
          Map.entry("MAKE_SET", "write ARRAY_AGG(DISTINCT value)"),
          Map.entry("STRING_AGG", "write ARRAY_JOIN(ARRAY_AGG(value), ', ')"),
          Map.entry("LISTAGG", "write ARRAY_JOIN(ARRAY_AGG(value), ', ')"),
          Map.entry("GROUP_CONCAT", "write ARRAY_JOIN(ARRAY_AGG(value), ', ')"),
          Map.entry("REGEXP_MATCHES", "write REGEXP_LIKE(text, pattern)"),
          Map.entry("REGEX_MATCH", "write REGEXP_LIKE(text, pattern)"),
          Map.entry("CIDRMATCH", "write IN_CIDR(address, '10.0.0.0/8')"),
          Map.entry("IPV4_IS_IN_RANGE", "write IN_CIDR(address, '10.0.0.0/8')"),
          Map.entry("ST_DISTANCE", "write GEO_DISTANCE_KM(lat1, lon1, lat2, lon2)"),
          Map.entry("SIZE", "write CARDINALITY(array), or LENGTH(text)"),
          Map.entry("ARRAY_LENGTH", "write CARDINALITY(array)"),
          Map.entry("ARRAY_SIZE", "write CARDINALITY(array)"),
          Map.entry("TOP", "write LIMIT at the end of the query"));

  /** Between the variables of PATTERN these are read as variables that fit any row. */
  private static final Set<String> STEPS =
      Set.of(
          "FOLLOWEDBY",
          "FOLLOWED_BY",
          "FOLLOWEDBYANY",
          "NOTFOLLOWEDBY",
          "NEXT",
          "NOTNEXT",
          "UNTIL",
          "EVERY");

  private ForeignNames() {}

  /** What to write instead of a call of this name, or null. */
  static @Nullable String helpFor(String function) {
    String name = function.toUpperCase(Locale.ROOT);
    if (CLOCKS.contains(name)) {
      return NO_CLOCK;
    }
    return CHANCE.contains(name) ? NO_CHANCE : FUNCTIONS.get(name);
  }

  /** What to write instead of a column of this name that does not exist, or null. */
  static @Nullable String helpForColumn(String column) {
    return CLOCKS.contains(column.toUpperCase(Locale.ROOT)) ? NO_CLOCK : null;
  }

  static boolean isStep(String variable) {
    return STEPS.contains(variable.toUpperCase(Locale.ROOT));
  }
}
