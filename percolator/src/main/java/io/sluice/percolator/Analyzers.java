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

/** The named analyzers. To add one, add a line to {@link #BUILT_IN}. */
public final class Analyzers {
  /** Unicode words in lower case, no stop words. */
  public static final String STANDARD = "standard";

  /** The whole value as one word, as it is. */
  public static final String KEYWORD = "keyword";

  /** The whole value as one word in lower case. */
  public static final String KEYWORD_LOWERCASE = "keyword_lowercase";

  private static final Map<String, Supplier<Analyzer>> BUILT_IN = new LinkedHashMap<>();

  static {
    BUILT_IN.put(STANDARD, StandardAnalyzer::new);
    BUILT_IN.put("simple", SimpleAnalyzer::new);
    BUILT_IN.put("whitespace", WhitespaceAnalyzer::new);
    BUILT_IN.put(KEYWORD, KeywordAnalyzer::new);
    BUILT_IN.put(KEYWORD_LOWERCASE, LowerCaseKeyword::new);
    BUILT_IN.put("english", EnglishAnalyzer::new);
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

  private static final Map<String, Analyzer> SHARED =
      Collections.synchronizedMap(new LinkedHashMap<>());

  private Analyzers() {}

  /** All names, the default first. */
  public static List<String> names() {
    return List.copyOf(BUILT_IN.keySet());
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
