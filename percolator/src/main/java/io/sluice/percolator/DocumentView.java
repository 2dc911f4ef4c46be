package io.sluice.percolator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A document as the percolator sees it: the tokens of each field with their positions, the values
 * of point fields as sortable longs. Analysed once; the predicates and Lucene's one-document index
 * are both fed from here, so they cannot disagree.
 */
final class DocumentView {
  /** Longer terms exist in no Lucene index. */
  static final int MAX_TERM_BYTES = 32_766;

  /** One field of the document: a stretch of the tokens or of the points, maybe empty. */
  record Part(String name, @Nullable Field declared, int from, int to) {
    boolean isPoint() {
      return declared != null && declared.type().isPoint();
    }
  }

  private final Fields fields;
  private final Analyzer analyzer;
  private final List<Part> parts = new ArrayList<>();
  private final Tokens tokens = new Tokens();
  private long[] points = new long[16];
  private int pointCount;

  DocumentView(Fields fields, Analyzer analyzer) {
    this.fields = fields;
    this.analyzer = analyzer;
  }

  /** Reads what is asked for; the rest of the document is as if it were not there. */
  void read(Document document, Demand demand) {
    parts.clear();
    tokens.clear();
    pointCount = 0;
    for (Map.Entry<String, ?> entry : document.values().entrySet()) {
      String name = entry.getKey();
      Field declared = fields.declared(name);
      if (entry.getValue() == null || (declared == null && !fields.open())) {
        continue;
      }
      if (demand.asks(name)) {
        boolean point = declared != null && declared.type().isPoint();
        int from = point ? pointCount : tokens.count();
        FastWords fast =
            FastWords.of(declared == null ? Analyzers.KEYWORD_LOWERCASE : declared.analyzer());
        if (addAll(name, declared, fast, entry.getValue(), from)) {
          parts.add(new Part(name, declared, from, point ? pointCount : tokens.count()));
        }
      }
      for (Demand.Asked asked : demand.viewsOf(name)) {
        addView(asked, entry.getValue());
      }
    }
    if (!demand.ofAllFields().isEmpty()) {
      List<Object> all = visibleValues(document);
      demand.ofAllFields().forEach(asked -> addView(asked, all));
    }
  }

  private static List<Object> visibleValues(Document document) {
    List<Object> values = new ArrayList<>();
    document
        .values()
        .forEach(
            (name, value) -> {
              if (value != null && !name.startsWith("_")) {
                values.add(value);
              }
            });
    return values;
  }

  private void addView(Demand.Asked asked, Object value) {
    boolean point = asked.field().type().isPoint();
    int from = point ? pointCount : tokens.count();
    if (addViewed(asked, value, from)) {
      parts.add(
          new Part(asked.field().name(), asked.field(), from, point ? pointCount : tokens.count()));
    }
  }

  private boolean addViewed(Demand.Asked asked, Object value, int from) {
    if (value instanceof Collection<?> many) {
      boolean any = false;
      for (Object one : many) {
        any |= one != null && addViewed(asked, one, from);
      }
      return any;
    }
    Object viewed = asked.view().read(value);
    Field field = asked.field();
    return viewed != null
        && addAll(field.name(), field, FastWords.of(field.analyzer()), viewed, from);
  }

  /** Whether there was a value at all; a text of stop words is one, though without tokens. */
  private boolean addAll(
      String name, @Nullable Field declared, @Nullable FastWords fast, Object value, int from) {
    if (value instanceof Collection<?> many) {
      boolean any = false;
      for (Object one : many) {
        any |= one != null && addAll(name, declared, fast, one, from);
      }
      return any;
    }
    if (declared != null && declared.type().isPoint()) {
      points = ArrayUtil.grow(points, pointCount + 1);
      points[pointCount++] = FieldValues.ofDocument(declared, value);
      return true;
    }
    String text = FieldValues.textOf(declared, value);
    int before =
        tokens.count() > from
            ? tokens.position(tokens.count() - 1) + Analyzers.GAP_BETWEEN_VALUES
            : -1;
    if (fast == null || !fast.cut(text, tokens, before)) {
      addByLucene(name, text, before);
    }
    return true;
  }

  private void addByLucene(String name, String text, int before) {
    int at = before;
    try (TokenStream stream = analyzer.tokenStream(name, text)) {
      TermToBytesRefAttribute term = stream.getAttribute(TermToBytesRefAttribute.class);
      PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        at += increment.getPositionIncrement();
        BytesRef ref = term.getBytesRef();
        if (ref.length <= MAX_TERM_BYTES) {
          tokens.add(ref.bytes, ref.offset, ref.length, at);
        }
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Part> parts() {
    return parts;
  }

  /** The part of a field, or null if the document has no value there. */
  @Nullable Part part(String name) {
    for (Part part : parts) {
      if (part.name().equals(name)) {
        return part;
      }
    }
    return null;
  }

  Tokens tokens() {
    return tokens;
  }

  long point(int index) {
    return points[index];
  }
}
