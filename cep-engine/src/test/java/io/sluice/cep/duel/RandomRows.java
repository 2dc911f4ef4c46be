package io.sluice.cep.duel;

import io.sluice.cep.duel.Labels.Row;
import io.sluice.cep.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rows of one to four keys, some of one time, and an order of arrival within the delay. */
final class RandomRows {
  static final String LETTERS = "ABCABCX";
  private static final long DELAY = 4000;

  private RandomRows() {}

  /** In the order of ts and n. */
  static List<Row> next(Random random, int most) {
    int keys = 1 + random.nextInt(4);
    var rows = new ArrayList<Row>();
    long time = 0;
    for (int i = 0, n = most / 2 + random.nextInt(most / 2 + 1); i < n; i++) {
      int key = random.nextInt(keys);
      rows.add(
          new Row(
              i,
              key == 0 ? null : "k" + key,
              String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length()))),
              random.nextInt(6) == 0 ? null : (Integer) random.nextInt(5),
              time));
      time += random.nextInt(4) == 0 ? 0 : 1000L * (1 + random.nextInt(2));
    }
    return rows;
  }

  /** Shuffled, but no row comes later than the delay allows. */
  static List<Row> shuffled(Random random, List<Row> rows) {
    var arrival = new HashMap<Row, Long>();
    rows.forEach(row -> arrival.put(row, row.ts() + random.nextLong(DELAY)));
    var shuffled = new ArrayList<>(rows);
    shuffled.sort(Comparator.comparing(arrival::get));
    return shuffled;
  }

  static List<Event> events(List<Row> arrivals) {
    var events = new ArrayList<Event>();
    for (Row row : arrivals) {
      Object[] values = {row.k(), row.n(), row.l(), row.v(), row.ts()};
      events.add(new Event("e", row.ts(), events.size(), values, Map.of()));
    }
    return events;
  }
}
