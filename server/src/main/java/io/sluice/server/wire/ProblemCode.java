package io.sluice.server.wire;

import java.util.Locale;

/** All codes of problems; the page {@code /docs/errors} lists them. */
public enum ProblemCode {
  NOT_JSON(400, "The body is not JSON", "Check the place that the message names."),
  BAD_MEMBER(400, "A member of the body is wrong", "Misspelt members are errors too."),
  BAD_PARAMETER(400, "A parameter of the address is wrong", "See the message for what it takes."),
  INVALID_CURSOR(400, "The cursor is of no page of this list", "Leave it out to start again."),
  BAD_REQUEST(400, "The request can not be read as HTTP", "Use a client for HTTP/1.1."),
  CROSS_ORIGIN(403, "The request comes from another site", "Use the console of this server."),
  HOST_NOT_ALLOWED(403, "The request is meant for another host", "See `serve --allow-host`."),
  NOT_FOUND(404, "There is no such thing", "The list of its kind says what there is."),
  METHOD_NOT_ALLOWED(405, "This address does not take this method", "The header Allow says which."),
  NOT_ACCEPTABLE(406, "The answer can only be JSON", "Send Accept: application/json."),
  BODY_TIMEOUT(408, "The body did not come in time", "Send it without a pause."),
  EXISTS(409, "There is one already", "Change it with PUT, or choose another name."),
  IN_USE(409, "It is in use", "Change what uses it first."),
  FED_STREAM(409, "A pattern feeds this stream", "Send to a stream that the pattern reads."),
  IDEMPOTENCY_IN_PROGRESS(409, "The first such request still runs", "Try again in a second."),
  VERSION_CONFLICT(412, "Somebody changed it meanwhile", "Read it again and repeat the change."),
  BODY_TOO_LARGE(413, "The body is too large", "Split it."),
  TOO_MANY_ITEMS(413, "Too many items in one request", "Split it."),
  EVENT_TOO_LARGE(413, "The event is too large", "Send what patterns need."),
  STATEMENT_TOO_LARGE(413, "The statement is too large", "A statement takes 64 kB."),
  URI_TOO_LONG(414, "The address is too long", "Send less behind the question mark."),
  UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not taken", "Set the header Content-Type."),
  IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request", "Use a new one."),
  INVALID_STATEMENT(422, "The statement is not valid", "Each error has its place and advice."),
  INVALID_QUERY(422, "The query is not valid", "Each error has its place and advice."),
  PATTERN_TOO_COMPLEX(422, "The pattern is too large to run", "Split it."),
  NOT_RUNNABLE(422, "The engine can not run the statement", "Report it with the statement."),
  QUOTA_EXCEEDED(422, "The server takes no more of these", "Delete some first."),
  INVALID_EVENTS(422, "No event of the request was taken", "Each error says what to mend."),
  INVALID_QUERIES(422, "No query of the request was stored", "Each error says what to mend."),
  BAD_TYPE(422, "A value has the wrong type", "See the types of the stream's columns."),
  OUT_OF_RANGE(422, "A value is out of range", "See the types of the stream's columns."),
  UNKNOWN_FIELD(422, "A field is no column of the stream", "Or declare the stream as open."),
  DUPLICATE_FIELD(422, "A field stands twice", "Leave one out."),
  MISSING_FIELD(422, "A field is missing", "Give it a value."),
  UPGRADE_REQUIRED(426, "Another version of WebSocket is needed", "Use version 13 (RFC 6455)."),
  PRECONDITION_REQUIRED(428, "Say which version you change", "Send If-Match with the ETag."),
  RATE_LIMITED(429, "Too many requests in a short time", "Wait for the time in Retry-After."),
  TOO_MANY_CONNECTIONS(429, "Too many connections", "Close some, or try again later."),
  HEADERS_TOO_LARGE(431, "The headers are too large", "Leave some out."),
  INTERNAL(500, "The server met an error of its own", "Report it with the request id."),
  OVERLOADED(503, "The server is behind", "Try again after the time in Retry-After."),
  STORAGE_FULL(503, "The disk is full", "Make space; reading goes on meanwhile."),
  STORAGE_FAILED(503, "The data folder can not be written", "Restart the server; see its log."),
  STOPPING(503, "The server is stopping", "Try again after the restart.");

  private final int status;
  private final String title;
  private final String help;

  ProblemCode(int status, String title, String help) {
    this.status = status;
    this.title = title;
    this.help = help;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  public String help() {
    return help;
  }

  /** As clients see it: {@code not-json}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code that clients know by this text. */
  public static ProblemCode of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  public Problem problem(String detail) {
    return Problem.of(status, code(), title, detail);
  }
}
