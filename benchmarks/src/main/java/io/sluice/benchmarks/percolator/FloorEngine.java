package io.sluice.benchmarks.percolator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs at least, by hand: cut the text into words of ASCII letters and digits, look each
 * up in a hash table, try the queries filed under it (each under its rarest word), check their
 * words on stamps. Exact for conjunctions and Booleans of words over texts of ASCII; no updates, no
 * other kinds, no other alphabets.
 */
final class FloorEngine implements Engine {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Question> questions;
  private int[] slots;
  private int[] hashes;
  private byte[][] terms;
  private final int[][] filed;
  private final int[][] must;
  private final int[][] anyOf;
  private final int[][] not;
  private final int[] stamp;
  private int[] trueTerms = new int[4096];
  private byte[] text = new byte[1 << 16];
  private int now;
  private final List<String> found = new ArrayList<>();

  FloorEngine(List<Question> questions, List<Story> history) {
    this.questions = questions;
    Map<String, Integer> frequency = new HashMap<>();
    for (Story story : history) {
      for (String word : Questions.wordsOf(story.body())) {
        frequency.merge(word, 1, Integer::sum);
      }
    }
    int count = questions.size();
    must = new int[count][];
    anyOf = new int[count][];
    not = new int[count][];
    List<List<Integer>> lists = new ArrayList<>();
    for (int q = 0; q < count; q++) {
      Question question = questions.get(q);
      must[q] = numbers(question.must());
      anyOf[q] = numbers(question.anyOf());
      not[q] = numbers(question.mustNot());
      String rarest =
          question.must().stream()
              .min(Comparator.comparingInt(word -> frequency.getOrDefault(word, 0)))
              .orElseThrow();
      while (lists.size() < numbers.size()) {
        lists.add(new ArrayList<>());
      }
      lists.get(numbers.get(rarest)).add(q);
    }
    filed = new int[lists.size()][];
    Arrays.setAll(filed, i -> lists.get(i).stream().mapToInt(Integer::intValue).toArray());
    stamp = new int[numbers.size()];
    int size = Integer.highestOneBit(Math.max(16, numbers.size())) * 4;
    slots = new int[size];
    hashes = new int[numbers.size()];
    terms = new byte[numbers.size()][];
    numbers.forEach(
        (word, number) -> {
          byte[] bytes = word.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
          int hash = 0;
          for (byte b : bytes) {
            hash = 31 * hash + b;
          }
          terms[number] = bytes;
          hashes[number] = hash;
          int slot = spread(hash) & (slots.length - 1);
          while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
          }
          slots[slot] = number + 1;
        });
  }

  private int[] numbers(List<String> words) {
    return words.stream()
        .mapToInt(word -> numbers.computeIfAbsent(word, w -> numbers.size()))
        .toArray();
  }

  private static int spread(int hash) {
    int h = hash * 0x9E3779B9;
    return h ^ (h >>> 16);
  }

  @Override
  public List<String> match(Story story) {
    now++;
    found.clear();
    int count = words(story.body());
    for (int i = 0; i < count; i++) {
      for (int q : filed[trueTerms[i]]) {
        if (fits(q)) {
          found.add(questions.get(q).id());
        }
      }
    }
    return List.copyOf(found);
  }

  @SuppressWarnings("deprecation") // takes the low bytes, which is what is wanted of ASCII
  private int words(String body) {
    int length = body.length();
    if (text.length < length + 2) {
      text = new byte[2 * length + 2];
    }
    body.getBytes(0, length, text, 0);
    text[length] = ' ';
    text[length + 1] = ' ';
    int count = 0;
    int start = -1;
    int hash = 0;
    for (int i = 0; i <= length; i++) {
      int c = text[i];
      if (c >= 'A' && c <= 'Z') {
        c += 32;
        text[i] = (byte) c;
      }
      if (isLetter(c) || isDigit(c) || c == '_' || (start >= 0 && joins(c, i))) {
        if (start < 0) {
          start = i;
          hash = 0;
        }
        hash = 31 * hash + c;
      } else if (start >= 0) {
        int number = find(hash, start, i);
        if (number >= 0 && stamp[number] != now) {
          stamp[number] = now;
          trueTerms[count++] = number;
        }
        start = -1;
      }
    }
    return count;
  }

  /** Signs that stand inside of a word where letters or digits are on both sides. */
  private boolean joins(int c, int at) {
    int before = text[at - 1];
    int after = text[at + 1] | (text[at + 1] >= 'A' && text[at + 1] <= 'Z' ? 32 : 0);
    return switch (c) {
      case '.', '\'' ->
          (isLetter(before) && isLetter(after)) || (isDigit(before) && isDigit(after));
      case ':' -> isLetter(before) && isLetter(after);
      case ',', ';' -> isDigit(before) && isDigit(after);
      default -> false;
    };
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private int find(int hash, int from, int to) {
    for (int slot = spread(hash) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      int number = slots[slot] - 1;
      if (number < 0) {
        return -1;
      }
      byte[] term = terms[number];
      if (hashes[number] == hash && Arrays.equals(term, 0, term.length, text, from, to)) {
        return number;
      }
    }
  }

  private boolean fits(int q) {
    for (int word : must[q]) {
      if (stamp[word] != now) {
        return false;
      }
    }
    boolean any = anyOf[q].length == 0;
    for (int word : anyOf[q]) {
      any |= stamp[word] == now;
    }
    if (!any) {
      return false;
    }
    for (int word : not[q]) {
      if (stamp[word] == now) {
        return false;
      }
    }
    return true;
  }
}
