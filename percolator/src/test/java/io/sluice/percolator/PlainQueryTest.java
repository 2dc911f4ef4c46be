package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.lucene.search.Query;
import org.junit.jupiter.api.Test;

/** The reader of plain texts against Lucene's parser. */
class PlainQueryTest {
  private static final Fields FIELDS =
      Fields.builder()
          .text("t")
          .text("e", "english")
          .field("s", FieldType.STRING)
          .field("i", FieldType.INT)
          .field("l", FieldType.LONG)
          .field("b", FieldType.BOOLEAN)
          .defaultFields("t")
          .build();

  private static final String[] PIECES = {
    "a",
    "Oil",
    "x1",
    "12",
    "AND",
    "OR",
    "NOT",
    "TO",
    "+",
    "-",
    " ",
    " ",
    " ",
    "\"",
    "(",
    ")",
    "t:",
    "e:",
    "s:",
    "i:",
    "l:",
    "b:",
    "i:[1 TO 5]",
    "l:[-3 TO 12]",
    "i:[5 TO 1]",
    "\"red car\"",
    "t:\"a b c\"",
    "s:\"a b\"",
    "*",
    "~",
    "true",
    "+crude",
    "-gas",
    " (red blue)",
    ":",
    "[",
    "]"
  };

  @Test
  void reads_what_lucenes_parser_reads_or_leaves_it_alone() {
    long seed = Long.getLong("seed", 1);
    SearchAnalyzer analyzer = SearchAnalyzer.ofQueries(FIELDS);
    int read = 0;
    for (int round = 0; round < 30_000 * Integer.getInteger("times", 1); round++) {
      Random random = new Random(seed * 31 + round);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(7); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(3) > 0 ? " " : "");
      }
      Query plain = PlainQuery.read(FIELDS, text.toString());
      if (plain != null) {
        read++;
        assertThat(plain)
            .as("-Dseed=%d <%s>", seed, text)
            .isEqualTo(TypedQueryParser.parse(FIELDS, analyzer, text.toString()));
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  @Test
  void what_most_stored_queries_look_like_is_plain() {
    for (String text :
        new String[] {
          "oil",
          "+crude +oil -gas",
          "+crude +(oil gas) -opec",
          "\"crude oil\"",
          "s:earn i:[3 TO 9]",
          "+t:\"Crude oil prices\" +l:[19870101 TO 19871231]"
        }) {
      assertThat(PlainQuery.read(FIELDS, text)).as(text).isNotNull();
    }
  }
}
