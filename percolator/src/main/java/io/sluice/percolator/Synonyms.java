package io.sluice.percolator;

import java.io.IOException;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Analyzers of queries that know synonyms, given as Solr's rules. Only queries are widened, each
 * word to all that it may be written as, and documents are left as they are: one side is enough,
 * and a document's words have one place each, where several words could not stand for one. So a
 * phrase finds a synonym of several words exactly.
 *
 * <p>English rules come before stop words and stems go: {@code united states of america} keeps the
 * place of its {@code of}, as documents do. The other analyzers are made elsewhere, and rules come
 * behind them; a rule that one of them tears holes into is refused.
 */
final class Synonyms {
  private static final int MAX_LENGTH = 100_000;

  private Synonyms() {}

  /**
   * @param base name of the analyzer
   * @param rules one a line, or between semicolons
   * @throws IllegalArgumentException if they are none, in words
   */
  static Analyzer over(String base, Analyzer analyzer, String rules) {
    if (rules.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Synonyms have at most %,d characters.".formatted(MAX_LENGTH));
    }
    if (base.equals(Analyzers.ENGLISH)) {
      return new English(map(new English(null), base, rules));
    }
    return new Behind(analyzer, map(analyzer, base, rules));
  }

  private static SynonymMap map(Analyzer analyzer, String base, String rules) {
    var parser = new SolrSynonymParser(true, true, analyzer);
    String[] lines = rules.split("[;\\n]");
    boolean any = false;
    for (String line : lines) {
      String rule = line.strip();
      if (rule.isEmpty() || rule.startsWith("#")) {
        continue;
      }
      any = true;
      if (!rule.contains(",") && !rule.contains("=>")) {
        throw bad(rule, "It has one side only; write usa, united states or tv => television.");
      }
      if (!isWhole(rule)) {
        throw bad(rule, "A word or words are expected between commas and on both sides of =>.");
      }
      String stop = base.equals(Analyzers.ENGLISH) ? stopAtAnEnd(rule) : null;
      if (stop != null) {
        throw bad(
            rule,
            "Words of it begin or end with '%s', which the analyzer 'english' leaves out of texts; leave it out here too."
                .formatted(stop));
      }
      try {
        parser.parse(new StringReader(rule));
      } catch (IOException | ParseException | IllegalArgumentException e) {
        throw bad(
            rule,
            "The analyzer '%s' must keep each of the words: none may be a stop word or a sign."
                .formatted(base));
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          "There are no synonyms behind 'synonyms:'. Write usa, united states; tv => television.");
    }
    try {
      return parser.build();
    } catch (IOException e) {
      throw new IllegalArgumentException("The synonyms can not be read: " + e.getMessage(), e);
    }
  }

  /** A stop word at an end would leave a way through the words without its end. */
  private static @Nullable String stopAtAnEnd(String rule) {
    for (String words : rule.split("=>|(?<!\\\\),")) {
      String[] each = words.strip().toLowerCase(Locale.ROOT).split("\\s+");
      for (String word : List.of(each[0], each[each.length - 1])) {
        if (EnglishAnalyzer.getDefaultStopSet().contains(word)) {
          return word;
        }
      }
    }
    return null;
  }

  private static boolean isWhole(String rule) {
    String[] sides = rule.split("=>", -1);
    boolean whole = sides.length <= 2;
    for (String side : sides) {
      for (String words : side.split("(?<!\\\\),", -1)) {
        whole &= !words.isBlank();
      }
    }
    return whole;
  }

  /** Lucene's parser gives slop to one phrase, and forgets it where synonyms make several. */
  static @Nullable Query withSlop(@Nullable Query query, int slop) {
    return switch (query) {
      case BooleanQuery several -> {
        var all = new BooleanQuery.Builder();
        several
            .clauses()
            .forEach(
                clause ->
                    all.add(
                        Objects.requireNonNull(withSlop(clause.query(), slop)), clause.occur()));
        yield all.build();
      }
      case PhraseQuery phrase -> {
        var loose = new PhraseQuery.Builder().setSlop(slop);
        for (int i = 0; i < phrase.getTerms().length; i++) {
          loose.add(phrase.getTerms()[i], phrase.getPositions()[i]);
        }
        yield loose.build();
      }
      case MultiPhraseQuery phrase -> new MultiPhraseQuery.Builder(phrase).setSlop(slop).build();
      case null -> null;
      default -> query;
    };
  }

  private static IllegalArgumentException bad(String rule, String why) {
    return new IllegalArgumentException(
        "The synonyms \"%s\" can not be used. %s"
            .formatted(rule.length() > 80 ? rule.substring(0, 80) + "..." : rule, why));
  }

  /** Rules behind all else that an analyzer does. */
  private static final class Behind extends AnalyzerWrapper {
    private final Analyzer inner;
    private final SynonymMap map;

    Behind(Analyzer inner, SynonymMap map) {
      super(PER_FIELD_REUSE_STRATEGY);
      this.inner = inner;
      this.map = map;
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String fieldName) {
      return inner;
    }

    @Override
    protected TokenStreamComponents wrapComponents(
        String fieldName, TokenStreamComponents components) {
      return new TokenStreamComponents(
          components.getSource(), new SynonymGraphFilter(components.getTokenStream(), map, false));
    }
  }

  /** Lucene's {@link EnglishAnalyzer} with rules in their place. */
  private static final class English extends Analyzer {
    private final @Nullable SynonymMap map;

    /**
     * @param map null for the analyzer of the rules themselves
     */
    English(@Nullable SynonymMap map) {
      this.map = map;
    }

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
      var words = new StandardTokenizer();
      TokenStream plain = new LowerCaseFilter(new EnglishPossessiveFilter(words));
      if (map == null) {
        return new TokenStreamComponents(words, plain);
      }
      TokenStream wide = new SynonymGraphFilter(plain, Objects.requireNonNull(map), false);
      TokenStream kept = new StopFilter(wide, EnglishAnalyzer.getDefaultStopSet());
      return new TokenStreamComponents(words, new PorterStemFilter(kept));
    }

    @Override
    protected TokenStream normalize(String fieldName, TokenStream in) {
      return new LowerCaseFilter(in);
    }
  }
}
