package io.sluice.server.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON library's set-up, and its complaints in words for people. */
final class JsonText {
  static final int MAX_DEPTH = 64;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(1000)
                  .maxNameLength(1000)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // Names of undeclared fields come from outside and must not fill the table of interned
          // strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final Pattern CHARACTER =
      Pattern.compile("Unexpected character \\('(.*?)' \\(code (\\d+)", Pattern.DOTALL);
  private static final Pattern TOKEN =
      Pattern.compile("Unrecognized token '(.*?)'", Pattern.DOTALL);
  private static final Pattern UTF8 = Pattern.compile("UTF-8");

  private JsonText() {}

  /** Why a text is no JSON: {@code unexpected `}` at character 41}. */
  static String complaint(IOException e) {
    if (!(e instanceof JsonProcessingException json)) {
      return "it can not be read";
    }
    String message = String.valueOf(json.getOriginalMessage());
    if (e instanceof JsonEOFException) {
      return "it ends too early" + place(json);
    }
    if (e instanceof StreamConstraintsException) {
      if (message.contains("nesting depth")) {
        return "it is nested deeper than " + MAX_DEPTH + " levels" + place(json);
      }
      return "a name or number in it is longer than 1,000 characters" + place(json);
    }
    Matcher character = CHARACTER.matcher(message);
    if (character.find()) {
      String found =
          Integer.parseInt(character.group(2)) < 32
              ? "control character " + character.group(2)
              : "`" + character.group(1) + "`";
      return "unexpected " + found + place(json);
    }
    Matcher token = TOKEN.matcher(message);
    if (token.find()) {
      return "unexpected `" + shortened(token.group(1), 30) + "`";
    }
    if (message.contains("control character") || message.contains("CTRL-CHAR")) {
      return "a string has a control character that is not escaped" + place(json);
    }
    if (message.contains("escape")) {
      return "a string has an unknown escape" + place(json);
    }
    if (UTF8.matcher(message).find()) {
      return "it is not UTF-8" + place(json);
    }
    if (message.contains("numeric") || message.contains("number") || message.contains("digit")) {
      return "a number is not written as JSON writes numbers" + place(json, " before ");
    }
    return "a mistake" + place(json);
  }

  private static String place(JsonProcessingException e) {
    return place(e, " at ");
  }

  private static String place(JsonProcessingException e, String word) {
    JsonLocation at = e.getLocation();
    if (at == null) {
      return "";
    }
    String character = "character " + Math.max(1, at.getColumnNr());
    return at.getLineNr() > 1
        ? word + "line " + at.getLineNr() + ", " + character
        : word + character;
  }

  /** What stands at the parser, for {@code found ...} in a message. */
  static String found(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case VALUE_STRING -> "the string \"" + shortened(parser.getText(), 40) + "\"";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(parser.getText(), 40);
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      case START_ARRAY, END_ARRAY -> "an array";
      case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "nothing";
    };
  }

  static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "...";
  }

  /**
   * The text as it is, if UTF-8 can hold it: JSON may escape half of a surrogate pair, which would
   * not come back from the disk as it went there. (In names the parser itself refuses it.)
   */
  static String wellFormed(String text, String pointer) throws BadEvent {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new BadEvent(
            "bad-type",
            pointer,
            "%s has \\u%04x, which is half of a character. Send both halves, or leave it out."
                .formatted(
                    pointer.isEmpty() ? "The text" : "`" + pointer.substring(1) + "`", (int) c));
      }
    }
    return text;
  }

  /** {@code name} as a step of a JSON pointer. */
  static String step(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
