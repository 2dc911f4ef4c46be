package io.sluice.benchmarks.percolator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * News stories of about 120 words. Made from a seed: a vocabulary with Zipf's frequencies, topics
 * with words of their own, and pairs of words that like to follow each other, so that phrases come
 * again. Or read from a file: tab-separated id, day, topics, places, title, body (topics and places
 * separated by blanks), a line a story, lines with # left out, {@code .gz} unpacked.
 */
final class Corpus {
  private static final int SIZE = 20_000;
  private static final int VOCABULARY = 60_000;
  private static final int TOPICS = 90;
  private static final int PLACES = 120;
  private static final int TOPIC_WORDS = 1_500;

  private Corpus() {}

  /** The file of {@code -Dcorpus=}, or generated stories; always the same. */
  static List<Story> stories() {
    String file = System.getProperty("corpus");
    return file == null ? generated(SIZE, 1) : read(Path.of(file));
  }

  static List<Story> generated(int count, long seed) {
    Random random = new Random(seed);
    String[] words = words(random);
    Zipf everywhere = new Zipf(VOCABULARY, 1.02, 2.7);
    Zipf inTopic = new Zipf(TOPIC_WORDS, 0.7, 5);
    Zipf topics = new Zipf(TOPICS, 1.0, 1);
    Zipf places = new Zipf(PLACES, 1.1, 0);
    int[][] ofTopic = new int[TOPICS][TOPIC_WORDS];
    for (int[] some : ofTopic) {
      Arrays.setAll(some, i -> 300 + random.nextInt(VOCABULARY - 300));
    }
    int[] partner = new int[VOCABULARY];
    Arrays.setAll(partner, i -> 100 + everywhere.draw(random) % (VOCABULARY - 100));
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int topic = topics.draw(random);
      int length = (int) Math.clamp(121 * Math.exp(0.75 * random.nextGaussian() - 0.28), 8, 900);
      StringBuilder body = new StringBuilder();
      int last = -1;
      boolean begin = true;
      for (int w = 0; w < length; w++) {
        int word =
            last >= 100 && random.nextInt(5) == 0
                ? partner[last]
                : random.nextInt(100) < 22
                    ? ofTopic[topic][inTopic.draw(random)]
                    : everywhere.draw(random);
        last = word;
        String text = words[word];
        body.append(w == 0 ? "" : " ")
            .append(begin ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : text);
        begin = random.nextInt(16) == 0;
        body.append(begin ? "." : random.nextInt(14) == 0 ? "," : "");
      }
      StringBuilder title = new StringBuilder();
      for (int w = 0; w < 6; w++) {
        title.append(w == 0 ? "" : " ").append(words[ofTopic[topic][inTopic.draw(random)]]);
      }
      List<String> about = new ArrayList<>(List.of("t" + topic));
      if (random.nextInt(4) == 0) {
        about.add("t" + topics.draw(random));
      }
      stories.add(
          new Story(
              title.toString(),
              body.toString(),
              about.stream().distinct().toList(),
              List.of("p" + places.draw(random)),
              19_870_000L + 100L * (1 + random.nextInt(12)) + 1 + random.nextInt(28),
              length));
    }
    return stories;
  }

  /** Frequent words are short, as in every language. */
  private static String[] words(Random random) {
    String consonants = "bcdfghjklmnprstvwz";
    String vowels = "aeiou";
    List<String> words = new ArrayList<>();
    java.util.Set<String> seen = new java.util.HashSet<>();
    while (words.size() < VOCABULARY) {
      int rank = words.size();
      int syllables = rank < 40 ? 1 : rank < 1_000 ? 2 : 2 + random.nextInt(rank < 10_000 ? 2 : 3);
      StringBuilder word = new StringBuilder();
      for (int s = 0; s < syllables; s++) {
        word.append(consonants.charAt(random.nextInt(consonants.length())))
            .append(vowels.charAt(random.nextInt(vowels.length())));
        if (random.nextInt(2) == 0) {
          word.append(consonants.charAt(random.nextInt(consonants.length())));
        }
      }
      if (seen.add(word.toString())) {
        words.add(word.toString());
      }
    }
    return words.toArray(String[]::new);
  }

  private static List<Story> read(Path file) {
    List<Story> stories = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                    StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split("\t", -1);
        if (!line.startsWith("#") && columns.length >= 6) {
          stories.add(
              new Story(
                  columns[4],
                  columns[5],
                  keywords(columns[2]),
                  keywords(columns[3]),
                  Long.parseLong(columns[1]),
                  columns[5].split(" ").length));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stories;
  }

  private static List<String> keywords(String column) {
    return column.isBlank() ? List.of() : List.of(column.strip().split(" +"));
  }

  /** Ranks with frequency 1 / (rank + shift)^exponent. */
  private static final class Zipf {
    private final double[] upTo;

    Zipf(int size, double exponent, double shift) {
      upTo = new double[size];
      double sum = 0;
      for (int rank = 0; rank < size; rank++) {
        sum += Math.pow(rank + 1 + shift, -exponent);
        upTo[rank] = sum;
      }
    }

    int draw(Random random) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
      return Math.min(upTo.length - 1, at < 0 ? -at - 1 : at);
    }
  }
}
