package io.sluice.server.sigma;

/** A rule that is no query: the message says why, for people, without the rule's name. */
final class Refused extends Exception {
  /** Whether it is the writer's mistake, or something that a query can not say. */
  enum Kind {
    BROKEN,
    NOT_A_QUERY
  }

  private final Kind kind;

  private Refused(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static Refused broken(String message) {
    return new Refused(Kind.BROKEN, message);
  }

  static Refused notAQuery(String message) {
    return new Refused(Kind.NOT_A_QUERY, message);
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
