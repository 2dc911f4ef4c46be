package io.sluice.grammar;

import io.sluice.grammar.Expectations.Found;
import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Finds the errors of a statement that cannot be parsed, one for each cause.
 *
 * <p>At an error every small change that could be the cure is tried: the misspelled word put right,
 * a comma or bracket put in, a word left out. The parser itself is the judge: the change after
 * which it reads furthest is the cause we report, and on the changed tokens the search goes on for
 * the next error. So advice is never given that would not work. When no change helps, tokens are
 * skipped up to a word from which reading works again.
 */
final class Repair<C extends ParserRuleContext> {
  private static final int MAX_ERRORS = 10;

  /** Reading this far behind an error is as good as reading to the end. */
  private static final int FAR = 6;

  /** A change after which less can be read than this is no cure. */
  private static final int GOOD = 2;

  /** Tokens that may be parsed in trials, so that a huge statement is answered in time, too. */
  private static final int BUDGET = 100_000;

  private static final int MAX_SKIPPED = 200;

  /** Where reading may go on after something that nobody understands. */
  private static final Set<Integer> ANCHORS =
      Set.of(
          SluiceParser.COMMA,
          SluiceParser.RPAREN,
          SluiceParser.FROM,
          SluiceParser.WHERE,
          SluiceParser.GROUP,
          SluiceParser.HAVING,
          SluiceParser.ORDER,
          SluiceParser.JOIN,
          SluiceParser.MATCH_RECOGNIZE,
          SluiceParser.MEASURES,
          SluiceParser.ONE,
          SluiceParser.ALL,
          SluiceParser.AFTER,
          SluiceParser.PATTERN,
          SluiceParser.WITHIN,
          SluiceParser.GAP,
          SluiceParser.SUBSET,
          SluiceParser.DEFINE,
          SluiceParser.EMIT,
          SluiceParser.LIMIT,
          SluiceParser.AND,
          SluiceParser.OR,
          SluiceParser.AS,
          SluiceParser.SELECT,
          SluiceParser.INSERT,
          SluiceParser.WATERMARK);

  /**
   * What came of it.
   *
   * @param diagnostics in the order of the text
   * @param statements tokens that make statements of their own, where only a semicolon was missing
   */
  record Outcome(List<Diagnostic> diagnostics, List<List<Token>> statements) {}

  private final SourceText source;
  private final Attempt.Start<C> start;
  private final int unclosed;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int parsed;

  private Repair(SourceText source, Attempt.Start<C> start, int unclosed) {
    this.source = source;
    this.start = start;
    this.unclosed = unclosed;
  }

  /**
   * @param failed the attempt to read the whole
   * @param unclosed errors from this token on go back to what was not closed, and are kept quiet
   */
  static <C extends ParserRuleContext> Outcome of(
      SourceText source, Attempt<C> failed, int unclosed) {
    return new Repair<>(source, failed.start(), unclosed).run(failed);
  }

  private Outcome run(Attempt<C> failed) {
    Attempt<C> attempt = failed;
    boolean changed = false;
    while (attempt.failed() && diagnostics.size() < MAX_ERRORS) {
      List<Token> tokens = attempt.tokens();
      Found found = attempt.expectations();
      // At a word that an earlier repair put in, the repair is what is wrong and not the text.
      if (found.index() > unclosed || TokenEdit.isInvented(tokens.get(found.index()))) {
        break;
      }
      if (closesInvented(tokens, found)) {
        Attempt<C> closed =
            read(TokenEdit.insert(found.index(), SluiceParser.RPAREN).apply(tokens));
        if (!closed.failed() || closed.expectations().index() > found.index() + 1) {
          attempt = closed;
          continue;
        }
      }
      Optional<Outcome> split = split(tokens, found, changed);
      if (split.isPresent()) {
        return split.get();
      }
      Cure cure = best(tokens, found);
      diagnostics.add(cure.guess().diagnostic());
      TokenEdit edit = cure.reach() >= GOOD ? cure.guess().edit() : null;
      // Of a statement of another language nothing more is understood.
      if (edit == null && found.index() > 0) {
        edit = skip(tokens, found.index());
      }
      if (edit == null) {
        break;
      }
      attempt = read(edit.apply(tokens));
      changed = true;
    }
    return new Outcome(diagnostics, List.of());
  }

