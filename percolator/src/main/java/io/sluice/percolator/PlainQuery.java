package io.sluice.percolator;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain texts that most stored queries are: words, phrases, words of a field, closed
 * ranges of whole numbers, with + and - before them, one level of parentheses. Gives the very query
 * that {@link TypedQueryParser} gives, in a tenth of the time, or null: then the parser is asked,
 * which also explains what is wrong with a text.
 */
final class PlainQuery {
  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_CLAUSES = 100;

  private final Fields fields;
  private final String text;
  private int at;

  private PlainQuery(Fields fields, String text) {
    this.fields = fields;
    this.text = text;
  }

  static @Nullable Query read(Fields fields, String text) {
    if (text.length() > MAX_LENGTH
        || fields.defaultFields().size() != 1
        || fields.defaultOperator() != Fields.Operator.OR) {
      return null;
    }
    PlainQuery reader = new PlainQuery(fields, text);
    Query query = reader.clauses(false);
    return query == null || reader.at < text.length() ? null : query;
  }

  /** Up to the end of the text, or to a closing parenthesis. */
  private @Nullable Query clauses(boolean inner) {
    List<Query> queries = new ArrayList<>(4);
    List<Occur> occurs = new ArrayList<>(4);
    while (true) {
      skipBlanks();
      if (at == text.length() || text.charAt(at) == ')') {
        break;
      }
      Occur occur =
          switch (text.charAt(at)) {
            case '+' -> Occur.MUST;
            case '-' -> Occur.MUST_NOT;
            default -> Occur.SHOULD;
          };
      if (occur != Occur.SHOULD) {
        at++;
      }
      Query query = clause(inner);
      if (query == null || queries.size() == MAX_CLAUSES || !isOver()) {
        return null;
      }
      queries.add(query);
      occurs.add(occur);
    }
    if (queries.isEmpty()) {
      return null;
    }
    if (queries.size() == 1 && occurs.getFirst() == Occur.SHOULD) {
      return queries.getFirst();
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (int i = 0; i < queries.size(); i++) {
      all.add(queries.get(i), occurs.get(i));
    }
    return all.build();
  }

  private boolean isOver() {
    return at == text.length() || text.charAt(at) == ' ' || text.charAt(at) == ')';
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private @Nullable Query clause(boolean inner) {
    if (at == text.length()) {
      return null;
    }
    char first = text.charAt(at);
    if (first == '(') {
      if (inner) {
        return null;
      }
      at++;
      Query group = clauses(true);
      if (group == null || at == text.length()) {
        return null;
      }
      at++;
      return group;
    }
    String name = fields.defaultFields().getFirst();
    if (first != '"') {
      String word = word();
      if (word == null || at == text.length() || text.charAt(at) != ':') {
        return word == null ? null : term(name, word);
      }
      name = word;
      at++;
      if (at == text.length()) {
        return null;
      }
    }
    Field field = fields.declared(name);
    if (field == null) {
      return null;
    }
    return switch (text.charAt(at)) {
      case '"' -> phrase(field);
      case '[' -> range(field);
      default -> {
        String word = word();
        yield word == null ? null : term(name, word);
      }
    };
  }

  /** Letters and digits of ASCII; null where there are none, or where they are an operator. */
  private @Nullable String word() {
    int from = at;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    String word = text.substring(from, at);
    return switch (word) {
      case "", "AND", "OR", "NOT", "TO" -> null;
      default -> word.length() > 200 ? null : word;
    };
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  private @Nullable Query term(String name, String word) {
    Field field = fields.declared(name);
    String analyzed = field == null ? null : analyzed(field, word);
    return analyzed == null ? null : new TermQuery(new Term(name, analyzed));
  }

  private static @Nullable String analyzed(Field field, String word) {
    return switch (field.type()) {
      case TEXT ->
          field.analyzer().equals(Analyzers.STANDARD)
              ? word.toLowerCase(java.util.Locale.ROOT)
              : null;
      case STRING -> field.analyzer().equals(Analyzers.KEYWORD) ? word : null;
      case INT, LONG, DOUBLE, DATE, BOOLEAN -> null;
    };
  }

  private @Nullable Query phrase(Field field) {
    if (field.type() != FieldType.TEXT) {
      return null;
    }
    at++;
    List<String> words = new ArrayList<>(4);
    while (at < text.length() && text.charAt(at) != '"') {
      skipBlanks();
      int from = at;
      while (at < text.length() && isPlain(text.charAt(at))) {
        at++;
      }
      String word = analyzed(field, text.substring(from, at));
      if (at == from || at - from > 200 || word == null) {
        return null;
      }
      words.add(word);
      if (at < text.length() && text.charAt(at) == ' ') {
        skipBlanks();
      }
    }
    if (at == text.length() || words.isEmpty()) {
      return null;
    }
    at++;
    return words.size() == 1
        ? new TermQuery(new Term(field.name(), words.getFirst()))
        : new PhraseQuery(field.name(), words.toArray(String[]::new));
  }

  private @Nullable Query range(Field field) {
    if (field.type() != FieldType.INT && field.type() != FieldType.LONG) {
      return null;
    }
    at++;
    Long low = number();
    if (low == null || !text.startsWith(" TO ", at)) {
      return null;
    }
    at += 4;
    Long high = number();
    if (high == null || at == text.length() || text.charAt(at) != ']' || low > high) {
      return null;
    }
    at++;
    boolean fits =
        field.type() == FieldType.LONG || (low >= Integer.MIN_VALUE && high <= Integer.MAX_VALUE);
    return fits ? FieldValues.rangeQuery(field, new FieldValues.Interval(low, high)) : null;
  }

  private @Nullable Long number() {
    int from = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at == digits || at - digits > 15 ? null : Long.valueOf(text.substring(from, at));
  }
}
