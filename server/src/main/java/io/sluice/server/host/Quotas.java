package io.sluice.server.host;

import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.Standing;
import io.sluice.cep.program.ProgramLimitException;
import io.sluice.cep.program.QueryCompiler;
import io.sluice.server.host.Refusal.Reason;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much may be defined, so that no client can fill the machine by mistake.
 *
 * @param columns of one stream
 * @param variables of one pattern
 * @param states of one pattern's automaton; loops are not unrolled
 */
public record Quotas(
    int streams, int patterns, int queries, int columns, int variables, int states) {
  public static final Quotas DEFAULT = new Quotas(10_000, 10_000, 1_000_000, 1_000, 32, 256);

  public Quotas withObjects(int moreStreams, int morePatterns, int moreQueries) {
    return new Quotas(moreStreams, morePatterns, moreQueries, columns, variables, states);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);
  private static final int ID_LENGTH = 128;
  private static final int TITLE_LENGTH = 500;
  private static final int TAG_LENGTH = 100;
  private static final int TAGS = 50;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1," + ID_LENGTH + "}");

  void checkStream(Registry registry, StreamDef stream) {
    check("streams", registry.streams().size(), streams);
    int found = stream.schema().size();
    if (found > columns) {
      throw new Refusal(
          Reason.QUOTA_EXCEEDED,
          "`%s` has %,d columns; a stream takes %,d. Declare it WITH (open = 'true') and name only what patterns read."
              .formatted(stream.name(), found, columns));
    }
  }

  void checkPattern(Registry registry) {
    check("patterns", registry.patterns().size(), patterns);
  }

  void checkQuery(Registry registry, String id) {
    if (!ID.matcher(id).matches()) {
      throw new Refusal(
          Reason.BAD_ID,
          "`%s` can not be an id: a query's id has 1 to %d characters, each a letter A to Z or a to z, a digit, or one of . _ - :"
              .formatted(id.length() <= 200 ? id : id.substring(0, 200) + "...", ID_LENGTH));
    }
    check("queries", registry.queryCount(), queries);
  }

  /** Titles, levels and tags are shown in lists, and each set of tags is kept once. */
  static void checkTags(QueryDraft query) {
    if (query.title() != null && query.title().length() > TITLE_LENGTH) {
      throw tooLong("title", query.title(), TITLE_LENGTH);
    }
    if (query.level() != null && query.level().length() > TAG_LENGTH) {
      throw tooLong("level", query.level(), TAG_LENGTH);
    }
    if (query.tags().size() > TAGS) {
      throw new Refusal(
          Reason.BAD_TAG,
          "`%s` has %,d tags; a query takes %d.".formatted(query.id(), query.tags().size(), TAGS));
    }
    for (String tag : query.tags()) {
      if (tag.isBlank()) {
        throw new Refusal(Reason.BAD_TAG, "A tag must not be empty. Leave it out.");
      }
      if (tag.length() > TAG_LENGTH) {
        throw tooLong("tag", tag, TAG_LENGTH);
      }
    }
  }

  private static Refusal tooLong(String what, String found, int limit) {
    return new Refusal(
        Reason.BAD_TAG,
        "The %s `%s...` has %,d characters; it takes %,d."
            .formatted(what, found.substring(0, 40), found.length(), limit));
  }

  private static void check(String kind, int now, int quota) {
    if (now >= quota) {
      throw new Refusal(
          Reason.QUOTA_EXCEEDED,
          "There are %,d %s, and the server takes no more than %,d. Delete some first."
              .formatted(now, kind, quota));
    }
  }

  /** Throws for what the engine could not run, or only slowly. */
  void checkSize(Standing standing) {
    MatchPlan match = match(standing.plan());
    if (match != null) {
      check(standing, "variables", match.variables().size(), variables);
      check(standing, "states", places(match.pattern()), states);
    }
    try {
      QueryCompiler.compile(standing);
    } catch (ProgramLimitException e) {
      throw new Refusal(Reason.TOO_COMPLEX, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The compiler met an error of its own in {}", standing.statement(), e);
      throw Refusal.engineFailed(standing.name());
    }
  }

  private static @Nullable MatchPlan match(Plan plan) {
    return switch (plan) {
      case Plan.Scan _, Plan.Merge _, Plan.StoredQueries _ -> null;
      case Plan.Filter filter -> match(filter.input());
      case Plan.Project project -> match(project.input());
      case Plan.Limit limit -> match(limit.input());
      case Plan.Match match -> match.match();
    };
  }

  /** Where a variable stands: the states that take a row. */
  private static int places(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take _ -> 1;
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> 0;
      case PatternPlan.Sequence sequence -> places(sequence.parts());
      case PatternPlan.Choice choice -> places(choice.branches());
      case PatternPlan.Permute permute -> places(permute.elements());
      case PatternPlan.Repeat repeat -> places(repeat.body());
      case PatternPlan.Exclude exclude -> places(exclude.body());
    };
  }

  private static int places(List<PatternPlan> parts) {
    return parts.stream().mapToInt(Quotas::places).sum();
  }

  private static void check(Standing standing, String what, int found, int limit) {
    if (found > limit) {
      throw new Refusal(
          Reason.TOO_COMPLEX,
          "`%s` has %,d %s; a pattern takes %,d. Split it, or write repeated parts with a quantifier such as {3}."
              .formatted(standing.name(), found, what, limit));
    }
  }
}