  /** A bracket that a repair opened is closed without a word: it was said with the opening one. */
  private static boolean closesInvented(List<Token> tokens, Found found) {
    int depth = 0;
    for (Token token : tokens.subList(0, found.index()).reversed()) {
      switch (token.getType()) {
        case SluiceParser.RPAREN -> depth++;
        case SluiceParser.LPAREN -> {
          if (depth == 0) {
            return TokenEdit.isInvented(token) && found.expects(SluiceParser.RPAREN);
          }
          depth--;
        }
        default -> {}
      }
    }
    return false;
  }

  /** Two statements with nothing between them. */
  private Optional<Outcome> split(List<Token> tokens, Found found, boolean changed) {
    int index = found.index();
    if (index == 0
        || !found.offers(Token.EOF)
        || !Guesses.BEGIN_STATEMENTS.contains(tokens.get(index).getType())) {
      return Optional.empty();
    }
    List<Token> rest = tokens.subList(index, tokens.size());
    Attempt<C> behind = read(rest);
    if (behind.failed() && behind.expectations().index() < 2) {
      return Optional.empty();
    }
    SyntaxMessages messages = new SyntaxMessages(source, tokens);
    diagnostics.add(
        Diagnostic.error(
                SyntaxCode.SEMICOLON.code(),
                "missing ';' between two statements",
                messages.span(index),
                "a new statement begins here")
            .withHelp("end the statement before it with ';'")
            .withEdit(messages.behindBefore(index), ";"));
    List<Token> first = new ArrayList<>(tokens.subList(0, index));
    first.add(tokens.getLast());
    return Optional.of(
        new Outcome(
            diagnostics, changed ? List.of(List.copyOf(rest)) : List.of(first, List.copyOf(rest))));
  }

  /** A guess, and how many tokens behind the error can be read with it. */
  private record Cure(Guesses.Guess guess, int reach) {}

  private Cure best(List<Token> tokens, Found found) {
    Guesses guesses = new Guesses(source, tokens, found, this::expectedInstead);
    Cure best = null;
    for (Guesses.Guess guess : guesses.all()) {
      int reach = guess.edit() == null ? 0 : reach(tokens, found.index(), guess);
      boolean better = best == null || reach > best.reach();
      if (guess.sure()) {
        return new Cure(guess, reach);
      }
      if (better) {
        best = new Cure(guess, reach);
      }
      if (best.reach() >= FAR) {
        break;
      }
    }
    return best != null && best.reach() >= GOOD ? best : new Cure(guesses.none(), 0);
  }

  private int reach(List<Token> tokens, int index, Guesses.Guess guess) {
    TokenEdit edit = guess.edit();
    if (edit == null || parsed > BUDGET) {
      return 0;
    }
    Attempt<C> trial = read(edit.apply(tokens));
    if (!trial.failed()) {
      return FAR;
    }
    int behind = trial.expectations().index() - edit.shift() - index;
    return Math.min(FAR, behind) - guess.handicap();
  }

  private Attempt<C> read(List<Token> tokens) {
    parsed += tokens.size();
    return Attempt.full(tokens, start);
  }

  /** What could have stood in the place of a token that was read without complaint. */
  private Found expectedInstead(List<Token> tokens, int index) {
    return read(TokenEdit.replace(index, tokens.size(), SluiceParser.STRANGE).apply(tokens))
        .expectations();
  }

  private @Nullable TokenEdit skip(List<Token> tokens, int index) {
    int last = Math.min(tokens.size() - 1, index + MAX_SKIPPED);
    for (int to = index + 1; to < last && parsed < BUDGET; to++) {
      if (!ANCHORS.contains(tokens.get(to).getType())) {
        continue;
      }
      for (TokenEdit edit :
          List.of(TokenEdit.delete(index, to), TokenEdit.replace(index, to, SluiceParser.IDENT))) {
        Attempt<C> trial = read(edit.apply(tokens));
        if (!trial.failed() || trial.expectations().index() - edit.shift() >= to + 3) {
          return edit;
        }
      }
    }
    return null;
  }
}
