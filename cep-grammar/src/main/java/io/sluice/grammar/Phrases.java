package io.sluice.grammar;

import io.sluice.grammar.parser.SluiceParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of the grammar are called when we talk to people: {@code phrases.json}, which the
 * console reads too. Keys are names of rules and tokens; a rule with an empty phrase is never
 * mentioned. A token without a phrase is itself: a word as it is, a sign in quotes.
 */
final class Phrases {
  private static final Map<String, String> BY_NAME = read();
  private static final @Nullable String[] BY_RULE = new String[SluiceParser.ruleNames.length];

  static {
    for (int rule = 0; rule < BY_RULE.length; rule++) {
      BY_RULE[rule] = BY_NAME.get(SluiceParser.ruleNames[rule]);
    }
  }

  private Phrases() {}

  /** The file is one flat object of strings, so two groups are all the JSON that is needed. */
  private static Map<String, String> read() {
    try (InputStream in = Phrases.class.getResourceAsStream("phrases.json")) {
      if (in == null) {
        throw new IllegalStateException("phrases.json is missing from this build");
      }
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher entry = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
      Map<String, String> phrases = new HashMap<>();
      while (entry.find()) {
        phrases.put(entry.group(1), entry.group(2));
      }
      return phrases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The phrase of a rule; empty for rules that go without saying, null for rules to look into. */
  static @Nullable String ofRule(int rule) {
    return BY_RULE[rule];
  }

  static String ofToken(int type) {
    String phrase = BY_NAME.get(type == Token.EOF ? "EOF" : symbolicName(type));
    if (phrase != null) {
      return phrase;
    }
    return isWord(type) ? word(type) : "'" + literal(type) + "'";
  }

  /** A keyword, in upper case. */
  static String word(int type) {
    String literal = literal(type);
    return literal.isEmpty() ? symbolicName(type) : literal;
  }

  static boolean isWord(int type) {
    return type >= SluiceParser.ADVANCE && type <= SluiceParser.ZONE;
  }

  /** How the sign or word is written; empty for tokens of many spellings. */
  static String literal(int type) {
    String literal = SluiceParser.VOCABULARY.getLiteralName(type);
    return literal == null ? "" : literal.substring(1, literal.length() - 1);
  }

  private static String symbolicName(int type) {
    return String.valueOf(SluiceParser.VOCABULARY.getSymbolicName(type));
  }
}
