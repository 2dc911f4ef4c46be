package io.sluice.grammar;

import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.parser.SluiceParser.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * What CREATE STREAM and CREATE TABLE share: columns, keys, watermark and storage. The grammar lets
 * these stand in any order and number; here each is taken once, and a second one is an error.
 */
final class StorageParts {
  private final List<Statement.ColumnDef> columns = new ArrayList<>();
  private final List<Name> partitionKey = new ArrayList<>();
  private final List<Name> primaryKey = new ArrayList<>();
  private final List<Statement.Property> properties = new ArrayList<>();
  private Statement.@Nullable WatermarkDef watermark;
  private Statement.@Nullable LateRows late;
  private Statement.@Nullable Retention retain;
  private @Nullable Span primaryKeySpan;

  private StorageParts() {}

  static StorageParts read(
      @Nullable ColumnDefinitionsContext columns,
      List<StorageOptionContext> options,
      LeafBuilder leaves,
      ExprBuilder exprs) {
    StorageParts parts = new StorageParts();
    if (columns != null) {
      columns.columnItem().forEach(item -> parts.addItem(item, leaves, exprs));
    }
    options.forEach(option -> parts.addOption(option, leaves));
    return parts;
  }

  private void addItem(ColumnItemContext tree, LeafBuilder leaves, ExprBuilder exprs) {
    Span span = leaves.span(tree);
    switch (tree) {
      case WatermarkItemContext item -> {
        once(watermark == null, "WATERMARK", tree, leaves);
        watermark =
            new Statement.WatermarkDef(
                leaves.name(item.columnName()),
                exprs.expr(item.expression()),
                leaves.intervalOrNull(item.intervalLiteral()),
                span);
      }
      case PartitionKeyItemContext item -> {
        once(partitionKey.isEmpty(), "PARTITION KEY", tree, leaves);
        partitionKey.addAll(leaves.names(item.columnList()));
      }
      case PrimaryKeyItemContext item -> {
        once(primaryKey.isEmpty(), "PRIMARY KEY", tree, leaves);
        primaryKey.addAll(leaves.names(item.columnList()));
        primaryKeySpan = span;
      }
      case ColumnDefinitionContext item ->
          columns.add(
              new Statement.ColumnDef(
                  leaves.name(item.newColumnName()),
                  leaves.type(item.dataType()),
                  item.columnConstraint().stream().anyMatch(c -> c.NOT() != null),
                  item.columnConstraint().stream().anyMatch(c -> c.PRIMARY() != null),
                  span));
      default -> throw new IllegalStateException("unread column alternative");
    }
  }

  private void addOption(StorageOptionContext tree, LeafBuilder leaves) {
    switch (tree) {
      case LateOptionContext option -> {
        once(late == null, "LATE", tree, leaves);
        late = new Statement.LateRows(leaves.nameOrNull(option.streamRef()), leaves.span(tree));
      }
      case RetainOptionContext option -> {
        once(retain == null, "RETAIN", tree, leaves);
        retain = retention(option, leaves);
      }
      case PropertiesOptionContext option ->
          properties.addAll(properties(option.properties(), leaves));
      default -> throw new IllegalStateException("unread option alternative");
    }
  }

  private static void once(
      boolean first, String clause, ParserRuleContext tree, LeafBuilder leaves) {
    if (!first) {
      leaves.problem(
          SyntaxCode.TWICE,
          clause + " stands twice",
          leaves.span(tree.getStart()),
          "the second one",
          "keep one of the two");
    }
  }

  private static String amount(RetainOptionContext tree) {
    return tree.INTEGER() != null
        ? tree.INTEGER().getText()
        : LeafBuilder.string(tree.STRING().getSymbol()).strip();
  }

  private static Statement.Retention retention(RetainOptionContext tree, LeafBuilder leaves) {
    Span span = leaves.span(tree);
    if (tree.intervalLiteral() != null) {
      return new Statement.Retention(leaves.interval(tree.intervalLiteral()), null, null, span);
    }
    Name unit = leaves.name(tree.sizeUnit());
    Optional<String> time = ForeignDurations.unit(unit.text());
    if (time.isPresent() && unit.text().length() > 1) {
      leaves.problem(
          SyntaxCode.FOREIGN,
          "a span of time is written INTERVAL '10' MINUTE",
          span,
          "",
          "write RETAIN INTERVAL '" + amount(tree) + "' " + time.get());
    }
    if (tree.INTEGER() != null) {
      return new Statement.Retention(null, leaves.number(tree.INTEGER().getSymbol()), unit, span);
    }
    String amount = LeafBuilder.string(tree.STRING().getSymbol()).strip();
    if (!amount.matches("[0-9]{1,18}")) {
      leaves.problem(
          SyntaxCode.BAD_VALUE,
          "RETAIN wants a whole number before '" + unit.text() + "', found '" + amount + "'",
          leaves.span(tree.STRING().getSymbol()),
          "not a whole number",
          "write for example RETAIN 10 GB or RETAIN INTERVAL '7' DAY");
      return new Statement.Retention(null, 0L, unit, span);
    }
    return new Statement.Retention(null, Long.valueOf(amount), unit, span);
  }

  static List<Statement.Property> properties(PropertiesContext tree, LeafBuilder leaves) {
    return tree.property().stream()
        .map(p -> new Statement.Property(key(p, leaves), value(p, leaves), leaves.span(p)))
        .toList();
  }

  private static String key(PropertyContext tree, LeafBuilder leaves) {
    PropertyKeyContext key = tree.propertyKey();
    if (key.stringLiteral() != null) {
      return leaves.string(key.stringLiteral());
    }
    return String.join(
        ".", key.identifier().stream().map(part -> leaves.name(part).text()).toList());
  }

  private static String value(PropertyContext tree, LeafBuilder leaves) {
    PropertyValueContext value = tree.propertyValue();
    return value.stringLiteral() == null
        ? value.getText().toLowerCase(Locale.ROOT)
        : leaves.string(value.stringLiteral());
  }

  void refusePrimaryKey(LeafBuilder leaves) {
    if (primaryKeySpan != null) {
      leaves.problem(
          SyntaxCode.NOT_HERE,
          "a stream has no PRIMARY KEY",
          primaryKeySpan,
          "only a table keeps one row a key",
          "use CREATE TABLE, or PARTITION KEY (...) to say which rows belong together");
    }
  }

  List<Statement.ColumnDef> columns() {
    return List.copyOf(columns);
  }

  List<Name> partitionKey() {
    return List.copyOf(partitionKey);
  }

  List<Name> primaryKey() {
    return List.copyOf(primaryKey);
  }

  List<Statement.Property> properties() {
    return List.copyOf(properties);
  }

  Statement.@Nullable WatermarkDef watermark() {
    return watermark;
  }

  Statement.@Nullable LateRows late() {
    return late;
  }

  Statement.@Nullable Retention retain() {
    return retain;
  }
}
