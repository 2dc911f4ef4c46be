package io.sluice.server.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the names of one rule become those of the events.
 *
 * @param fields the event's names of a rule's field, of which any may have the value; a field that
 *     is not there keeps its name
 * @param placeholders the values of {@code %name%} for {@code |expand}
 */
record Mapping(Map<String, List<String>> fields, Map<String, List<String>> placeholders) {
  private static final Pattern PLACEHOLDER = Pattern.compile("%(\\w+)%");

  static final Mapping NONE = new Mapping(Map.of(), Map.of());

  List<String> fields(String name) {
    return fields.getOrDefault(name, List.of(name));
  }

  /** With further names of fields, which win. */
  Mapping with(Map<String, List<String>> more) {
    var all = new HashMap<>(fields);
    all.putAll(more);
    return new Mapping(Map.copyOf(all), placeholders);
  }

  /** All texts that a text with placeholders stands for. */
  List<String> expanded(String text) throws Refused {
    List<String> forms = List.of("");
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      List<String> values = placeholders.get(matcher.group(1));
      if (values == null) {
        throw Refused.notAQuery(
            "The mapping has no values for the placeholder `" + matcher.group() + "`.");
      }
      var more = new ArrayList<String>();
      for (String form : forms) {
        for (String value : values) {
          more.add(form + text.substring(from, matcher.start()) + value);
        }
      }
      forms = more;
      from = matcher.end();
    }
    String rest = text.substring(from);
    return forms.stream().map(form -> form + rest).toList();
  }
}
