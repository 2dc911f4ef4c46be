package io.sluice.percolator;

import io.sluice.percolator.RecordingTokens.Spot;
import io.sluice.percolator.regex.BadRegexException;
import io.sluice.percolator.regex.PerlRegex;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.charstream.FastCharStream;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.queryparser.classic.Token;
import org.apache.lucene.queryparser.classic.TokenMgrError;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher.TooManyClauses;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's classic query syntax over typed fields. Lucene's own parser reads the text; this
 * subclass gives numbers, dates and booleans their meaning, checks field names, and turns every
 * failure into a {@link QuerySyntaxException} with its place in the text.
 *
 * <p>Beyond the classic syntax: {@code n:>5}, {@code n:>=5}, {@code n:<5}, {@code n:<=5} on number
 * and date fields; a day stands for all its milliseconds. An instance parses one text.
 */
final class TypedQueryParser extends QueryParser {
  private final Fields fields;
  private final String text;
  private final RecordingTokens tokens;
  private final ViewLeaves views = new ViewLeaves((what, hint) -> at(spot(), what, hint));

  /** Builds the query of one field; fails with Lucene's or our own exceptions. */
  private interface ForField {
    @Nullable Query build(String field) throws ParseException;
  }

  private TypedQueryParser(Fields fields, Analyzer analyzer, String text) {
    super("", analyzer);
    this.fields = fields;
    this.text = text;
    this.tokens = new RecordingTokens(new FastCharStream(new StringReader("")));
    this.token_source = tokens;
    this.field = null; // a bare word: each default field is asked
    setAllowLeadingWildcard(true);
    setSplitOnWhitespace(true);
    setAutoGenerateMultiTermSynonymsPhraseQuery(true);
    setDefaultOperator(
        switch (fields.defaultOperator()) {
          case OR -> Operator.OR;
          case AND -> Operator.AND;
        });
  }

  static Query parse(Fields fields, Analyzer analyzer, String text) {
    QueryLimits.checkText(text);
    TypedQueryParser parser = new TypedQueryParser(fields, analyzer, text);
    Query query;
    try {
      query = parser.parse(text);
    } catch (ParseException wrapped) {
      throw switch (wrapped.getCause()) {
        case TokenMgrError unreadable -> SyntaxExplainer.unreadable(text, parser.tokens.seen());
        case TooManyClauses tooMany -> QueryLimits.tooManyClauses(text);
        case ParseException e when e.currentToken != null ->
            SyntaxExplainer.unexpected(text, parser.tokens.seen(), e.currentToken);
        case null, default -> SyntaxExplainer.badEscape(text, parser.spot(), wrapped.getMessage());
      };
    } catch (StackOverflowError tooDeep) {
      throw QueryLimits.tooDeep(text, 0);
    }
    QueryLimits.checkClauses(text, query);
    NamedGroups groups = parser.tokens.groups();
    return groups.isEmpty() ? query : groups.named(query);
  }

  // ------------------------------------------------------------------ leaves

  @Override
  protected Query getFieldQuery(String field, String words, boolean quoted) throws ParseException {
    if (field != null && isView(field, FieldView.SAME)) {
      checkField(field);
      checkField(words);
      return new SameValueQuery(caseless(FieldView.base(field)), caseless(words));
    }
    return inFields(
        field,
        name -> {
          Field declared = fields.lookup(name);
          if (declared == null) {
            return super.getFieldQuery(name, words, quoted);
          }
          return switch (declared.type()) {
            case TEXT, STRING -> {
              Query viewed = views.leaf(name, words);
              yield viewed == null ? super.getFieldQuery(name, words, quoted) : viewed;
            }
            case BOOLEAN -> booleanQuery(declared, words);
            case INT, LONG, DOUBLE, DATE -> comparison(declared, words);
          };
        });
  }

  @Override
  protected Query getFieldQuery(String field, String words, int slop) throws ParseException {
    if (slop < 0) {
      throw at(
          spot(),
          "Words can not be %d apart.".formatted(slop),
          "Write how many other words may stand between, for example \"red bicycle\"~2.");
    }
    if (field != null && isView(field, FieldView.SAME)) {
      return getFieldQuery(field, words, true);
    }
    return inFields(field, name -> Synonyms.withSlop(super.getFieldQuery(name, words, slop), slop));
  }

