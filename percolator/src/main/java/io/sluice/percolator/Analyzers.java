package io.sluice.percolator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.SimpleAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.jspecify.annotations.Nullable;

/**
 * The named analyzers. To add one, add a line to {@link #BUILT_IN}. Behind a name may stand
 * synonyms that queries are widened by, in Solr's notation: {@code english, synonyms: usa, united
 * states of america; tv => television}.
 */
public final class Analyzers {
  /** Unicode words in lower case, no stop words. */
  public static final String STANDARD = "standard";

  /** The whole value as one word, as it is. */
  public static final String KEYWORD = "keyword";

  /** The whole value as one word in lower case. */
  public static final String KEYWORD_LOWERCASE = "keyword_lowercase";

  static final String ENGLISH = "english";

  private static final String SYNONYMS = "synonyms:";
  private static final int KEPT = 256;
  private static final Map<String, Supplier<Analyzer>> BUILT_IN = new LinkedHashMap<>();

  static {
    BUILT_IN.put(STANDARD, StandardAnalyzer::new);
    BUILT_IN.put("simple", SimpleAnalyzer::new);
    BUILT_IN.put("whitespace", WhitespaceAnalyzer::new);
    BUILT_IN.put(KEYWORD, KeywordAnalyzer::new);
    BUILT_IN.put(KEYWORD_LOWERCASE, LowerCaseKeyword::new);
    BUILT_IN.put(ENGLISH, EnglishAnalyzer::new);
    BUILT_IN.put("german", GermanAnalyzer::new);
    BUILT_IN.put("french", FrenchAnalyzer::new);
    BUILT_IN.put("spanish", SpanishAnalyzer::new);
    BUILT_IN.put("italian", ItalianAnalyzer::new);
    BUILT_IN.put("portuguese", PortugueseAnalyzer::new);
    BUILT_IN.put("dutch", DutchAnalyzer::new);
    BUILT_IN.put("swedish", SwedishAnalyzer::new);
    BUILT_IN.put("russian", RussianAnalyzer::new);
    BUILT_IN.put("cjk", CJKAnalyzer::new);
  }

  /**
   * Positions left free between two values of a field, so that no phrase reaches from one into the
   * next. 100 is what users of Solr and Elasticsearch know.
   */
  static final int GAP_BETWEEN_VALUES = 100;

  /** Those with synonyms are as many as users think of, so the oldest is forgotten. */
  private static final Map<String, Analyzer> SHARED =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Analyzer> eldest) {
              return size() > KEPT;
            }
          });

  private Analyzers() {}

  /** All names, the default first. */
  public static List<String> names() {
    return List.copyOf(BUILT_IN.keySet());
  }

  /**
   * A named analyzer with synonyms, as it is written.
   *
   * @param rules Solr's: words that are the same between commas, {@code from => to}; one a line, or
   *     between semicolons
   */
  public static String withSynonyms(String name, String rules) {
    return name + ", " + SYNONYMS + " " + rules;
  }

  /** Why a text is no analyzer, in a sentence; null if it is one. */
  public static @Nullable String problem(String written) {
    try {
      var _ = ofQueries(written);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** The name, without synonyms: they are not for documents. */
  static String ofDocuments(String written) {
    int comma = written.indexOf(',');
    return comma < 0 ? written : written.substring(0, comma).strip();
  }

  /**
   * The shared, thread-safe analyzer of queries.
   *
   * @throws IllegalArgumentException if there is none, in words
   */
  static Analyzer ofQueries(String written) {
    int comma = written.indexOf(',');
    if (comma < 0) {
      return named(written);
    }
    String name = ofDocuments(written);
    Analyzer base = named(name);
    String behind = written.substring(comma + 1).strip();
    if (!behind.startsWith(SYNONYMS)) {
      throw new IllegalArgumentException(
          "Behind the analyzer '%s' only synonyms can stand. Write %s."
              .formatted(name, withSynonyms(name, "usa, united states; tv => television")));
    }
    return SHARED.computeIfAbsent(
        written, _ -> new WithGap(Synonyms.over(name, base, behind.substring(SYNONYMS.length()))));
  }

  /** The shared, thread-safe analyzer of a name. */
  static Analyzer named(String name) {
    Supplier<Analyzer> supplier = BUILT_IN.get(name);
    if (supplier == null) {
      throw new IllegalArgumentException(
          "There is no analyzer '" + name + "'. Known: " + String.join(", ", names()) + ".");
    }
    return SHARED.computeIfAbsent(name, n -> new WithGap(supplier.get()));
  }

  private static final class LowerCaseKeyword extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
      KeywordTokenizer tokens = new KeywordTokenizer();
      return new TokenStreamComponents(tokens, new LowerCaseFilter(tokens));
    }

    @Override
    protected org.apache.lucene.analysis.TokenStream normalize(
        String fieldName, org.apache.lucene.analysis.TokenStream in) {
      return new LowerCaseFilter(in);
    }
  }

  private static final class WithGap extends AnalyzerWrapper {
    private final Analyzer inner;

    WithGap(Analyzer inner) {
      super(inner.getReuseStrategy());
      this.inner = inner;
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String fieldName) {
      return inner;
    }

    @Override
    public int getPositionIncrementGap(String fieldName) {
      return GAP_BETWEEN_VALUES;
    }
  }
}
