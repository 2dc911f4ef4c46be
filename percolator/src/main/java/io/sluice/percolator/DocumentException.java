package io.sluice.percolator;

/** A document's value does not fit the declared type of its field. The message is for people. */
public final class DocumentException extends RuntimeException {
  private final String field;

  DocumentException(String field, String message) {
    super(message);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