  @Override
  protected Query getRangeQuery(
      String field, String low, String high, boolean includeLow, boolean includeHigh)
      throws ParseException {
    return inFields(
        field,
        name -> {
          Field declared = fields.lookup(name);
          if (declared == null || !declared.type().isPoint()) {
            if (declared != null && declared.type() == FieldType.BOOLEAN) {
              throw noPattern(declared, "A range");
            }
            Query viewed = views.range(name, low, includeLow, high, includeHigh);
            if (viewed != null) {
              return viewed;
            }
            if (isAfterNow(low) || isAfterNow(high)) {
              throw at(
                  spot(),
                  name + " is searched as words, and only a time has a now.",
                  "Declare it as a time: TIMESTAMP in a stream, FieldType.DATE in Java, --date in"
                      + " percolate.");
            }
            return super.getRangeQuery(name, low, high, includeLow, includeHigh);
          }
          if (isNow(declared, low) || isNow(declared, high)) {
            return nowRange(declared, low, includeLow, high, includeHigh);
          }
          FieldValues.Interval all = FieldValues.all(declared.type());
          FieldValues.Interval from = low == null ? all : value(declared, low, low);
          FieldValues.Interval to = high == null ? all : value(declared, high, high);
          if (low != null && high != null && from.low() > to.high()) {
            throw at(
                spot(),
                "The range is empty: " + low + " is above " + high + ".",
                "The lower end comes first.");
          }
          return range(
              declared, between(from, low == null || includeLow, to, high == null || includeHigh));
        });
  }

  @Override
  protected Query getPrefixQuery(String field, String prefix) throws ParseException {
    return pattern(field, "A prefix search", name -> super.getPrefixQuery(name, prefix));
  }

  @Override
  protected Query getWildcardQuery(String field, String pattern) throws ParseException {
    if ("*".equals(field) && "*".equals(pattern)) {
      return newMatchAllDocsQuery();
    }
    return inFields(
        field,
        name -> {
          Field declared = fields.lookup(name);
          if (declared != null && declared.type().isPoint() && pattern.equals("*")) {
            return range(declared, FieldValues.all(declared.type()));
          }
          if (declared != null && !allowsPatterns(declared) && !pattern.equals("*")) {
            throw noPattern(declared, "A wildcard search");
          }
          if (!pattern.equals("*")) {
            views.checkPattern(name);
          }
          return automaton("wildcard pattern", () -> super.getWildcardQuery(name, pattern));
        });
  }

  @Override
  protected Query newWildcardQuery(Term pattern) {
    return RunsQuery.of(pattern);
  }

  @Override
  protected Query getRegexpQuery(String field, String regex) throws ParseException {
    if (field != null && isView(field, FieldView.REGEX)) {
      checkField(field);
      return perlRegex(fields.searched(field), regex);
    }
    return pattern(
        field,
        "A regular expression",
        name -> {
          if (RegexSize.isTooBig(regex)) {
            throw tooComplex("regular expression");
          }
          return automaton("regular expression", () -> super.getRegexpQuery(name, regex));
        });
  }

  @Override
  protected Query getFuzzyQuery(String field, String word, float similarity) throws ParseException {
    if (word.codePointCount(0, word.length()) > QueryLimits.MAX_FUZZY_LENGTH) {
      throw at(
          spot(),
          "The word is too long for a fuzzy search.",
          "The limit is " + QueryLimits.MAX_FUZZY_LENGTH + " characters.");
    }
    return pattern(field, "A fuzzy search", name -> super.getFuzzyQuery(name, word, similarity));
  }

  private Query pattern(@Nullable String field, String what, ForField build) throws ParseException {
    return inFields(
        field,
        name -> {
          Field declared = fields.lookup(name);
          if (declared != null && !allowsPatterns(declared)) {
            throw noPattern(declared, what);
          }
          views.checkPattern(name);
          return build.build(name);
        });
  }

  private interface Build {
    Query get() throws ParseException;
  }

  private Query automaton(String what, Build build) throws ParseException {
    try {
      return build.get();
    } catch (TooComplexToDeterminizeException bomb) {
      throw tooComplex(what);
    } catch (IllegalArgumentException invalid) {
      throw at(spot(), "The " + what + " is not valid: " + invalid.getMessage() + ".", null);
    }
  }

  private QuerySyntaxException tooComplex(String what) {
    return at(
        spot(),
        "The " + what + " is too complex.",
        "Use fewer repetitions and alternatives, or split it into several queries.");
  }

