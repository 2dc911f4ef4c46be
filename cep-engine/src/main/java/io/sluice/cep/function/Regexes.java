package io.sluice.cep.function;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Regular expressions that match in linear time (RE2), each compiled once. The memory of compiled
 * ones is per thread, so that engines on different threads share nothing.
 */
final class Regexes {
  static final int MAX_LENGTH = 1_000;
  private static final int REMEMBERED = 256;

  private static final ThreadLocal<Map<String, Pattern>> COMPILED =
      ThreadLocal.withInitial(
          () ->
              new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Pattern> eldest) {
                  return size() > REMEMBERED;
                }
              });

  private Regexes() {}

  static Pattern of(String regex) {
    return COMPILED.get().computeIfAbsent(regex, Regexes::compile);
  }

  private static Pattern compile(String regex) {
    if (regex.length() > MAX_LENGTH) {
      throw new ValueException(
          "a regular expression has at most %,d characters, this one has %,d"
              .formatted(MAX_LENGTH, regex.length()));
    }
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new ValueException(
          "'%s' is no regular expression: %s".formatted(regex, e.getDescription()));
    }
  }
}
