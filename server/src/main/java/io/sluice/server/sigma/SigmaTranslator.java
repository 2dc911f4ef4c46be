package io.sluice.server.sigma;

import io.sluice.percolator.Fields;
import io.sluice.percolator.Percolator;
import io.sluice.percolator.QuerySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sigma rules to stored queries; what comes out has been read by the percolator once. */
public final class SigmaTranslator {
  private final LogSources sources;
  private final Percolator judge = new Percolator(Fields.builder().open(true).build());

  public SigmaTranslator(LogSources sources) {
    this.sources = sources;
  }

  /** The rules of one file; empty where it has none, such as a list of log sources. */
  public List<Translation> translate(String yaml) {
    List<Object> documents;
    try {
      documents = YamlText.documents(yaml);
    } catch (Refused e) {
      return List.of(refusal(null, e));
    }
    var translations = new ArrayList<Translation>();
    for (Object document : documents) {
      if (document instanceof Map<?, ?> map && map.containsKey("action")) {
        return List.of(translate(map)); // the documents of the file are parts of each other
      }
      if (document instanceof Map<?, ?> map && isRule(map)) {
        translations.add(translate(map));
      }
    }
    return translations;
  }

  private static boolean isRule(Map<?, ?> map) {
    return map.containsKey("detection")
        || map.containsKey("correlation")
        || map.containsKey("filter");
  }

  private Translation translate(Map<?, ?> document) {
    RuleHead head = null;
    try {
      Map<String, @Nullable Object> map = YamlText.map(document, "A rule");
      head = head(map);
      refuseOtherKinds(map);
      return query(rule(head, map));
    } catch (Refused e) {
      return refusal(head, e);
    }
  }

  private static Translation refusal(@Nullable RuleHead head, Refused e) {
    return new Translation.Refusal(head, e.reason(), e.kind() == Refused.Kind.BROKEN);
  }

  private static RuleHead head(Map<String, @Nullable Object> map) {
    return new RuleHead(
        Objects.requireNonNullElse(YamlText.text(map, "id"), ""),
        Objects.requireNonNullElse(YamlText.text(map, "title"), ""),
        Objects.requireNonNullElse(YamlText.text(map, "status"), ""),
        YamlText.text(map, "level"),
        YamlText.text(map, "author"),
        YamlText.list(map.get("tags")).stream().map(Objects::toString).toList());
  }

  private static void refuseOtherKinds(Map<String, @Nullable Object> map) throws Refused {
    if (map.containsKey("correlation")) {
      throw Refused.notAQuery(
          "A correlation counts or orders the hits of other rules, and a query looks at one event;"
              + " a pattern can do it.");
    }
    if (map.containsKey("filter")) {
      throw Refused.notAQuery("A filter changes other rules; merge it into them.");
    }
    if (map.containsKey("action")) {
      throw Refused.notAQuery(
          "A collection of rules that share a head (`action`) is an old form; write one rule each.");
    }
  }

  private static SigmaRule rule(RuleHead head, Map<String, @Nullable Object> map) throws Refused {
    if (head.id().isEmpty()) {
      throw Refused.broken("A rule needs an `id`.");
    }
    LogSource source =
        map.get("logsource") == null
            ? new LogSource(null, null, null)
            : YamlText.source(YamlText.map(map.get("logsource"), "`logsource`"));
    return new SigmaRule(head, source, YamlText.map(map.get("detection"), "`detection`"));
  }

  private Translation query(SigmaRule rule) throws Refused {
    LogSources.Found found = sources.of(rule.source());
    var named = new java.util.LinkedHashMap<>(rule.detection());
    List<?> conditions = YamlText.list(named.remove("condition"));
    named.remove("timeframe"); // means something to counts alone
    if (conditions.isEmpty()) {
      throw Refused.broken("The detection has no `condition`.");
    }
    var selections = new Selections(named, new Matching(found.mapping()));
    var any = new ArrayList<Criterion>();
    for (Object condition : conditions) {
      any.add(ConditionReader.read(String.valueOf(condition), selections));
    }
    Criterion detection = Criterion.any(any);
    String text =
        QueryWriter.write(
            found.events() == null
                ? detection
                : new Criterion.All(List.of(found.events(), detection)));
    try {
      var _ = judge.parse(text);
    } catch (QuerySyntaxException e) {
      String hint = e.hint() == null ? "" : " " + e.hint();
      throw Refused.notAQuery("The query can not be stored: " + e.getMessage() + hint);
    }
    return new Translation.Query(rule.head(), rule.source(), text, found.known());
  }
}