  private static boolean allowsPatterns(Field field) {
    return field.type() == FieldType.TEXT || field.type() == FieldType.STRING;
  }

  private QuerySyntaxException noPattern(Field field, String what) {
    return at(
        spot(),
        what + " needs a TEXT or STRING field, but " + field.name() + " is " + field.type() + ".",
        field.type().isPoint()
            ? "Write a range, for example " + field.name() + ":[10 TO 20]."
            : null);
  }

  // ------------------------------------------------------------------ values

  private Query booleanQuery(Field field, String word) {
    String value = word.toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      throw at(
          spot(),
          field.name() + " is true or false (BOOLEAN), but \"" + word + "\" is neither.",
          null);
    }
    return new TermQuery(new Term(field.name(), value));
  }

  /** {@code 5}, {@code >5}, {@code >=5}, {@code <5} or {@code <=5}. */
  private Query comparison(Field field, String written) {
    String operator =
        written.startsWith(">=") || written.startsWith("<=")
            ? written.substring(0, 2)
            : written.startsWith(">") || written.startsWith("<") ? written.substring(0, 1) : "";
    FieldValues.Interval all = FieldValues.all(field.type());
    if (written.length() == operator.length()) {
      throw at(spot(), "A value is missing after " + field.name() + ":" + operator + ".", null);
    }
    String bare = written.substring(operator.length());
    if (isNow(field, bare)) {
      return switch (operator) {
        case ">", ">=" -> nowRange(field, bare, operator.length() == 2, null, true);
        case "<", "<=" -> nowRange(field, null, true, bare, operator.length() == 2);
        default ->
            throw at(
                spot(),
                "No time is ever exactly now.",
                "Write a range, for example " + field.name() + ":[now-1h TO now].");
      };
    }
    FieldValues.Interval value = value(field, bare, written);
    return switch (operator) {
      case ">" -> range(field, between(value, false, all, true));
      case ">=" -> range(field, between(value, true, all, true));
      case "<" -> range(field, between(all, true, value, false));
      case "<=" -> range(field, between(all, true, value, true));
      default -> range(field, value);
    };
  }

  /** A word may be {@code now}, but hardly {@code now-1h}. */
  private static boolean isAfterNow(@Nullable String end) {
    return end != null && end.length() > "now".length() && TimeEnd.ofNow(end) != null;
  }

  private static boolean isNow(Field field, @Nullable String end) {
    return field.type() == FieldType.DATE && end != null && TimeEnd.looksLikeNow(end);
  }

  private Query nowRange(
      Field field, @Nullable String low, boolean withLow, @Nullable String high, boolean withHigh) {
    TimeEnd from = end(field, low, Long.MIN_VALUE, withLow, true);
    TimeEnd to = end(field, high, Long.MAX_VALUE, withHigh, false);
    if (from.fromNow() && to.fromNow() && from.millis() > to.millis()) {
      throw at(
          spot(),
          "The range is empty: " + low + " is above " + high + ".",
          "The lower end comes first.");
    }
    return new NowRangeQuery(field.name(), from, to);
  }

  /** An end that belongs to the range; of a day the first or last millisecond. */
  private TimeEnd end(
      Field field, @Nullable String written, long none, boolean within, boolean lower) {
    if (written == null) {
      return new TimeEnd(false, none);
    }
    TimeEnd moving = TimeEnd.ofNow(written);
    if (moving != null) {
      return within ? moving : moving.plus(lower ? 1 : -1);
    }
    if (TimeEnd.looksLikeNow(written)) {
      throw at(
          tokens.partOfLeafBefore(token, written),
          "\"" + written + "\" is no time.",
          "Write now, now-15m or now+1d; units are ms, s, m, h, d and w.");
    }
    FieldValues.Interval fixed = value(field, written, written);
    long own = lower == within ? fixed.low() : fixed.high();
    return new TimeEnd(false, own).plus(within ? 0 : lower ? 1 : -1);
  }

  private FieldValues.Interval value(Field field, String value, String written) {
    try {
      return FieldValues.parse(field, value);
    } catch (FieldValues.BadValue bad) {
      throw at(
          tokens.partOfLeafBefore(token, written), String.valueOf(bad.getMessage()), bad.hint());
    }
  }

  private static FieldValues.Interval between(
      FieldValues.Interval from, boolean withFrom, FieldValues.Interval to, boolean withTo) {
    boolean beyond =
        (!withFrom && from.high() == Long.MAX_VALUE) || (!withTo && to.low() == Long.MIN_VALUE);
    return beyond
        ? new FieldValues.Interval(1, 0)
        : new FieldValues.Interval(
            withFrom ? from.low() : from.high() + 1, withTo ? to.high() : to.low() - 1);
  }

  private static Query range(Field field, FieldValues.Interval wanted) {
    FieldValues.Interval all = FieldValues.all(field.type());
    FieldValues.Interval possible =
        new FieldValues.Interval(
            Math.max(wanted.low(), all.low()), Math.min(wanted.high(), all.high()));
    return possible.isEmpty()
        ? new MatchNoDocsQuery("empty range")
        : FieldValues.rangeQuery(field, possible);
  }

  // ------------------------------------------------------------------ fields

  /** The query in the named field, or in any of the default fields for a bare word. */
  private Query inFields(@Nullable String field, ForField build) throws ParseException {
    if (field != null) {
      checkField(field);
      if (isView(field, FieldView.SAME)) {
        throw at(
            spot(),
            field + " is compared with another field.",
            "Write the other's name: " + field + ":other.");
      }
      if (isView(field, FieldView.REGEX)) {
        throw at(
            spot(),
            field + " is searched by a regular expression.",
            "Write it between slashes: " + field + ":/ab+c/.");
      }
      return build.build(fields.searched(field));
    }
    if (fields.defaultFields().isEmpty()) {
      throw at(
          spot(),
          "The word has no field, and there is no default field to search.",
          "Write field:word.");
    }
    List<Query> anyOf = new ArrayList<>();
    for (String name : fields.defaultFields()) {
      Query query = build.build(name);
      if (query != null) {
        anyOf.add(query);
      }
    }
    if (anyOf.size() <= 1) {
      return anyOf.isEmpty() ? null : anyOf.getFirst();
    }
    BooleanQuery.Builder either = new BooleanQuery.Builder();
    anyOf.forEach(query -> either.add(query, Occur.SHOULD));
    return either.build();
  }

  private void checkField(String name) {
    String noView = fields.lookup(name) == null ? misspeltView(name) : null;
    if (noView == null && (fields.lookup(name) != null || (fields.open() && !name.equals("*")))) {
      return;
    }
    Token written = tokens.fieldBefore(token, name);
    List<String> known = fields.declared().stream().map(Field::name).toList();
    String nearest = NearestName.to(name, known);
    throw new QuerySyntaxException(
        text,
        written == null ? 0 : written.beginColumn,
        written == null ? text.length() : written.endColumn,
        name.equals("*")
            ? "The field * can only be used as *:*."
            : "There is no field \"" + name + "\".",
        noView != null
            ? "Did you mean " + noView + "?"
            : nearest != null
                ? "Did you mean " + nearest + "?"
                : "The fields are: " + String.join(", ", known) + ".");
  }

  /** {@code Image@casless} is a slip, and {@code user@host} the name of a field. */
  private static @Nullable String misspeltView(String name) {
    int at = name.lastIndexOf('@');
    String view = at <= 0 ? null : NearestName.to(name.substring(at + 1), FieldView.words());
    String meant = view == null ? null : name.substring(0, at + 1) + view;
    return name.equals(meant) ? null : meant;
  }

  // ------------------------------------------------------------------ views

  private boolean isView(String name, FieldView view) {
    return fields.declared(name) == null && FieldView.of(name) == view;
  }

  private String caseless(String name) {
    return fields.searched(name + "@" + FieldView.CASELESS.word());
  }

  private Query perlRegex(String field, String regex) {
    try {
      return new RegexQuery(field, PerlRegex.of(regex));
    } catch (BadRegexException bad) {
      Spot spot = spot();
      int start = Math.min(spot.end(), spot.start() + 1 + bad.at());
      throw at(new Spot(start, spot.end()), String.valueOf(bad.getMessage()), null);
    }
  }

  // ------------------------------------------------------------------ places

  private QuerySyntaxException at(Spot spot, String message, @Nullable String hint) {
    return new QuerySyntaxException(text, spot.start(), spot.end(), message, hint);
  }

  /** Where the leaf stands that the parser has just read. */
  private Spot spot() {
    return tokens.leafBefore(token);
  }
}
