package io.sluice.server.sigma;

import io.sluice.server.sigma.Criterion.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule's condition by recursive descent: {@code or} binds least, then {@code and}, then {@code
 * not}; {@code 1 of filter_*} and {@code all of them} join selections.
 */
final class ConditionReader {
  private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");
  private static final int MAX_NESTING = 100;
  private static final int MAX_CHOICES = 200;

  private final String text;
  private final Selections selections;
  private final List<String> tokens = new ArrayList<>();
  private int at;
  private int depth;

  private ConditionReader(String text, Selections selections) {
    this.text = text;
    this.selections = selections;
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      matcher.region(matcher.end(), text.length());
    }
  }

  static Criterion read(String text, Selections selections) throws Refused {
    var reader = new ConditionReader(text, selections);
    if (reader.tokens.contains("|")) {
      throw Refused.notAQuery(
          "The condition counts or orders events (`|`), and a query looks at one event; a pattern"
              + " can do it.");
    }
    Criterion criterion = reader.either();
    if (reader.at < reader.tokens.size()) {
      throw reader.unexpected();
    }
    return criterion;
  }

  private Criterion either() throws Refused {
    if (++depth > MAX_NESTING) {
      throw Refused.broken("The condition is nested more than " + MAX_NESTING + " deep.");
    }
    var parts = new ArrayList<Criterion>();
    do {
      parts.add(both());
    } while (skip("or"));
    depth--;
    return Criterion.any(parts);
  }

  private Criterion both() throws Refused {
    var parts = new ArrayList<Criterion>();
    do {
      parts.add(not());
    } while (skip("and"));
    return Criterion.all(parts);
  }

  private Criterion not() throws Refused {
    boolean denied = false;
    while (skip("not")) {
      denied = !denied;
    }
    Criterion part = atom();
    return denied ? new Not(part) : part;
  }

  private Criterion atom() throws Refused {
    if (skip("(")) {
      Criterion inner = either();
      if (!skip(")")) {
        throw at < tokens.size()
            ? unexpected()
            : Refused.broken("A ) is missing in `" + text + "`.");
      }
      return inner;
    }
    if (at >= tokens.size()) {
      throw Refused.broken("The condition `" + text + "` ends too early.");
    }
    if (at + 1 < tokens.size() && tokens.get(at + 1).equalsIgnoreCase("of")) {
      return quantified();
    }
    String name = tokens.get(at);
    if (name.equals(")") || List.of("and", "or", "of").contains(name.toLowerCase(Locale.ROOT))) {
      throw unexpected();
    }
    at++;
    return selections.named(name);
  }

  private Criterion quantified() throws Refused {
    String many = tokens.get(at).toLowerCase(Locale.ROOT);
    if (!many.matches("\\d{1,4}|any|all")) {
      throw unexpected();
    }
    if (at + 2 >= tokens.size()) {
      throw Refused.broken("The condition `" + text + "` ends too early.");
    }
    String which = tokens.get(at + 2);
    at += 3;
    List<Criterion> of = selections.fitting(which.equalsIgnoreCase("them") ? "them" : which);
    return switch (many) {
      case "all" -> Criterion.all(of);
      case "any", "1" -> Criterion.any(of);
      default -> atLeast(Integer.parseInt(many), of);
    };
  }

  /** Any choice of so many. */
  private Criterion atLeast(int count, List<Criterion> of) throws Refused {
    if (count < 1 || count > of.size()) {
      throw Refused.broken("The condition asks for " + count + " of " + of.size() + " selections.");
    }
    var choices = new ArrayList<Criterion>();
    choose(count, of, 0, List.of(), choices);
    return Criterion.any(choices);
  }

  private static void choose(
      int count, List<Criterion> of, int from, List<Criterion> chosen, List<Criterion> choices)
      throws Refused {
    if (chosen.size() == count) {
      choices.add(Criterion.all(chosen));
      if (choices.size() > MAX_CHOICES) {
        throw Refused.notAQuery("There are too many ways to choose " + count + " selections.");
      }
      return;
    }
    for (int i = from; i <= of.size() - (count - chosen.size()); i++) {
      var more = new ArrayList<>(chosen);
      more.add(of.get(i));
      choose(count, of, i + 1, more, choices);
    }
  }

  private boolean skip(String token) {
    boolean there = at < tokens.size() && tokens.get(at).equalsIgnoreCase(token);
    at += there ? 1 : 0;
    return there;
  }

  private Refused unexpected() {
    return Refused.broken(
        "`" + tokens.get(at) + "` was not expected in the condition `" + text + "`.");
  }
}
