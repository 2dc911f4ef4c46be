package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Declared;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.NearestName;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the analysis of one statement has around it: the catalog, the text, the list of problems.
 *
 * @param broken names, in lower case, of what statements with errors would have declared: to miss
 *     them is no second error
 * @param parameters of the pattern that is analysed
 * @param bounded whether the input ends: a bare SELECT
 * @param unboundedState whether the statement may keep partial matches for ever
 */
record Context(
    Catalog catalog,
    String text,
    List<Diagnostic> problems,
    Set<String> broken,
    List<ParameterInfo> parameters,
    boolean bounded,
    boolean unboundedState) {

  record ParameterInfo(String name, ColumnType type, @Nullable Object value) {}

  static Context of(Catalog catalog, String text, List<Diagnostic> problems, Set<String> broken) {
    return new Context(catalog, text, problems, broken, List.of(), false, false);
  }

  Context ofPattern(List<ParameterInfo> infos, boolean mayKeepForEver) {
    return new Context(catalog, text, problems, broken, infos, false, mayKeepForEver);
  }

  Context ofBoundedQuery() {
    return new Context(catalog, text, problems, broken, parameters, true, false);
  }

  void report(Diagnostic problem) {
    problems.add(problem);
  }

  void report(DiagnosticCode code, Span span, String message, String label) {
    report(code.at(span, message, label));
  }

  void report(DiagnosticCode code, Span span, String message, String label, String help) {
    report(code.at(span, message, label).withHelp(help));
  }

  /** Always true, so that a place can note that it refused something. */
  boolean refuses(NotYet construct, Span span) {
    report(construct.refusal(span));
    return true;
  }

  /** Reports with a did-you-mean over what can stand at this place, and an edit that does it. */
  void reportName(
      DiagnosticCode code,
      Name written,
      String message,
      String label,
      String candidatesCalled,
      Collection<String> candidates) {
    Diagnostic problem = code.at(written.span(), message, label);
    if (!candidates.isEmpty()) {
      problem = problem.withNotes(candidatesCalled + ": " + shortList(candidates));
    }
    var nearest = NearestName.to(written.text(), candidates);
    if (nearest.isPresent()) {
      problem =
          problem
              .withHelp("did you mean '%s'?".formatted(nearest.get()))
              .withEdit(written.span(), SqlNames.quoteIfNeeded(nearest.get()));
    }
    report(problem);
  }

  /** The stream of this name, or null after saying that there is none. */
  @Nullable StreamDef stream(Name name) {
    StreamDef found = find(name, catalog.stream(name.text()), StreamDef::name);
    if (found == null && !isBroken(name)) {
      Collection<String> names = catalog.streams().keySet();
      if (names.isEmpty()) {
        report(
            DiagnosticCode.UNKNOWN_STREAM,
            name.span(),
            "unknown stream '%s'".formatted(name.text()),
            "no such stream",
            "no stream is declared yet; begin with CREATE STREAM");
      } else {
        reportName(
            DiagnosticCode.UNKNOWN_STREAM,
            name,
            "unknown stream '%s'".formatted(name.text()),
            "no such stream",
            "streams",
            names);
      }
    }
    return found;
  }

  /** The pattern of this name, or null. */
  @Nullable Declared pattern(Name name) {
    return find(name, catalog.pattern(name.text()), Declared::name);
  }

  boolean isBroken(Name name) {
    return broken.contains(name.text().toLowerCase(Locale.ROOT));
  }

  /**
   * The place of the last {@code word} within {@code span}; the whole of it where there is none.
   */
  Span lastWord(String word, Span span) {
    int end = Math.min(span.end(), text.length());
    int at = text.substring(0, end).toUpperCase(Locale.ROOT).lastIndexOf(word);
    if (at < span.start()) {
      return span;
    }
    int lineStart = text.lastIndexOf('\n', at) + 1;
    int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    return new Span(at, at + word.length(), line, at - lineStart + 1);
  }

  /** The words of the text at this place, for a message; in one line and not too many. */
  String excerpt(Span span) {
    if (span.end() > text.length() || span.start() >= span.end()) {
      return "";
    }
    String words = text.substring(span.start(), span.end()).replaceAll("\\s+", " ");
    return words.length() <= 60 ? words : words.substring(0, 57) + "...";
  }

  static String count(int number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }

  static String shortList(Collection<String> names) {
    if (names.size() <= 12) {
      return String.join(", ", names);
    }
    List<String> first = new ArrayList<>(names).subList(0, 12);
    return String.join(", ", first) + " and %d others".formatted(names.size() - 12);
  }

  private static <T> @Nullable T find(Name name, @Nullable T found, Function<T, String> declared) {
    return found != null && name.means(declared.apply(found)) ? found : null;
  }
}
