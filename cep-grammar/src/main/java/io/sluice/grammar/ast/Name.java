package io.sluice.grammar.ast;

import java.util.Locale;

/**
 * An identifier as the user wrote it.
 *
 * @param text the name without quotes, spelled as written
 * @param quoted whether it stood in double quotes, and so is compared letter by letter
 */
public record Name(String text, boolean quoted, Span span) {
  /** What two spellings of one name have in common: unquoted names do not differ by case. */
  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether this name, as written, means something that was declared as {@code declared}. */
  public boolean means(String declared) {
    return quoted ? text.equals(declared) : text.equalsIgnoreCase(declared);
  }
}
