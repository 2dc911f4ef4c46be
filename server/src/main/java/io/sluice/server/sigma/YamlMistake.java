package io.sluice.server.sigma;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * What is wrong with a text that is no YAML, in words for who wrote it: the reader's own are about
 * its grammar.
 */
final class YamlMistake {
  private static final int LONGEST_SHOWN = 60;

  private final String text;

  private YamlMistake(String text) {
    this.text = text;
  }

  static Refused in(String text, YAMLException e) {
    return Refused.broken("This is not YAML: " + new YamlMistake(text).words(e));
  }

  private String words(YAMLException e) {
    return switch (e) {
      case ReaderException unreadable -> {
        int line =
            (int) text.chars().limit(unreadable.getPosition()).filter(c -> c == '\n').count();
        yield at(line, "the character U+%04X can not stand here", unreadable.getCodePoint());
      }
      case MarkedYAMLException marked -> words(marked);
      default -> "it can not be read.";
    };
  }

  private String words(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    Mark place = e.getProblemMark();
    Mark begin = e.getContextMark();
    int line = place == null ? 0 : place.getLine();
    String key = group(problem, "duplicate key (.*)");
    if (key != null) {
      return at(line, "the key `%s` stands there twice", key);
    }
    String alias = group(problem, "undefined alias (.*)");
    if (alias != null) {
      return at(line, "put a text that begins with * in quotes: '*%s'", alias);
    }
    if (problem.contains("TAB")) {
      return at(line, "a tab begins it, and YAML is indented with spaces alone");
    }
    String character = group(problem, "found character '(.*)' that cannot start");
    if (character != null) {
      return at(line, "put a text that begins with %s in quotes", character);
    }
    if (problem.contains("unknown escape")) {
      return at(
          line,
          "between double quotes \\%s has no meaning; use single quotes, or write \\\\",
          problem.replaceAll(".*character (.).*", "$1"));
    }
    if (problem.contains("unexpected end of stream")) {
      return at(begin == null ? line : begin.getLine(), "a quote is opened and never closed");
    }
    String bracket = group(problem, "expected ',' or '([]}])'");
    if (bracket != null) {
      return at(
          begin == null ? line : begin.getLine(),
          "a %s is opened and never closed",
          bracket.equals("]") ? "[" : "{");
    }
    if (problem.contains("mapping values are not allowed")) {
      return at(
          line,
          "a colon stands where no key can be; put a text with a colon in quotes, or indent the"
              + " line like those that it belongs to");
    }
    if (problem.contains("could not find expected ':'")) {
      return at(begin == null ? line : begin.getLine(), "a colon is missing behind the key");
    }
    if (problem.contains("<block end>")) {
      return at(line, "it is not indented like the lines that it belongs to");
    }
    return at(line, "it does not belong there");
  }

  private static @Nullable String group(String problem, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(problem);
    return matcher.find() ? matcher.group(1) : null;
  }

  /**
   * @param line from 0
   */
  private String at(int line, String what, Object... with) {
    String shown = text.lines().skip(line).findFirst().orElse("").strip();
    if (shown.length() > LONGEST_SHOWN) {
      shown = shown.substring(0, LONGEST_SHOWN) + "...";
    }
    return "line "
        + (line + 1)
        + (shown.isEmpty() ? "" : " (" + shown.replaceAll("\\p{Cntrl}", " ") + ")")
        + ": "
        + String.format(java.util.Locale.ROOT, what, with)
        + ".";
  }
}
