package io.sluice.percolator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
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
 * are both fed from here, so they cannot disagree. Flat arrays, used again for the next document.
 */
final class DocumentView {
  /** Longer terms exist in no Lucene index. */
  static final int MAX_TERM_BYTES = 32_766;

  /**
   * One field of the document: a stretch of the token arrays or of the point array, maybe empty.
   */
  record Part(String name, @Nullable Field declared, int from, int to) {
    boolean isPoint() {
      return declared != null && declared.type().isPoint();
    }
  }

  private final Fields fields;
  private final Analyzer analyzer;
  private final List<Part> parts = new ArrayList<>();

  private byte[] bytes = new byte[4096];
  private int bytesUsed;
  private int[] termStart = new int[512];
  private int[] position = new int[512];
  private int tokens;
  private long[] points = new long[16];
  private int pointCount;

  DocumentView(Fields fields, Analyzer analyzer) {
    this.fields = fields;
    this.analyzer = analyzer;
  }

  void read(Document document) {
    parts.clear();
    bytesUsed = 0;
    tokens = 0;
    pointCount = 0;
    for (Map.Entry<String, ?> entry : document.values().entrySet()) {
      String name = entry.getKey();
      Field declared = fields.declared(name);
      if (entry.getValue() == null || (declared == null && !fields.open())) {
        continue;
      }
      boolean point = declared != null && declared.type().isPoint();
      int from = point ? pointCount : tokens;
      if (addAll(name, declared, entry.getValue(), from)) {
        parts.add(new Part(name, declared, from, point ? pointCount : tokens));
      }
    }
    ensureTokens(); // termStart[tokens] is the end of the last term
    termStart[tokens] = bytesUsed;
  }

  /** Whether there was a value at all; a text of stop words is one, though without tokens. */
  private boolean addAll(String name, @Nullable Field declared, Object value, int from) {
    if (value instanceof Collection<?> many) {
      boolean any = false;
      for (Object one : many) {
        any |= one != null && addAll(name, declared, one, from);
      }
      return any;
    }
    if (declared != null && declared.type().isPoint()) {
      points = ArrayUtil.grow(points, pointCount + 1);
      points[pointCount++] = FieldValues.ofDocument(declared, value);
    } else {
      addText(name, FieldValues.textOf(declared, value), tokens > from);
    }
    return true;
  }

  private void addText(String name, String text, boolean further) {
    int at = further ? position[tokens - 1] + analyzer.getPositionIncrementGap(name) : -1;
    try (TokenStream stream = analyzer.tokenStream(name, text)) {
      TermToBytesRefAttribute term = stream.getAttribute(TermToBytesRefAttribute.class);
      PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        at += increment.getPositionIncrement();
        BytesRef ref = term.getBytesRef();
        if (ref.length > MAX_TERM_BYTES) {
          continue;
        }
        ensureTokens();
        bytes = ArrayUtil.grow(bytes, bytesUsed + ref.length);
        System.arraycopy(ref.bytes, ref.offset, bytes, bytesUsed, ref.length);
        termStart[tokens] = bytesUsed;
        position[tokens++] = at;
        bytesUsed += ref.length;
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ensureTokens() {
    if (tokens + 1 >= termStart.length) {
      termStart = Arrays.copyOf(termStart, 2 * termStart.length);
      position = Arrays.copyOf(position, 2 * position.length);
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

  byte[] bytes() {
    return bytes;
  }

  int termStart(int token) {
    return termStart[token];
  }

  int termLength(int token) {
    return termStart[token + 1] - termStart[token];
  }

  /** The token's position in its field, counted as Lucene does. */
  int position(int token) {
    return position[token];
  }

  long point(int index) {
    return points[index];
  }
}
