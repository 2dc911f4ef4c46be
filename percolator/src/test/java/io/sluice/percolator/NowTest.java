package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ranges of times whose ends move with the clock. */
class NowTest {
  private static final long HOUR = 3_600_000;
  private static final Fields FIELDS =
      Fields.builder().text("t").field("seen", FieldType.DATE).defaultFields("t").build();
  private final Percolator percolator = new Percolator(FIELDS);

  private List<String> at(long now, long seen) {
    return percolator
        .match(Document.of(Map.of("t", "oil", "seen", seen)), MatchOptions.ALL.withNow(now))
        .ids();
  }

  @Test
  void an_end_moves_with_the_clock() {
    percolator.put("hour", "+oil +seen:[now-1h TO now]");
    percolator.put("open", "seen:{now-1h TO now}");
    percolator.put("old", "seen:<now-1h");
    percolator.put("not", "oil -seen:>=now-60m");
    percolator.put("future", "seen:>now");
    percolator.put("day", "seen:[1970-01-01 TO now-1d]");
    assertThat(at(10 * HOUR, 10 * HOUR)).containsExactly("hour");
    assertThat(at(10 * HOUR, 9 * HOUR)).containsExactly("hour");
    assertThat(at(10 * HOUR, 9 * HOUR + 1)).containsExactly("hour", "open");
    assertThat(at(10 * HOUR, 9 * HOUR - 1)).containsExactly("not", "old");
    assertThat(at(10 * HOUR, 10 * HOUR + 1)).containsExactly("future");
    assertThat(at(34 * HOUR, 10 * HOUR)).containsExactly("day", "not", "old");
    assertThat(percolator.match(Document.of(Map.of("t", "oil"))).ids()).containsExactly("not");
  }

  @Test
  void is_the_same_as_the_range_that_it_is_at_that_time() {
    Random random = new Random(Long.getLong("seed", 1));
    String[] units = {"ms", "s", "m", "h", "d", "w"};
    long[] millis = {1, 1000, 60_000, HOUR, 24 * HOUR, 7 * 24 * HOUR};
    for (int round = 0; round < 300; round++) {
      Percolator moving = new Percolator(FIELDS);
      Percolator fixed = new Percolator(FIELDS);
      long now = 1_700_000_000_000L + random.nextInt(1_000_000);
      int unit = random.nextInt(units.length);
      int amount = random.nextInt(4);
      boolean before = random.nextBoolean();
      String end = "now" + (before ? "-" : "+") + amount + units[unit];
      long time = now + (before ? -1 : 1) * amount * millis[unit];
      String[] shapes = {
        "seen:[%s TO *]",
        "seen:{%s TO *}",
        "seen:[* TO %s]",
        "seen:{* TO %s}",
        "seen:>%s",
        "seen:<=%s",
        "oil -seen:<%s",
        "+oil +seen:>=%s",
        "seen:[%s TO 2100-01-01]"
      };
      String shape = shapes[random.nextInt(shapes.length)];
      moving.put("q", shape.formatted(end));
      fixed.put("q", shape.formatted(time));
      for (long off : new long[] {-millis[unit], -1, 0, 1, millis[unit]}) {
        Document document = Document.of(Map.of("t", "oil", "seen", List.of(time + off)));
        assertThat(moving.match(document, MatchOptions.ALL.withNow(now)).ids())
            .as("%s at %d, seen %d", shape.formatted(end), now, time + off)
            .isEqualTo(fixed.match(document).ids());
      }
    }
  }

  @Test
  void without_a_time_it_is_that_of_the_call() {
    percolator.put("q", "seen:[now-1m TO now+1m]");
    Document document = Document.of(Map.of("seen", System.currentTimeMillis()));
    assertThat(percolator.match(document).ids()).containsExactly("q");
    assertThat(percolator.explain("q", document).toString())
        .contains("true   seen:[now-60000ms TO now+60000ms]");
    assertThat(percolator.get("q").alwaysReason()).isNull();
    assertThat(percolator.match(Document.of(Map.of("t", "oil"))).work().candidates()).isZero();
  }

  @Test
  void is_kept_over_a_restart_without_compiling() throws Exception {
    percolator.put("q", "oil AND seen:[2020-01-01 TO now-1h]");
    var file = new ByteArrayOutputStream();
    percolator.save(file);
    Restored again = Percolator.restore(FIELDS, new ByteArrayInputStream(file.toByteArray()));
    assertThat(again.compiled()).isZero();
    Document document = Document.of(Map.of("t", "oil", "seen", "2026-01-01T00:00:00Z"));
    assertThat(again.percolator().match(document).ids()).containsExactly("q");
    assertThat(again.percolator().match(document, MatchOptions.ALL.withNow(0)).ids()).isEmpty();
  }

  @Test
  void what_is_no_such_time_is_refused() {
    for (String bad :
        List.of(
            "seen:now",
            "seen:[now-1y TO now]",
            "seen:[now-h TO now]",
            "seen:[now TO now-1h]",
            "seen:>nowish")) {
      assertThatThrownBy(() -> percolator.parse(bad))
          .as(bad)
          .isInstanceOf(QuerySyntaxException.class);
    }
    assertThatThrownBy(() -> new Search(FIELDS, "oil AND seen:>now-1h"))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessageContaining("no clock");
  }
}
