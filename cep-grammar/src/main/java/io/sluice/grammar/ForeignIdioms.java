package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What people bring along from other systems, and how it is written here. One method an idiom; the
 * first that knows the place answers.
 */
final class ForeignIdioms {
  private static final List<Function<ErrorPlace, @Nullable Guess>> IDIOMS =
      List.of(
          ForeignStreams::annotation,
          ForeignStatements::other,
          ForeignStatements::rule,
          ForeignStatements::ifNotExists,
          ForeignStatements::ifExist,
          ForeignStatements::explainAnalyze,
          ForeignQueries::selectNothing,
          ForeignQueries::beforePattern,
          ForeignStreams::window,
          ForeignSelects::windowClause,
          ForeignStreams::view,
          ForeignStreams::dottedName,
          ForeignSelects::using,
          ForeignSelects::distinctOn,
          ForeignSelects::starExcept,
          ForeignSelects::namedWindow,
          ForeignSelects::dateLiteral,
          ForeignQueries::top,
          ForeignQueries::fetchFirst,
          ForeignQueries::offset,
          ForeignQueries::limitOfTwo,
          ForeignQueries::parameterWithoutDefault,
          ForeignQueries::parameterDefaultByEquals,
          ForeignValues::likeWithoutQuotes,
          ForeignValues::isValue,
          ForeignValues::inWithoutBrackets,
          ForeignValues::betweenComma,
          ForeignValues::thousands,
          ForeignValues::dollars,
          ForeignValues::castComma,
          ForeignValues::caseComma,
          ForeignValues::caseWithoutEnd,
          ForeignValues::conditionWithoutWhere,
          ForeignValues::safeCast,
          ForeignDefinitions::and,
          ForeignDefinitions::commaBeforePattern,
          ForeignDefinitions::boundBehind,
          MissingWords::defineWithoutAs,
          MissingWords::asInDefine,
          MissingWords::asBeforeQuery,
          MissingWords::afterMatch,
          MissingWords::skip,
          ForeignValues::columnDefault,
          ForeignValues::watermarkWithoutFor,
          ForeignPatterns::exclamationMark,
          ForeignPatterns::boundInside,
          ForeignPatterns::whereForDefine,
          ForeignCharacters::dashArrow,
          ForeignArrows::comment,
          ForeignArrows::sign,
          ForeignArrows::word,
          ForeignQuantifiers::empty,
          ForeignQuantifiers::range,
          ForeignQuantifiers::negative,
          ForeignQuantifiers::noNumber,
          ForeignQuantifiers::second,
          ForeignOperators::doubleEquals,
          ForeignOperators::atMost,
          ForeignOperators::atLeast,
          ForeignOperators::ampersands,
          ForeignOperators::splitNotEqual,
          ForeignOperators::regex,
          ForeignOperators::regexWord,
          ForeignOperators::exclamationMark,
          ForeignOperators::power,
          ForeignOperators::nullSafe,
          ForeignOperators::assignment,
          ForeignOperators::coalesce,
          ForeignOperators::ternary,
          ForeignOperators::ilike,
          ForeignOperators::similarTo,
          ForeignOperators::chain,
          ForeignOperators::jsonArrow,
          ForeignQuotes::dottedNumber,
          ForeignQuotes::backticks,
          ForeignQuotes::curlyQuotes,
          ForeignQuotes::hashComment,
          ForeignQuotes::slashComment,
          ForeignOperators::doubleColon,
          ForeignIdioms::commaInFrom,
          ForeignQuotes::quotedString,
          ForeignQuotes::quotedNumber,
          ForeignPatterns::esperPattern,
          ForeignPatterns::every,
          ForeignPatterns::comma,
          ForeignPatterns::notNext,
          ForeignPatterns::notInSequence,
          ForeignPatterns::namedEvent,
          ForeignPatterns::angleBounds,
          ForeignPatterns::doubleBar,
          ForeignDurations::limitDuration,
          ForeignDurations::maxspan,
          ForeignDurations::bareDuration,
          ForeignDurations::bareNumber,
          ForeignDurations::parameter,
          ForeignDurations::unitInQuotes,
          ForeignDurations::shortUnit,
          ForeignDurations::inArithmetic,
          ForeignSelects::number,
          ForeignIdioms::bareTimeColumn,
          ForeignCharacters::dashComment,
          ForeignCharacters::sign,
          ForeignCharacters::quote,
          ForeignIdioms::strangeCharacter);

  private ForeignIdioms() {}

  static Optional<Guess> find(ErrorPlace place) {
    for (Function<ErrorPlace, @Nullable Guess> idiom : IDIOMS) {
      Guess guess = idiom.apply(place);
      if (guess != null) {
        return Optional.of(guess);
      }
    }
    return Optional.empty();
  }

  // ---- FROM ----

  private static @Nullable Guess commaInFrom(ErrorPlace p) {
    if (p.type(0) != SluiceParser.COMMA || !p.expects(SluiceParser.JOIN)) {
      return null;
    }
    return p.foreign(
        0,
        2,
        "streams in FROM are not listed with commas",
        "",
        "join rows with JOIN ... ON ..., or let a pattern run over both with FROM MERGE ("
            + p.text(-1)
            + ", "
            + p.text(1)
            + ") MATCH_RECOGNIZE (...)");
  }

  private static @Nullable Guess bareTimeColumn(ErrorPlace p) {
    if (p.type(0) != SluiceParser.IDENT || !p.expects(SluiceParser.DESCRIPTOR)) {
      return null;
    }
    String right = "DESCRIPTOR(" + p.text(0) + ")";
    return p.foreign(
        0,
        1,
        "the time column of a window stands in DESCRIPTOR(...)",
        "expected DESCRIPTOR",
        "write " + right,
        right,
        SluiceParser.DESCRIPTOR,
        SluiceParser.LPAREN,
        SluiceParser.IDENT,
        SluiceParser.RPAREN);
  }

  /** The last of all: nobody else knows the character either. */
  private static @Nullable Guess strangeCharacter(ErrorPlace p) {
    if (p.type(0) != SluiceParser.STRANGE) {
      return null;
    }
    int character = p.text(0).codePointAt(0);
    boolean hidden = ShownText.isHidden(character);
    String message =
        hidden
            ? "the hidden character " + hiddenName(character) + " means nothing in the language"
            : "'" + p.text(0) + "' means nothing in the language";
    Diagnostic diagnostic =
        Diagnostic.error(
                SyntaxCode.STRANGE_CHARACTER.code(), message, p.span(0, 1), "not expected here")
            .withHelp("remove it; in a string or a name in double quotes any character may stand")
            .withEdit(p.span(0, 1), "");
    return new Guess(diagnostic, p.edit(0, 1), 0, true);
  }

  private static String hiddenName(int character) {
    // The names of controls are those of old machines and help nobody.
    String name = Character.isISOControl(character) ? null : Character.getName(character);
    return ShownText.name(character)
        + (name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
  }
}
