package io.sluice.percolator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The searchable fields of a stream: their types, what becomes of undeclared fields, and what a
 * bare word searches.
 */
public final class Fields {
  /** How two clauses without an operator between them are joined. */
  public enum Operator {
    OR,
    AND
  }

  private final Map<String, Field> declared;
  private final boolean open;
  private final List<String> defaultFields;
  private final Operator defaultOperator;

  private Fields(Builder from) {
    this.declared = new LinkedHashMap<>(from.declared);
    this.open = from.open;
    this.defaultFields = List.copyOf(from.defaultFields);
    this.defaultOperator = from.defaultOperator;
    for (String name : defaultFields) {
      Field field = declared.get(name);
      if (field == null && !open) {
        throw new IllegalArgumentException("The default field " + name + " is not declared.");
      }
      if (field != null && field.type() != FieldType.TEXT && field.type() != FieldType.STRING) {
        throw new IllegalArgumentException(
            "The default field " + name + " is " + field.type() + "; it must be TEXT or STRING.");
      }
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The declared fields, in their order. */
  public Collection<Field> declared() {
    return declared.values();
  }

  public @Nullable Field declared(String name) {
    return declared.get(name);
  }

  /** How a name is searched: a declared field, or a view of one; null for undeclared ones. */
  @Nullable Field lookup(String name) {
    Field field = declared.get(name);
    if (field != null || name.indexOf('@') < 0) {
      return field;
    }
    FieldView view = FieldView.of(name);
    if (view == null) {
      return null;
    }
    List<String> sources = FieldView.sources(name);
    // Two columns are named in full; an object may have its columns or be one.
    boolean known =
        FieldView.base(name).indexOf(',') > 0
            ? sources.stream().allMatch(this::hasView)
            : sources.stream().anyMatch(this::hasView);
    return known ? view.field(name) : null;
  }

  /**
   * The name under which a field is searched where a query says {@code name}: an undeclared field
   * is a case-insensitive keyword anyway, and regular expressions look at exact values.
   */
  String searched(String name) {
    FieldView view = declared.containsKey(name) ? null : FieldView.of(name);
    String base = FieldView.base(name);
    return switch (view) {
      case CASELESS -> declared.containsKey(base) || base.equals(Demand.ALL_FIELDS) ? name : base;
      case REGEX -> base + "@" + FieldView.EXACT.word();
      case EXACT, SAME, NUMBER, IP, GEO -> name;
      case null -> name;
    };
  }

  private boolean hasView(String base) {
    return open || base.equals(Demand.ALL_FIELDS) || declared.containsKey(base);
  }

  /**
   * Whether documents and queries may use undeclared fields: they are searched as case-insensitive
   * keywords.
   */
  public boolean open() {
    return open;
  }

  /** The fields that a bare word searches; a word must be found in one of them. May be empty. */
  public List<String> defaultFields() {
    return defaultFields;
  }

  public Operator defaultOperator() {
    return defaultOperator;
  }

  /** All that decides how queries and documents are read, in words. */
  String description() {
    return declared.values().stream()
        .map(field -> field.name() + " " + field.type() + " " + field.analyzer())
        .collect(
            Collectors.joining(
                ", ",
                "fields ",
                "%s; bare words in %s, joined by %s"
                    .formatted(open ? ", and any other" : "", defaultFields, defaultOperator)));
  }

  /** Collects fields; {@link #build} checks the whole. */
  public static final class Builder {
    private final Map<String, Field> declared = new LinkedHashMap<>();
    private boolean open;
    private List<String> defaultFields = new ArrayList<>();
    private Operator defaultOperator = Operator.OR;

    private Builder() {}

    /** A TEXT field with the standard analyzer. */
    public Builder text(String name) {
      return text(name, Analyzers.STANDARD);
    }

    /** A TEXT field with a named analyzer of {@link Analyzers}. */
    public Builder text(String name, String analyzer) {
      return add(new Field(name, FieldType.TEXT, analyzer));
    }

    /** A field of any type; TEXT gets the standard analyzer. */
    public Builder field(String name, FieldType type) {
      return add(
          new Field(name, type, type == FieldType.TEXT ? Analyzers.STANDARD : Analyzers.KEYWORD));
    }

    public Builder add(Field field) {
      if (declared.putIfAbsent(field.name(), field) != null) {
        throw new IllegalArgumentException("The field " + field.name() + " is declared twice.");
      }
      return this;
    }

    public Builder open(boolean open) {
      this.open = open;
      return this;
    }

    public Builder defaultFields(String... names) {
      this.defaultFields = List.of(names);
      return this;
    }

    public Builder defaultOperator(Operator operator) {
      this.defaultOperator = operator;
      return this;
    }

    public Fields build() {
      return new Fields(this);
    }
  }
}
