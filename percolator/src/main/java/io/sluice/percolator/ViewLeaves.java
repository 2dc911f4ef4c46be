package io.sluice.percolator;

import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** Leaves on the views of fields that have a notation of their own: addresses and places. */
final class ViewLeaves {
  /** What is wrong with the leaf that is read. */
  interface Wrong {
    QuerySyntaxException because(String message, @Nullable String hint);
  }

  private final Wrong wrong;

  ViewLeaves(Wrong wrong) {
    this.wrong = wrong;
  }

  /** A leaf with one text, or null where the view has no notation of its own. */
  @Nullable Query leaf(String field, String written) {
    return switch (FieldView.of(field)) {
      case IP -> {
        Query query = IpAddress.query(field, written);
        if (query == null) {
          throw noAddress(written, "\"10.0.0.0/8\"");
        }
        yield query;
      }
      case GEO -> {
        if (Places.goesAround(written)) {
          throw wrong.because(
              "A side of this polygon reaches more than half around the earth: does it cross 180 degrees?",
              "Write one polygon on each side of 180 degrees, joined by OR; or a corner between, where the long way is meant.");
        }
        Place place = Places.place(written);
        if (place == null) {
          throw wrong.because(
              "\"" + written + "\" is no part of the earth.",
              "Write a place with a distance, \"52.5,13.4,10km\", or the corners of a polygon, \"48,5 55,5 55,15\"; latitude comes first.");
        }
        yield new PlaceQuery(field, place);
      }
      case EXACT, CASELESS, REGEX, SAME, NUMBER -> null;
      case null -> null;
    };
  }

  /** A range, or null where the view has no notation of its own. */
  @Nullable Query range(
      String field,
      @Nullable String low,
      boolean withLow,
      @Nullable String high,
      boolean withHigh) {
    return switch (FieldView.of(field)) {
      case IP -> {
        String from = address(low);
        String to = address(high);
        if (from != null && to != null && from.compareTo(to) > 0) {
          throw wrong.because(
              "The range is empty: " + low + " is above " + high + ".",
              "The lower end comes first; all of IPv4 lies above ::1 and below 2000::.");
        }
        yield IpAddress.range(field, from, withLow, to, withHigh);
      }
      case GEO -> {
        Place box = withLow && withHigh ? Places.box(low, high) : null;
        if (box == null) {
          throw wrong.because(
              "This is no part of the earth.",
              "Write a box by its corners in the south-west and the north-east, [48,5 TO 55,15]; latitude comes first.");
        }
        yield new PlaceQuery(field, box);
      }
      case EXACT, CASELESS, REGEX, SAME, NUMBER -> null;
      case null -> null;
    };
  }

  /** Addresses and places are no texts of which one could write the beginning. */
  void checkPattern(String field) {
    switch (FieldView.of(field)) {
      case IP ->
          throw wrong.because(
              "An address has no pattern.", "Write a block, for example \"10.1.0.0/16\".");
      case GEO ->
          throw wrong.because(
              "A place has no pattern.",
              "Write a distance from it, for example \"52.5,13.4,10km\".");
      case EXACT, CASELESS, REGEX, SAME, NUMBER -> {}
      case null -> {}
    }
  }

  private @Nullable String address(@Nullable String written) {
    String key = written == null ? null : IpAddress.key(written);
    if (written != null && key == null) {
      throw noAddress(written, "[10.0.0.0 TO 10.0.0.255]");
    }
    return key;
  }

  private QuerySyntaxException noAddress(String written, String example) {
    return wrong.because(
        "\"" + written + "\" is no address of the internet.",
        "Write an address or a block, for example " + example + ".");
  }
}
