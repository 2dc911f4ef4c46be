package io.sluice.cep.search;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.percolator.Analyzers;
import io.sluice.percolator.Field;
import io.sluice.percolator.FieldType;
import io.sluice.percolator.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of rows as fields of documents. */
public final class SearchFields {
  private SearchFields() {}

  /**
   * @param bare the columns that bare words search, TEXT or STRING
   * @param analyzer how those are read instead of as declared, or null
   */
  public static Fields of(Schema schema, List<String> bare, @Nullable String analyzer) {
    Fields.Builder fields = Fields.builder().open(schema.open());
    for (Schema.Column column : schema.columns()) {
      FieldType type = type(column.type());
      if (type != null) {
        fields.add(
            analyzer != null && bare.contains(column.name())
                ? new Field(column.name(), FieldType.TEXT, analyzer)
                : field(column, type));
      }
    }
    return fields.defaultFields(bare.toArray(String[]::new)).build();
  }

  /** Names of the columns that a bare word can mean: TEXT and STRING. */
  public static List<String> wordColumns(Schema schema) {
    return schema.columns().stream()
        .filter(column -> element(column.type()).isString())
        .map(Schema.Column::name)
        .toList();
  }

  /** Names of the columns that are analysed for search. */
  public static List<String> textColumns(Schema schema) {
    return schema.columns().stream()
        .filter(column -> element(column.type()) instanceof ColumnType.Text)
        .map(Schema.Column::name)
        .toList();
  }

  private static Field field(Schema.Column column, FieldType type) {
    String analyzer =
        element(column.type()) instanceof ColumnType.Text text && text.analyzer() != null
            ? text.analyzer()
            : type == FieldType.TEXT ? Analyzers.STANDARD : Analyzers.KEYWORD;
    return new Field(column.name(), type, analyzer);
  }

  private static ColumnType element(ColumnType type) {
    return type instanceof ColumnType.ArrayOf array ? element(array.element()) : type;
  }

  /** Null where the values of a type can not be searched. */
  private static @Nullable FieldType type(ColumnType type) {
    return switch (element(type)) {
      case ColumnType.Text _ -> FieldType.TEXT;
      case ColumnType.Str _ -> FieldType.STRING;
      case ColumnType.Int _ -> FieldType.INT;
      case ColumnType.BigInt _, ColumnType.Interval _ -> FieldType.LONG;
      case ColumnType.DoublePrecision _, ColumnType.Decimal _ -> FieldType.DOUBLE;
      case ColumnType.Timestamp _ -> FieldType.DATE;
      case ColumnType.Bool _ -> FieldType.BOOLEAN;
      case ColumnType.MapOf _, ColumnType.ArrayOf _, ColumnType.Null _ -> null;
    };
  }
}
