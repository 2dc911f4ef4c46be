package io.sluice.server.sigma;

import io.sluice.grammar.NearestName;
import io.sluice.server.sigma.Criterion.Not;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of a selection, {@code CommandLine|contains|all: [...]}, as a criterion. */
final class Matching {
  private static final Set<String> TEXT_CHANGES =
      Set.of(
          "contains",
          "startswith",
          "endswith",
          "windash",
          "base64",
          "base64offset",
          "wide",
          "utf16le",
          "utf16be",
          "utf16",
          "expand");
  private static final Set<String> WIDE = Set.of("wide", "utf16le", "utf16be", "utf16");
  private static final Set<String> COMPARISONS =
      Set.of("re", "cidr", "exists", "fieldref", "lt", "lte", "gt", "gte");
  private static final Set<String> REGEX_FLAGS =
      Set.of("i", "m", "s", "ignorecase", "multiline", "dotall");
  private static final Set<String> MANNERS = Set.of("all", "cased", "neq");
  private static final Set<String> PARTS_OF_TIME =
      Set.of("minute", "hour", "day", "week", "month", "year");

  private final Mapping mapping;

  Matching(Mapping mapping) {
    this.mapping = mapping;
  }

  /** A field with its modifiers; without a field, any field's value may have it. */
  Criterion item(String key, @Nullable Object written) throws Refused {
    String[] words = key.split("\\|", -1);
    List<String> modifiers = Arrays.asList(words).subList(1, words.length);
    check(key, modifiers);
    List<?> values = written instanceof List<?> list ? list : Arrays.asList(written);
    if (values.isEmpty()) {
      throw Refused.broken("`" + key + "` has no values.");
    }
    var anyField = new ArrayList<Criterion>();
    List<String> fields =
        words[0].isEmpty() ? List.of(Clauses.ALL_FIELDS) : mapping.fields(words[0]);
    for (String field : fields) {
      var line = new Line(field, words[0].isEmpty(), modifiers);
      var criteria = new ArrayList<Criterion>();
      for (Object value : values) {
        criteria.add(line.criterion(value));
      }
      anyField.add(modifiers.contains("all") ? Criterion.all(criteria) : Criterion.any(criteria));
    }
    Criterion criterion = Criterion.any(anyField);
    return modifiers.contains("neq") ? new Not(criterion) : criterion;
  }

  private static void check(String key, List<String> modifiers) throws Refused {
    boolean regex = modifiers.contains("re");
    long comparisons = modifiers.stream().filter(COMPARISONS::contains).count();
    if (comparisons > 1) {
      throw Refused.broken("`" + key + "` has two modifiers that exclude each other.");
    }
    for (String modifier : modifiers) {
      if (modifier.equals("fieldref") && modifiers.size() > (modifiers.contains("all") ? 2 : 1)) {
        throw Refused.notAQuery(
            "`fieldref` with another modifier compares parts of two fields; a pattern's WHERE can do"
                + " it.");
      }
      if (PARTS_OF_TIME.contains(modifier)) {
        throw Refused.notAQuery(
            "`" + modifier + "` asks for a part of a time; a pattern's WHERE can do it.");
      }
      if (!TEXT_CHANGES.contains(modifier)
          && !COMPARISONS.contains(modifier)
          && !MANNERS.contains(modifier)
          && !(regex && REGEX_FLAGS.contains(modifier))) {
        var known = new ArrayList<String>(TEXT_CHANGES);
        known.addAll(COMPARISONS);
        known.addAll(MANNERS);
        known.sort(null);
        String help =
            NearestName.to(modifier, known).map(near -> " Did you mean `" + near + "`?").orElse("");
        throw Refused.broken("There is no modifier `" + modifier + "` (`" + key + "`)." + help);
      }
    }
  }

  /** The comparison of one field in one manner. */
  private final class Line {
    private final String field;
    private final boolean keyword;
    private final List<String> modifiers;

    Line(String field, boolean keyword, List<String> modifiers) {
      this.field = field;
      this.keyword = keyword;
      this.modifiers = modifiers;
    }

    Criterion criterion(@Nullable Object written) throws Refused {
      for (String modifier : modifiers) {
        switch (modifier) {
          case "re" -> {
            return regex(written);
          }
          case "cidr" -> {
            return block(written);
          }
          case "exists" -> {
            return existence(written);
          }
          case "fieldref" -> {
            return reference(written);
          }
          case "lt", "lte", "gt", "gte" -> {
            return number(modifier, written);
          }
          default -> {}
        }
      }
      if (written == null) {
        if (keyword || modifiers.stream().anyMatch(TEXT_CHANGES::contains)) {
          throw Refused.broken("Null can not be changed by a modifier or be a keyword.");
        }
        return new Not(Clauses.exists(field));
      }
      return Criterion.any(texts(written));
    }

