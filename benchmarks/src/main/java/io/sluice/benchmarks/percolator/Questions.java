package io.sluice.benchmarks.percolator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Distinct queries drawn from stories: words that stand together in one, so that they are met
 * again. Words of every fifth story and more are left alone where a user would leave them alone.
 */
final class Questions {
  /** The kinds of queries; {@code nowild} and {@code mixed} are mixtures. */
  static final List<String> MIXES = List.of("conj", "bool", "phrase", "numeric", "nowild", "mixed");

  private final List<Story> stories;
  private final List<String[]> words;
  private final Map<String, Integer> frequency = new HashMap<>();
  private final Random random;

  private Questions(List<Story> stories, long seed) {
    this.stories = stories;
    this.random = new Random(seed);
    this.words = stories.stream().map(story -> wordsOf(story.body())).toList();
    for (String[] some : words) {
      new HashSet<>(List.of(some)).forEach(word -> frequency.merge(word, 1, Integer::sum));
    }
  }

  static List<Question> draw(List<Story> stories, String mix, int count, long seed) {
    Questions source = new Questions(stories, seed);
    List<Question> drawn = new ArrayList<>(count);
    Set<String> seen = new HashSet<>();
    while (drawn.size() < count) {
      Question question = source.one(source.kind(mix));
      if (question != null && seen.add(question.text())) {
        drawn.add(question.named("q" + drawn.size()));
      }
    }
    return drawn;
  }

  /** Lower-case words of letters only, as the standard analyzer cuts them. */
  static String[] wordsOf(String text) {
    List<String> words = new ArrayList<>();
    for (String token : text.toLowerCase(Locale.ROOT).split("[^a-z0-9']+")) {
      if (token.length() > 1 && token.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
        words.add(token);
      }
    }
    return words.toArray(String[]::new);
  }

  private String kind(String mix) {
    if (!mix.equals("mixed") && !mix.equals("nowild")) {
      return mix;
    }
    int per1000 = random.nextInt(mix.equals("mixed") ? 1000 : 981);
    return per1000 < 407
        ? "conj"
        : per1000 < 704 ? "phrase" : per1000 < 868 ? "numeric" : per1000 < 981 ? "bool" : "wild";
  }

  private @Nullable Question one(String kind) {
    int at = random.nextInt(stories.size());
    String[] from = words.get(at);
    if (from.length < 8) {
      return null;
    }
    return switch (kind) {
      case "conj" -> conjunction(from);
      case "bool" -> bool(from);
      case "phrase" -> phrase(from);
      case "numeric" -> numeric(stories.get(at), from);
      case "wild" -> wild(from);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private @Nullable Question conjunction(String[] from) {
    List<String> must = distinct(from, 3 + random.nextInt(3));
    if (must == null) {
      return null;
    }
    return new Question("", "+" + String.join(" +", must), must, List.of(), List.of());
  }

  private @Nullable Question bool(String[] from) {
    List<String> some = distinct(from, 5 + random.nextInt(2));
    String[] other = words.get(random.nextInt(words.size()));
    if (some == null || other.length == 0) {
      return null;
    }
    List<String> not = List.of(other[random.nextInt(other.length)]);
    if (some.contains(not.getFirst())) {
      return null;
    }
    boolean one = random.nextBoolean();
    List<String> must = some.subList(0, one ? 2 : 3);
    List<String> anyOf = some.subList(must.size(), some.size());
    String text =
        "+" + String.join(" +", must) + " +(" + String.join(" ", anyOf) + ") -" + not.getFirst();
    return new Question("", text, must, anyOf, not);
  }

  private Question phrase(String[] from) {
    int length = 2 + random.nextInt(2);
    int at = random.nextInt(from.length - length);
    return Question.of("\"" + String.join(" ", List.of(from).subList(at, at + length)) + "\"");
  }

  private @Nullable Question numeric(Story story, String[] from) {
    int low = story.length() - random.nextInt(6);
    String range = "length:[" + low + " TO " + (low + 1 + random.nextInt(12)) + "]";
    String days =
        "day:["
            + (story.day() - random.nextInt(3))
            + " TO "
            + (story.day() + random.nextInt(3))
            + "]";
    String topic = story.topics().isEmpty() ? null : "+topic:" + pick(story.topics());
    String place = story.places().isEmpty() ? null : "+place:" + pick(story.places());
    return switch (random.nextInt(15)) {
      case 0 -> Question.of("+" + range + " +" + days);
      case 1, 2, 3, 4, 5 -> topic == null ? null : Question.of(topic + " +" + range);
      case 6, 7, 8 ->
          topic == null || place == null ? null : Question.of(topic + " " + place + " +" + days);
      case 9, 10, 11 -> place == null ? null : Question.of(place + " +" + range + " +" + days);
      default -> {
        List<String> word = distinct(from, 1);
        yield word == null ? null : Question.of("+" + word.getFirst() + " +" + range);
      }
    };
  }

  private @Nullable Question wild(String[] from) {
    List<String> two = distinct(from, 2);
    if (two == null || two.getFirst().length() < 5) {
      return null;
    }
    String word = two.getFirst();
    String pattern =
        switch (random.nextInt(4)) {
          case 0 -> word.substring(0, 4) + "*";
          case 1 -> word.substring(0, 2) + "*" + word.substring(word.length() - 2);
          case 2 -> "*" + word.substring(1, 5) + "*";
          default -> word + "~1";
        };
    return Question.of(random.nextBoolean() ? pattern : "+" + pattern + " +" + two.get(1));
  }

  /** Different words of a story, none of them in every fifth story. */
  private @Nullable List<String> distinct(String[] from, int count) {
    Set<String> some = new java.util.LinkedHashSet<>();
    for (int tries = 0; some.size() < count && tries < 8 * count; tries++) {
      String word = from[random.nextInt(from.length)];
      if (frequency.getOrDefault(word, 0) < stories.size() / 5) {
        some.add(word);
      }
    }
    return some.size() < count ? null : List.copyOf(some);
  }

  private String pick(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
