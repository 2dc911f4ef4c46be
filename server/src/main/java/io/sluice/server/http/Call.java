package io.sluice.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.cep.event.Timestamps;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.ProblemCode;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request, read whole.
 *
 * @param client the address that it comes from
 */
record Call(
    String path,
    Map<String, String> pathParameters,
    MultiMap query,
    MultiMap headers,
    byte[] body,
    String client,
    String requestId) {
  static final int MAX_STATEMENT = 64 * 1024;
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

  static final int PAGE = 50;
  static final int MAX_PAGE = 500;

  /** A named part of the path. */
  String part(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no part " + name);
    }
    return value;
  }

  @Nullable String parameter(String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** All values of a parameter that may stand several times, or hold a list with commas. */
  static List<String> listed(MultiMap query, String name) {
    return query.getAll(name).stream()
        .flatMap(v -> Arrays.stream(v.split(",")))
        .filter(v -> !v.isEmpty())
        .toList();
  }

  /** All values of a parameter that may stand several times; commas belong to the value. */
  static List<String> repeated(MultiMap query, String name) {
    return query.getAll(name).stream().filter(v -> !v.isEmpty()).toList();
  }

  int limit() {
    return (int) number("limit", PAGE, 1, MAX_PAGE);
  }

  long number(String name, long otherwise, long least, long greatest) {
    String text = parameter(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= greatest) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw badParameter(
        name,
        greatest == Long.MAX_VALUE
            ? "a whole number from " + least
            : "a whole number from %d to %d".formatted(least, greatest),
        text);
  }

  boolean descending(boolean otherwise) {
    String text = parameter("order");
    if (text == null) {
      return otherwise;
    }
    return switch (text) {
      case "asc" -> false;
      case "desc" -> true;
      default -> throw badParameter("order", "asc or desc", text);
    };
  }

  /** A time parameter in milliseconds, RFC 3339 or a number. */
  long time(String name, long otherwise) {
    String text = parameter(name);
    if (text == null) {
      return otherwise;
    }
    // A plus in a query string that was not escaped has become a blank.
    OptionalLong time = Timestamps.parse(text.replaceFirst("(:[0-9.]+) (\\d\\d:\\d\\d)$", "$1+$2"));
    if (time.isPresent()) {
      return time.getAsLong();
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw badParameter(name, "a time such as 2026-01-31T09:00:00Z", text);
    }
  }

  static ApiException badParameter(String name, String expected, String found) {
    return new ApiException(
        ProblemCode.BAD_PARAMETER,
        "`%s` must be %s, found `%s`."
            .formatted(name, expected, found.length() > 60 ? found.substring(0, 60) : found));
  }

  /** What {@link #cursorOf} was given for an earlier page, or null on the first page. */
  @Nullable String cursor() {
    String text = parameter("cursor");
    if (text == null) {
      return null;
    }
    try {
      String place = new String(Base64.getUrlDecoder().decode(text), UTF_8);
      if (place.startsWith(cursorPrefix())) {
        return place.substring(cursorPrefix().length());
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw badCursor(text);
  }

  /** A place on a list, for a later page of the same list in the same order. */
  String cursorOf(String place) {
    String text = cursorPrefix() + place;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private String cursorPrefix() {
    String order = parameter("order");
    return path + (order == null ? "" : " " + order) + "\n";
  }

  long cursorNumber(long otherwise, long greatest) {
    String text = cursor();
    if (text == null) {
      return otherwise;
    }
    try {
      long place = Long.parseLong(text);
      if (place >= 0 && place <= greatest) {
        return place;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw badCursor(String.valueOf(parameter("cursor")));
  }

  private static ApiException badCursor(String found) {
    return new ApiException(
        ProblemCode.INVALID_CURSOR,
        "`cursor` must be the `next` of an earlier page of this list in this order, found `%s`. Leave it out for the first page."
            .formatted(found.length() > 60 ? found.substring(0, 60) : found));
  }

  /** The media type of the body without parameters, in lower case; empty where there is none. */
  String mediaType() {
    String type = headers.get("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Refuses what is not UTF-8, as JSON and statements are here. */
  BodyKind kind() {
    String type = headers.get("Content-Type");
    Matcher charset = CHARSET.matcher(type == null ? "" : type);
    if (BodyKind.isWide(body)
        || (charset.find()
            && !charset.group(1).equalsIgnoreCase("utf-8")
            && !charset.group(1).equalsIgnoreCase("us-ascii"))) {
      throw new ApiException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "The body must be UTF-8, found %s. Convert it first."
              .formatted(BodyKind.isWide(body) ? "UTF-16" : charset.group(1)));
    }
    return BodyKind.of(mediaType(), body);
  }

  Body json(String... known) {
    return switch (kind()) {
      case JSON -> {
        checkJsonSize();
        yield Body.read(body, "The body", known);
      }
      // Of a type that says nothing: the error then is that it goes on after the object.
      case LINES ->
          throw mediaType().contains("json")
              ? unsupported("application/json")
              : new ApiException(
                  ProblemCode.NOT_JSON, "The body must be one JSON object, found several.");
      case STATEMENT, OTHER -> throw unsupported("application/json");
    };
  }

  void checkJsonSize() {
    if (body.length > ClientLimits.JSON_BYTES) {
      throw new ApiException(BodyIntake.tooLarge(body.length, ClientLimits.JSON_BYTES));
    }
  }

  /** Whether the body is a bare statement. */
  boolean isStatementText() {
    return kind() == BodyKind.STATEMENT;
  }

  String statementText() {
    try {
      int mark = BodyKind.mark(body);
      var bytes = ByteBuffer.wrap(body, mark, body.length - mark);
      return checked(UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new ApiException(ProblemCode.BAD_MEMBER, "The body is not UTF-8 text.");
    }
  }

  static String checked(String statement) {
    if (statement.length() > MAX_STATEMENT) {
      throw new ApiException(
          ProblemCode.STATEMENT_TOO_LARGE,
          "The statement has %,d characters; the limit is %,d."
              .formatted(statement.length(), MAX_STATEMENT));
    }
    return statement;
  }

  ApiException unsupported(String... types) {
    String found = mediaType();
    return new ApiException(
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        "Send the header Content-Type: %s; found %s."
            .formatted(String.join(" or ", types), found.isEmpty() ? "none" : "`" + found + "`"));
  }

  /**
   * The ETag of If-Match, or null where the header is missing or {@code *}. Of several it is the
   * one that fits, if one does.
   */
  @Nullable String ifMatch(String current) {
    String text = headers.get("If-Match");
    if (text == null || text.strip().equals("*")) {
      return null;
    }
    List<String> tags =
        Arrays.stream(text.split(","))
            .map(tag -> tag.strip().replaceFirst("^W/", "").replace("\"", ""))
            .toList();
    return tags.contains(current) ? current : tags.getFirst();
  }

  boolean hasIfMatch() {
    return headers.contains("If-Match");
  }
}
