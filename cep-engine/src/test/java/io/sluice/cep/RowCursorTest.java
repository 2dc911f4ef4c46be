package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.RowCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Matches of one row, read where they stand. */
class RowCursorTest {
  private static final String STREAM =
      "CREATE STREAM e (k STRING, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  private static final String PATTERN =
      """
      CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (
        ORDER BY ts
        MEASURES A.n AS a, LAST(B.n) AS b, C.n AS c
        AFTER MATCH NO SKIP
        PATTERN (%s) WITHIN INTERVAL '1' HOUR
        DEFINE A AS A.k = 'a', B AS B.k = 'b', C AS C.k = 'c') AS m""";

  /** So many A, then so many B, then C. */
  private static void run(String pattern, int many, EngineTask task, EngineTask.Output out) {
    task.onControl(new Control.Deploy(STREAM, 1), out);
    task.onControl(new Control.Deploy(PATTERN.formatted(pattern), 1), out);
    for (int n = 0; n <= 2 * many; n++) {
      String kind = n < many ? "a" : n < 2 * many ? "b" : "c";
      task.onEvent(new Event("e", n, n, new Object[] {kind, (long) n, (long) n}, Map.of()), out);
    }
  }

  @Test
  void values_are_those_of_the_rows_that_are_made_of_them() {
    // Where every match has the same variables, and where they have not.
    for (String pattern : List.of("A ->> B ->> C", "A ->> B? ->> C", "(A | B) ->> C")) {
      var rows = new ArrayList<OutputRow>();
      run(pattern, 20, Engine.newTask(), rows::add);
      var read = new ArrayList<List<Object>>();
      var made = new ArrayList<OutputRow>();
      run(
          pattern,
          20,
          Engine.newTask(),
          new Cursors() {
            @Override
            public void rows(RowCursor cursor) {
              assertThat(cursor.origin().producer()).isEqualTo("p");
              while (cursor.next()) {
                var values = new ArrayList<>();
                for (int i = 0; i < cursor.origin().schema().columns().size(); i++) {
                  values.add(cursor.value(i));
                }
                values.add(cursor.time());
                read.add(values);
                made.add(cursor.row());
              }
            }
          });
      assertThat(rows).as(pattern).hasSizeGreaterThanOrEqualTo(40);
      assertThat(read)
          .as(pattern)
          .containsExactlyElementsOf(rows.stream().map(Cursors::all).toList());
      assertThat(made.stream().map(Cursors::all))
          .isEqualTo(rows.stream().map(Cursors::all).toList());
      assertThat(made.stream().map(OutputRow::id))
          .isEqualTo(rows.stream().map(OutputRow::id).toList());
      assertThat(Cursors.matched(made.getLast())).isEqualTo(Cursors.matched(rows.getLast()));
    }
  }

  @Test
  void what_a_reader_leaves_unread_is_neither_listed_nor_counted() {
    var read = new ArrayList<Object>();
    var asked = new int[1];
    EngineTask task = Engine.newTask();
    run(
        "A ->> B ->> C",
        3000, // nine million matches
        task,
        new Cursors() {
          @Override
          public void rows(RowCursor cursor) {
            asked[0]++;
            while (read.size() < 3 && cursor.next()) {
              read.add(cursor.value(1));
            }
          }
        });
    assertThat(read).containsExactly(3000L, 3001L, 3002L);
    assertThat(asked[0]).isEqualTo(1);
    assertThat(task.stats().patterns().get("p").matches()).isEqualTo(3);
  }

  @Test
  void the_next_row_that_completes_matches_is_told_again() {
    var counts = new ArrayList<Integer>();
    EngineTask task = Engine.newTask();
    var out =
        new Cursors() {
          @Override
          public void rows(RowCursor cursor) {
            int read = 0;
            while (read < 2 && cursor.next()) {
              read++;
            }
            counts.add(read);
          }
        };
    run("A ->> B ->> C", 100, task, out);
    task.onEvent(new Event("e", 500, 500, new Object[] {"c", 500L, 500L}, Map.of()), out);
    assertThat(counts).containsExactly(2, 2);
  }

  /** Whoever reads cursors gets no rows. */
  private abstract static class Cursors implements EngineTask.Output {
    @Override
    public void row(OutputRow row) {
      throw new AssertionError("a row of its own");
    }

    static List<String> matched(OutputRow row) {
      return row.matched().stream().map(m -> m.variable() + m.event().offset()).toList();
    }

    static List<Object> all(OutputRow row) {
      var values = new ArrayList<Object>(List.of());
      for (Object value : row.values()) {
        values.add(value);
      }
      values.add(row.time());
      return values;
    }
  }
}
