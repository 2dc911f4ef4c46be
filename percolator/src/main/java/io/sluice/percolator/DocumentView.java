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

  /** What the view of all fields sees, and of each value its caseless token, or -1. */
  private final List<Object> visible = new ArrayList<>();

  private int[] caselessToken = new int[32];

  DocumentView(Fields fields, Analyzer analyzer) {
    this.fields = fields;
    this.analyzer = analyzer;
  }

  /** Reads what is asked for; the rest of the document is as if it were not there. */
  void read(Document document, Demand demand) {
    parts.clear();
    tokens.clear();
    pointCount = 0;
    visible.clear();
    boolean all = !demand.ofAllFields().isEmpty();
    for (Map.Entry<String, ?> entry : document.values().entrySet()) {
      String name = entry.getKey();
      Object value = entry.getValue();
      Field declared = fields.declared(name);
      if (value == null) {
        continue;
      }
      int caseless = declared == null && !fields.open() ? -1 : read(name, value, declared, demand);
      if (all && !name.startsWith("_")) {
        if (visible.size() == caselessToken.length) {
          caselessToken = ArrayUtil.grow(caselessToken);
        }
        caselessToken[visible.size()] = caseless;
        visible.add(value);
      }
    }
    for (Demand.Asked asked : demand.ofAllFields()) {
      addVisible(asked);
    }
    for (Demand.Asked asked : demand.pairs()) {
      addPairs(asked.field(), document);
    }
  }

  /** Points of the earth that two fields hold, where the view has none of its own field. */
  private void addPairs(Field view, Document document) {
    List<String> words =
        part(view.name()) == null ? GeoPairs.words(view.name(), document) : List.of();
    if (!words.isEmpty()) {
      int from = tokens.count();
      addAll(view.name(), view, FastWords.of(view.analyzer()), words, from);
      parts.add(new Part(view.name(), view, from, tokens.count()));
    }
  }

  /** Reads a field as it is asked for; the number of its only caseless token, or -1. */
  private int read(String name, Object value, @Nullable Field declared, Demand demand) {
    if (demand.asks(name)) {
      boolean point = declared != null && declared.type().isPoint();
      int from = point ? pointCount : tokens.count();
      FastWords fast =
          FastWords.of(declared == null ? Analyzers.KEYWORD_LOWERCASE : declared.analyzer());
      if (addAll(name, declared, fast, value, from)) {
        parts.add(new Part(name, declared, from, point ? pointCount : tokens.count()));
      }
    }
    int caseless = -1;
    for (Demand.Asked asked : demand.viewsOf(name)) {
      int before = tokens.count();
      addView(asked, value);
      if (asked.view() == FieldView.CASELESS && tokens.count() == before + 1) {
        caseless = before;
      }
    }
    return caseless;
  }

  /** A view of all fields; words that are there already are not cut again. */
  private void addVisible(Demand.Asked asked) {
    if (asked.view() != FieldView.CASELESS) {
      addView(asked, visible);
      return;
    }
    int from = tokens.count();
    boolean any = false;
    for (int i = 0; i < visible.size(); i++) {
      if (caselessToken[i] >= 0) {
        tokens.again(caselessToken[i], lastPosition(from) + 1);
        any = true;
      } else {
        any |= addViewed(asked, visible.get(i), from);
      }
    }
    if (any) {
      parts.add(new Part(asked.field().name(), asked.field(), from, tokens.count()));
    }
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
    int before = lastPosition(from);
    if (fast == null || !fast.cut(text, tokens, before)) {
      addByLucene(name, text, before);
    }
    return true;
  }

  /** The position before the next value of a field whose words begin at {@code from}. */
  private int lastPosition(int from) {
    return tokens.count() > from
        ? tokens.position(tokens.count() - 1) + Analyzers.GAP_BETWEEN_VALUES
        : -1;
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
