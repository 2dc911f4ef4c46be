package io.sluice.benchmarks.cep;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The streams of W3: a tenth A, a tenth B, the rest noise. C comes every thousandth row, or 40
 * times in all shortly after a night that is longer than the window, so that there is little output
 * and the cost is that of keeping partial matches.
 */
final class Letters {
  private static final int EVENTS = 2_000_000;
  private static final int ENDS = 40;
  private static final int DAY = 50_000;
  private static final String[] NOISE = {"d", "e", "f", "g", "h", "i"};

  private Letters() {}

  /** C every thousandth row on average. */
  static List<Letter> allDay() {
    var random = new Random(3);
    var letters = new ArrayList<Letter>(EVENTS);
    for (int n = 0; n < EVENTS; n++) {
      letters.add(letter(random, n, n * Letter.STEP, random.nextInt(1000) == 0));
    }
    return letters;
  }

  /** A, B, C and six sorts of noise, each as often as the others. */
  static List<Letter> mixed() {
    var random = new Random(5);
    var letters = new ArrayList<Letter>(EVENTS);
    for (int n = 0; n < EVENTS; n++) {
      int roll = random.nextInt(3 + NOISE.length);
      String kind = roll < 3 ? String.valueOf("ABC".charAt(roll)) : NOISE[roll - 3];
      letters.add(new Letter(n, n * Letter.STEP, kind));
    }
    return letters;
  }

  /**
   * @param window of the pattern, in rows; a day fills it
   * @param from the first row of the day that may be C
   * @param to behind the last one
   */
  static List<Letter> nights(int window, int from, int to) {
    var random = new Random(4);
    int day = Math.min(EVENTS / 2, Math.max(DAY, window));
    int ends = ENDS * day / EVENTS;
    long night = 2 * Letter.window(window) / Letter.STEP * Letter.STEP;
    var letters = new ArrayList<Letter>(EVENTS);
    long time = 0;
    boolean[] end = new boolean[to];
    for (int n = 0; n < EVENTS; n++) {
      int row = n % day;
      if (row == 0) {
        time += night;
        end = ends(random, ends, from, to);
      }
      time += Letter.STEP;
      letters.add(letter(random, n, time, row < to && end[row]));
    }
    return letters;
  }

  private static boolean[] ends(Random random, int ends, int from, int to) {
    var end = new boolean[to];
    for (int left = ends; left > 0; ) {
      int at = from + random.nextInt(to - from);
      left -= end[at] ? 0 : 1;
      end[at] = true;
    }
    return end;
  }

  private static Letter letter(Random random, long n, long time, boolean end) {
    int roll = random.nextInt(10);
    String kind = roll == 0 ? "A" : roll == 1 ? "B" : NOISE[random.nextInt(NOISE.length)];
    return new Letter(n, time, end ? "C" : kind);
  }
}
