package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.lucene.document.InetAddressPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PointInSetQuery;
import org.apache.lucene.search.PointRangeQuery;
import org.jspecify.annotations.Nullable;

/**
 * Leaves on views that Lucene knows as points of other kinds: addresses of 16 bytes ({@link
 * InetAddressPoint}) and points of the earth. Here they are words, whose beginnings are blocks of
 * addresses and cells of the earth.
 */
final class ViewCompiler {
  private final QueryCompiler compiler;
  private final Vocabulary vocabulary;

  ViewCompiler(QueryCompiler compiler, Vocabulary vocabulary) {
    this.compiler = compiler;
    this.vocabulary = vocabulary;
  }

  boolean knows(PointRangeQuery query) {
    return isAddress(query) || isBox(query);
  }

  Condition range(PointRangeQuery query) {
    return isAddress(query)
        ? addresses(query)
        : place(new PlaceQuery(view(query.getField(), FieldView.GEO), Places.box(query)));
  }

  private static boolean isAddress(PointRangeQuery query) {
    return query.getNumDims() == 1 && query.getBytesPerDim() == InetAddressPoint.BYTES;
  }

  private static boolean isBox(PointRangeQuery query) {
    return query.getNumDims() == 2 && query.getBytesPerDim() == Integer.BYTES;
  }

  boolean knows(PointInSetQuery query) {
    return query.getNumDims() == 1 && query.getBytesPerDim() == InetAddressPoint.BYTES;
  }

  /** One of several addresses. */
  Condition oneOf(PointInSetQuery query) {
    String field = view(query.getField(), FieldView.IP);
    List<Condition> any = new ArrayList<>();
    for (byte[] address : query.getPackedPoints()) {
      var term = new Term(field, HexFormat.of().formatHex(address));
      any.add(compiler.compile(new org.apache.lucene.search.TermQuery(term)));
    }
    return any.isEmpty() ? Condition.FALSE : Condition.any(any);
  }

  /** Lucene's queries name the field, those in a text its view. */
  private String view(String field, FieldView view) {
    String name = FieldView.of(field) == view ? field : field + "@" + view.word();
    vocabulary.demand(name);
    return name;
  }

  private Condition addresses(PointRangeQuery query) {
    if (Arrays.compareUnsigned(query.getLowerPoint(), query.getUpperPoint()) > 0) {
      return Condition.FALSE;
    }
    String field = view(query.getField(), FieldView.IP);
    String low = HexFormat.of().formatHex(query.getLowerPoint());
    String high = HexFormat.of().formatHex(query.getUpperPoint());
    return compiler.compile(
        low.equals(high)
            ? new org.apache.lucene.search.TermQuery(new Term(field, low))
            : IpAddress.range(field, low, true, high, true));
  }

  /** In one of the cells that cover it, and in it. */
  Condition place(PlaceQuery query) {
    String field = view(query.field(), FieldView.GEO);
    Condition within = Condition.leaf(vocabulary.place(field, query.place()));
    @Nullable List<String> cells = GeoCells.cover(query.place());
    if (cells == null) {
      return Condition.all(compiler.exists(field), within);
    }
    List<Condition> near = new ArrayList<>();
    for (String cell : cells) {
      byte[] glob =
          Arrays.copyOf(
              cell.getBytes(java.nio.charset.StandardCharsets.US_ASCII), cell.length() + 1);
      glob[cell.length()] = TokenPattern.Glob.MANY;
      near.add(Condition.leaf(vocabulary.pattern(field, new TokenPattern.Glob(glob))));
    }
    return Condition.all(Condition.any(near), within);
  }
}
