package io.sluice.percolator;

/** What the values of a field are, and so how they are searched. */
public enum FieldType {
  /** Words, cut by an analyzer. */
  TEXT,
  /** One exact value; letter case and blanks count. */
  STRING,
  /** Whole numbers of 32 bits. */
  INT,
  /** Whole numbers of 64 bits. */
  LONG,
  /** Binary floating point of 64 bits. */
  DOUBLE,
  /** Points in time, in milliseconds; written as RFC 3339, a day, or epoch milliseconds. */
  DATE,
  /** {@code true} or {@code false}. */
  BOOLEAN;

  boolean isPoint() {
    return switch (this) {
      case INT, LONG, DOUBLE, DATE -> true;
      case TEXT, STRING, BOOLEAN -> false;
    };
  }
}
