package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuerySyntaxTest {
  private static final Fields FIELDS =
      Fields.builder()
          .text("title")
          .field("brand", FieldType.STRING)
          .field("price", FieldType.DOUBLE)
          .field("stock", FieldType.INT)
          .field("listed", FieldType.DATE)
          .field("used", FieldType.BOOLEAN)
          .defaultFields("title")
          .build();

  /** What Lucene's own messages would give away. */
  private static final Pattern INTERNAL =
      Pattern.compile("<[A-Z_]+>|Lucene|lucene|Exception|Query\\b|Encountered|Lexical|null");

  private final Percolator percolator = new Percolator(FIELDS);

  private QuerySyntaxException refused(String text) {
    QuerySyntaxException e =
        catchThrowableOfType(QuerySyntaxException.class, () -> percolator.put("q", text));
    assertThat(e).as(text).isNotNull();
    assertThat(percolator.size()).isZero();
    return e;
  }

  /** The text, where the problem begins and ends, the message, the hint. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "title:\"red bike     # 6 # 7 # This quote is never closed. # Add the closing quote, or write \\\" to search for one.",
        "(red OR blue         # 0 # 1 # This ( is never closed. # Add the ) that belongs to it.",
        "red)                 # 3 # 4 # This ) has no ( before it. # Write \\) to search for it.",
        "a]                   # 1 # 2 # This ] has no [ or { before it. # -",
        "red AND              # 4 # 7 # AND needs a clause after it. # -",
        "OR red               # 0 # 2 # OR needs a clause before it. # -",
        "red AND OR blue      # 4 # 7 # AND needs a clause after it. # -",
        "red +                # 4 # 5 # + needs a clause after it. # -",
        "NOT                  # 0 # 3 # NOT needs a clause after it. # -",
        "red title:           # 4 # 10 # A value is missing after title:. # Write title:word, or title:* for any value.",
        "title:()             # 6 # 8 # There is nothing between these parentheses. # -",
        "brand:10:30          # 8 # 9 # A colon cannot stand here. # Quote a value that contains one: field:\"10:30\".",
        "red titel:blue       # 4 # 9 # There is no field \"titel\". # Did you mean title?",
        "colour:red           # 0 # 6 # There is no field \"colour\". # The fields are: title, brand, price, stock, listed, used.",
        "*:red                # 0 # 1 # The field * can only be used as *:*. # The fields are: title, brand, price, stock, listed, used.",
        "price:abc            # 6 # 9 # price is a number (DOUBLE), but \"abc\" is not one. # -",
        "red price:[1 TO x]^2 # 16 # 17 # price is a number (DOUBLE), but \"x\" is not one. # -",
        "title:\"a b\"~-1       # 6 # 11 # Words can not be -1 apart. # Write how many other words may stand between, for example \"red bicycle\"~2.",
        "price:[20 TO 10]     # 6 # 16 # The range is empty: 20 is above 10. # The lower end comes first.",
        "price:[1 20]         # 6 # 11 # TO is missing between the two ends of the range. # A range is written [10 TO 20], with { or } for an end that is not included.",
        "price:[1 TO          # 6 # 7 # This [ is never closed. # A range is written [10 TO 20], with { or } for an end that is not included.",
        "price:1*             # 6 # 8 # A prefix search needs a TEXT or STRING field, but price is DOUBLE. # Write a range, for example price:[10 TO 20].",
        "price:1e400          # 6 # 11 # 1e400 does not fit into price, which is of type DOUBLE. # -",
        "stock:1.5            # 6 # 9 # stock is a whole number (INT), but \"1.5\" is not one. # -",
        "stock:3000000000     # 6 # 16 # 3000000000 does not fit into stock, which is of type INT. # The type reaches from -2147483648 to 2147483647.",
        "stock:-5             # 6 # 7 # A value cannot begin with -. # Quote it: stock:\"-5\".",
        "stock:>              # 6 # 7 # A value is missing after stock:>. # -",
        "listed:soon          # 7 # 11 # listed is a date, but \"soon\" is not one. # Write a day (2026-01-31), a time with its zone (2026-01-31T09:00:00Z), or epoch milliseconds.",
        "listed:\"2026-01-31T09:00:00\" # 7 # 28 # The time \"2026-01-31T09:00:00\" has no zone. # Add Z for UTC: 2026-01-31T09:00:00Z.",
        "listed:2026-01-31T09:00:00Z # 7 # 20 # listed is a date, but \"2026-01-31T09\" is not one. # Quote a time: listed:\"2026-01-31T09:00:00Z\".",
        "used:maybe           # 5 # 10 # used is true or false (BOOLEAN), but \"maybe\" is neither. # -",
        "red^x                # 3 # 4 # A number must follow ^. # For example: word^2.",
        "red~1.5              # 0 # 3 # The fuzziness after ~ must be 0, 1 or 2. # -",
        "red\\                # 3 # 4 # Nothing follows the \\ that escapes. # Write \\\\ for a backslash.",
        "\\u12                # 0 # 4 # \\u must be followed by four hexadecimal digits. # -",
        "red /abc             # 4 # 5 # This / begins a regular expression that is never closed. # Quote the word or write \\/ to search for a slash.",
        "/(a|b/               # 0 # 6 # The regular expression is not valid: expected ')' at position 4. # -",
        "/(.*a){40}b.{30}/    # 0 # 17 # The regular expression is too complex. # Use fewer repetitions and alternatives, or split it into several queries.",
        "red /((ab){1000}){1000}/ # 4 # 24 # The regular expression is too complex. # Use fewer repetitions and alternatives, or split it into several queries.",
      })
  void a_broken_query_is_refused_in_words_and_with_its_place(
      String text, int start, int end, String message, @Nullable String hint) {
    QuerySyntaxException e = refused(text);
    assertThat(e).hasMessage(message);
    assertThat(e.hint()).isEqualTo(hint);
    assertThat(List.of(e.start(), e.end())).containsExactly(start, end);
  }

  @Test
  void an_empty_query_is_refused() {
    assertThat(refused("")).hasMessage("The query is empty.");
    assertThat(refused(" \n ")).hasMessage("The query is empty.");
    assertThat(refused(" ").hint()).isEqualTo("To match every document, write *:*.");
  }

  @Test
  void line_and_column_are_counted_from_one_in_utf16_units() {
    QuerySyntaxException e = refused("red\n🚲 AND titel:blue");
    assertThat(List.of(e.line(), e.column())).containsExactly(2, 8);
    assertThat(List.of(e.start(), e.end())).containsExactly(11, 16);
  }

  @Test
  void size_has_limits() {
    assertThat(refused("word ".repeat(1025))).hasMessage("A group has more than 1,024 clauses.");
    assertThat(refused(("(" + "a ".repeat(1000) + ") ").repeat(21)))
        .hasMessage("The query has more than 20,000 clauses.");
    assertThat(refused("(".repeat(300) + "a" + ")".repeat(300)))
        .hasMessage("Parentheses are nested more than 200 deep.");
    assertThat(refused("x".repeat(1_000_001)))
        .hasMessage("The query has 1,000,001 characters; the limit is 1,000,000.");
    assertThat(refused("x".repeat(101) + "~"))
        .hasMessage("The word is too long for a fuzzy search.");
    percolator.put("q", "word ".repeat(1024));
    percolator.put("q", "(" + "(a b c) ".repeat(400) + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*cycle",
        "?icycle",
        "bi*le",
        "bicycle~",
        "bicicle~1",
        "/bi.*e/",
        "title:*",
        "[b TO c]",
        "\"red bicycle\"",
        "\"bicycle red\"~3",
        "red^2",
        "+red -blue",
        "red && !blue",
        "{re TO *]",
        "(red OR green) AND bicycle",
        "title:(red bicycle)",
        "*:*",
        "title:\\red",
        "\\u0072ed"
      })
  void the_classic_syntax_is_understood(String text) {
    percolator.put("q", text);
    assertThat(percolator.match(Document.of(Map.of("title", "a red bicycle"))).ids())
        .containsExactly("q");
  }

  @Test
  void a_bare_word_needs_a_default_field() {
    Percolator none = new Percolator(Fields.builder().text("title").build());
    assertThatThrownBy(() -> none.put("q", "title:red blue"))
        .hasMessage("The word has no field, and there is no default field to search.")
        .extracting(e -> ((QuerySyntaxException) e).start())
        .isEqualTo(10);
  }

  @Test
  void the_default_operator_can_be_and() {
    Percolator and =
        new Percolator(
            Fields.builder()
                .text("title")
                .defaultFields("title")
                .defaultOperator(Fields.Operator.AND)
                .build());
    and.put("q", "red bicycle");
    assertThat(and.match(Document.of(Map.of("title", "red"))).ids()).isEmpty();
    assertThat(and.match(Document.of(Map.of("title", "bicycle red"))).ids()).hasSize(1);
  }

  @Test
  void whatever_is_written_the_answer_is_a_query_or_a_refusal_for_people() {
    long seed = Long.getLong("seed", 1);
    Random random = new Random(seed);
    String[] pieces = {
      "a",
      "title:",
      "price:",
      "listed:",
      "x:",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      " TO ",
      "\"",
      "/",
      "\\",
      "*",
      "?",
      "~",
      "^",
      "2",
      "1.5",
      "+",
      "-",
      "!",
      "&&",
      "||",
      " AND ",
      " OR ",
      " NOT ",
      " ",
      ":",
      ">",
      "2026-01-01",
      "\n",
      "\\u",
      "é",
      "🚲",
      "|",
      "<1-9>",
      "@",
      "#",
      "&"
    };
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        percolator.parse(text.toString());
      } catch (QuerySyntaxException e) {
        assertThat(e.getMessage()).as("-Dseed=%d: %s", seed, text).doesNotContainPattern(INTERNAL);
        assertThat(e.start()).isBetween(0, e.end());
        assertThat(e.end()).isLessThanOrEqualTo(text.length());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("-Dseed=" + seed + ": " + text, e);
      }
    }
  }
}