    private List<Criterion> texts(Object written) throws Refused {
      List<WildText> forms = new ArrayList<>();
      for (String text : expanded(scalar(written))) {
        forms.add(written instanceof String ? WildText.parse(text) : WildText.literally(text));
      }
      boolean part = keyword;
      for (String modifier : modifiers) {
        var next = new ArrayList<WildText>();
        for (WildText form : forms) {
          next.addAll(changed(modifier, form));
        }
        forms = next;
        part &= !Set.of("contains", "startswith", "endswith").contains(modifier);
      }
      boolean cased = modifiers.contains("cased");
      boolean inside = part;
      return forms.stream()
          .distinct()
          .map(form -> Clauses.text(field, inside ? form.withRuns(true, true) : form, cased))
          .toList();
    }

    private List<WildText> changed(String modifier, WildText text) throws Refused {
      return switch (modifier) {
        case "contains" -> List.of(text.withRuns(true, true));
        case "startswith" -> List.of(text.withRuns(false, true));
        case "endswith" -> List.of(text.withRuns(true, false));
        case "windash" -> Encodings.dashes(text);
        case "wide", "utf16le" -> List.of(Encodings.wide(text, StandardCharsets.UTF_16LE, false));
        case "utf16be" -> List.of(Encodings.wide(text, StandardCharsets.UTF_16BE, false));
        case "utf16" -> List.of(Encodings.wide(text, StandardCharsets.UTF_16LE, true));
        case "base64" -> List.of(WildText.literally(Encodings.base64(bytes(modifier, text))));
        case "base64offset" ->
            Encodings.base64AtAnyPlace(bytes(modifier, text)).stream()
                .map(WildText::literally)
                .toList();
        default -> List.of(text);
      };
    }

    /** What was made wide has bytes for characters. */
    private byte[] bytes(String modifier, WildText text) throws Refused {
      if (!text.isLiteral()) {
        throw Refused.broken("`" + modifier + "` can not encode a wildcard.");
      }
      boolean wide =
          modifiers.subList(0, modifiers.indexOf(modifier)).stream().anyMatch(WIDE::contains);
      return text.literal().getBytes(wide ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private List<String> expanded(String text) throws Refused {
      return modifiers.contains("expand") ? mapping.expanded(text) : List.of(text);
    }

    private Criterion regex(@Nullable Object written) throws Refused {
      var flags = new StringBuilder();
      for (String modifier : modifiers) {
        if (REGEX_FLAGS.contains(modifier)) {
          // ignorecase, multiline and dotall are written i, m and s
          flags.append(modifier.equals("dotall") ? 's' : modifier.charAt(0));
        }
      }
      String prefix = flags.isEmpty() ? "" : "(?" + flags + ")";
      var forms = new ArrayList<Criterion>();
      for (String regex : expanded(scalar(written))) {
        String at =
            modifiers.contains("startswith")
                ? "^(?:" + regex + ")"
                : modifiers.contains("endswith") ? "(?:" + regex + ")$" : regex;
        forms.add(Clauses.regex(field, prefix + at));
      }
      return Criterion.any(forms);
    }

    private Criterion block(@Nullable Object written) throws Refused {
      var blocks = new ArrayList<Criterion>();
      for (String block : expanded(scalar(written))) {
        blocks.add(Clauses.block(field, block));
      }
      return Criterion.any(blocks);
    }

    private Criterion reference(@Nullable Object written) throws Refused {
      if (keyword) {
        throw Refused.broken("`fieldref` needs a field.");
      }
      return Criterion.any(
          mapping.fields(scalar(written)).stream()
              .map(other -> Clauses.same(field, other))
              .toList());
    }

    private Criterion existence(@Nullable Object written) throws Refused {
      Criterion exists = Clauses.exists(field);
      return switch (scalar(written)) {
        case "true" -> exists;
        case "false" -> new Not(exists);
        default -> throw Refused.broken("`exists` takes true or false.");
      };
    }

    private Criterion number(String modifier, @Nullable Object written) throws Refused {
      String number = scalar(written);
      if (!number.matches("-?\\d+(\\.\\d+)?")) {
        throw Refused.broken("`" + modifier + "` takes a number, found `" + number + "`.");
      }
      String sign =
          switch (modifier) {
            case "lt" -> "<";
            case "lte" -> "<=";
            case "gt" -> ">";
            default -> ">=";
          };
      return Clauses.number(field, sign, number);
    }
  }

  /** A value as it is written. */
  private static String scalar(@Nullable Object written) throws Refused {
    return switch (Objects.requireNonNullElse(written, List.of())) {
      case String text -> text;
      case Boolean truth -> truth.toString();
      case Double number -> new java.math.BigDecimal(number.toString()).toPlainString();
      case Number number -> number.toString();
      case List<?> _ when written == null -> throw Refused.broken("A value is missing.");
      case List<?> _ -> throw Refused.broken("A value must be a text or a number, found a list.");
      case Map<?, ?> _ -> throw Refused.broken("A value must be a text or a number, found a map.");
      case Object other ->
          throw Refused.broken(
              "A value must be a text or a number, found `" + other + "`. Put it in quotes.");
    };
  }
}
