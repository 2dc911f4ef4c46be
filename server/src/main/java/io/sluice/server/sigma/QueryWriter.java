package io.sluice.server.sigma;

import io.sluice.server.sigma.Criterion.All;
import io.sluice.server.sigma.Criterion.Any;
import io.sluice.server.sigma.Criterion.Clause;
import io.sluice.server.sigma.Criterion.Not;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Criteria in the query language. Signs ({@code +a -b}) and not AND, whose precedence the classic
 * syntax gets wrong; a query that only excludes excludes from everything ({@code *:* -a}).
 */
final class QueryWriter {
  private static final int MAX_IN_GROUP = 1000;

  private QueryWriter() {}

  static String write(Criterion criterion) {
    return switch (criterion) {
      case Clause(String text) -> text;
      case All all -> all(all);
      case Any any -> any(any);
      case Not not -> all(new All(List.of(not)));
    };
  }

  private static String all(All all) {
    Set<Criterion> parts = new LinkedHashSet<>();
    flatten(all, parts);
    String text =
        parts.stream()
            .map(
                part ->
                    part instanceof Not(Criterion denied) ? "-" + part(denied) : "+" + part(part))
            .collect(Collectors.joining(" "));
    return parts.stream().allMatch(part -> part instanceof Not) ? "*:* " + text : text;
  }

  private static void flatten(All all, Set<Criterion> into) {
    for (Criterion part : all.parts()) {
      switch (part) {
        case All inner -> flatten(inner, into);
        case Not(Not(Criterion twice)) -> flatten(new All(List.of(twice)), into);
        case Not(Any(List<Criterion> parts)) ->
            parts.forEach(denied -> flatten(new All(List.of(new Not(denied))), into));
        case Clause c -> into.add(c);
        case Any a -> into.add(a);
        case Not n -> into.add(n);
      }
    }
  }

  private static String any(Any any) {
    Set<Criterion> parts = new LinkedHashSet<>();
    flatten(any, parts);
    List<String> texts = parts.stream().map(QueryWriter::part).toList();
    return texts.size() <= MAX_IN_GROUP
        ? String.join(" OR ", texts)
        : groups(texts).stream().collect(Collectors.joining(") OR (", "(", ")"));
  }

  /** The language takes a bounded number of clauses between two parentheses. */
  private static List<String> groups(List<String> texts) {
    var groups = new ArrayList<String>();
    for (int i = 0; i < texts.size(); i += MAX_IN_GROUP) {
      groups.add(String.join(" OR ", texts.subList(i, Math.min(texts.size(), i + MAX_IN_GROUP))));
    }
    return groups;
  }

  private static void flatten(Any any, Set<Criterion> into) {
    for (Criterion part : any.parts()) {
      if (part instanceof Any inner) {
        flatten(inner, into);
      } else {
        into.add(part);
      }
    }
  }

  private static String part(Criterion criterion) {
    return criterion instanceof Clause(String text) ? text : "(" + write(criterion) + ")";
  }
}
