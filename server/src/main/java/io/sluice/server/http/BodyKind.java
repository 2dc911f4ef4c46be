package io.sluice.server.http;

/** How a body is to be read. */
enum BodyKind {
  JSON,
  /** One JSON object a line. */
  LINES,
  /** A bare statement. */
  STATEMENT,
  OTHER;

  /**
   * By the media type; where that says nothing (there is none, or the one that {@code curl -d}
   * sends for everything), by the body itself.
   */
  static BodyKind of(String mediaType, byte[] body) {
    return switch (mediaType) {
      case "application/json" -> JSON;
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines" ->
          LINES;
      case "text/plain", "application/sql" -> STATEMENT;
      case "", "application/x-www-form-urlencoded" -> guess(body);
      default -> mediaType.endsWith("+json") ? JSON : OTHER;
    };
  }

  private static BodyKind guess(byte[] body) {
    int first = notBlank(body, mark(body));
    if (first == body.length || body[first] == '[') {
      return JSON;
    }
    if (body[first] != '{') {
      return STATEMENT;
    }
    return notBlank(body, endOfObject(body, first)) < body.length ? LINES : JSON;
  }

  /** Bytes of the mark that some programs put before UTF-8. */
  static int mark(byte[] body) {
    return body.length >= 3
            && body[0] == (byte) 0xef
            && body[1] == (byte) 0xbb
            && body[2] == (byte) 0xbf
        ? 3
        : 0;
  }

  private static int notBlank(byte[] body, int from) {
    int i = from;
    while (i < body.length
        && (body[i] == ' ' || body[i] == '\n' || body[i] == '\r' || body[i] == '\t')) {
      i++;
    }
    return i;
  }

  private static int endOfObject(byte[] body, int from) {
    int depth = 0;
    boolean quoted = false;
    for (int i = from; i < body.length; i++) {
      switch (body[i]) {
        case '"' -> quoted = !quoted;
        case '\\' -> i += quoted ? 1 : 0;
        case '{' -> depth += quoted ? 0 : 1;
        case '}' -> {
          depth -= quoted ? 0 : 1;
          if (depth == 0) {
            return i + 1;
          }
        }
        default -> {}
      }
    }
    return body.length;
  }

  /** Whether the body is UTF-16 or UTF-32, by its mark or by the zeros of its plain letters. */
  static boolean isWide(byte[] body) {
    if (body.length < 2) {
      return false;
    }
    int a = body[0] & 0xff;
    int b = body[1] & 0xff;
    return (a == 0xfe && b == 0xff) || (a == 0xff && b == 0xfe) || a == 0 || b == 0;
  }
}
