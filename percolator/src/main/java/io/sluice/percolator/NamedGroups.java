package io.sluice.percolator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.apache.lucene.queryparser.classic.QueryParserConstants;
import org.apache.lucene.queryparser.classic.Token;
import org.apache.lucene.queryparser.classic.TokenMgrError;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * {@code #name:(...)} in the classic syntax. Lucene's grammar has groups with a boost and none with
 * a name, and tells nobody of a group that ends. So the name becomes a boost that nobody writes, in
 * the tokens on their way to the parser, and the boosts become {@link NamedQuery}s in what it made.
 */
final class NamedGroups implements QueryParserConstants {
  /** Boosts from here on are names; those that are written are kept below. */
  private static final int FIRST = Float.floatToIntBits(1e38f);

  private static final float GREATEST = 1e37f;

  /** A named group that is open: the depth of its parenthesis, and its name. */
  private record Open(int depth, int number) {}

  /** Part of a boost that is a name; it stands behind the token that ends the group. */
  private static final class NameToken extends Token {
    private static final long serialVersionUID = 1L;

    NameToken(Token at, int kind, String image) {
      super(kind, image);
      beginLine = at.beginLine;
      endLine = at.endLine;
      beginColumn = at.endColumn;
      endColumn = at.endColumn;
    }
  }

  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Float> boosts = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Deque<Token> ahead = new ArrayDeque<>();
  private @Nullable TokenMgrError unreadable;
  private int depth;

  /** Whether any group has a name. */
  boolean isEmpty() {
    return names.isEmpty();
  }

  /** The parser's next token. */
  Token next(Supplier<Token> source) {
    Token token = take(source);
    switch (token.kind) {
      case TERM -> {
        if (token.image.length() > 1 && token.image.charAt(0) == '#') {
          Token colon = take(source);
          Token group = colon.kind == COLON ? take(source) : null;
          if (group != null && group.kind == LPAREN) {
            open.push(new Open(++depth, names.size()));
            names.add(token.image.substring(1));
            boosts.add(null);
            return group;
          }
          if (group != null) {
            ahead.push(group);
          }
          ahead.push(colon);
        }
      }
      case LPAREN -> depth++;
      case RPAREN -> {
        Open ending = open.peek();
        if (ending != null && ending.depth() == depth) {
          open.pop();
          end(ending, token, source);
        }
        depth--;
      }
      case NUMBER -> {
        if (!(token instanceof NameToken)) {
          token.image = written(token.image);
        }
      }
      default -> {}
    }
    return token;
  }

  private Token take(Supplier<Token> source) {
    if (ahead.isEmpty() && unreadable != null) {
      throw unreadable;
    }
    return ahead.isEmpty() ? source.get() : ahead.pop();
  }

  /** Behind the parenthesis comes the boost that is a name; one that was written is kept aside. */
  private void end(Open group, Token at, Supplier<Token> source) {
    Token next = take(source);
    if (next.kind == CARAT) {
      Token number;
      try {
        number = take(source);
      } catch (TokenMgrError noNumber) {
        unreadable = noNumber; // after what stands before it, as in a group without a name
        ahead.push(next);
        return;
      }
      if (number.kind == NUMBER) {
        boosts.set(group.number(), Float.valueOf(written(number.image)));
      } else {
        ahead.push(number);
        ahead.push(next);
        return; // the parser will say what is wrong
      }
    } else {
      ahead.push(next);
    }
    float name = Float.intBitsToFloat(FIRST + group.number());
    ahead.push(new NameToken(at, NUMBER, Float.toString(name)));
    ahead.push(new NameToken(at, CARAT, "^"));
  }

  private static String written(String boost) {
    return Float.parseFloat(boost) > GREATEST ? Float.toString(GREATEST) : boost;
  }

  /** What the parser made, with names in place of the boosts that stood for them. */
  Query named(Query query) {
    return switch (query) {
      case BoostQuery boost -> {
        Query inner = named(boost.getQuery());
        int number = Float.floatToIntBits(boost.getBoost()) - FIRST;
        if (number < 0) {
          yield new BoostQuery(inner, boost.getBoost());
        }
        Float written = boosts.get(number);
        Query part = new NamedQuery(names.get(number), inner);
        yield written == null ? part : new BoostQuery(part, written);
      }
      case BooleanQuery bool -> {
        var copy = new BooleanQuery.Builder();
        copy.setMinimumNumberShouldMatch(bool.getMinimumNumberShouldMatch());
        for (BooleanClause clause : bool.clauses()) {
          copy.add(named(clause.query()), clause.occur());
        }
        yield copy.build();
      }
      default -> query;
    };
  }
}
