package io.sluice.cep.event;

import org.jspecify.annotations.Nullable;

/**
 * The type of a column or expression, and so the Java class of its values; null is a value of every
 * type.
 *
 * <p>BOOLEAN Boolean, INT Integer, BIGINT Long, DOUBLE Double, DECIMAL BigDecimal, STRING and TEXT
 * String, TIMESTAMP Long (milliseconds since 1970 UTC), ARRAY List, MAP Map with String keys,
 * INTERVAL Long (milliseconds; expressions only), NULL null.
 */
public sealed interface ColumnType {
  ColumnType BOOLEAN = new Bool();
  ColumnType INT = new Int();
  ColumnType BIGINT = new BigInt();
  ColumnType DOUBLE = new DoublePrecision();
  ColumnType STRING = new Str();
  ColumnType TEXT = new Text(null);
  ColumnType TIMESTAMP = new Timestamp();
  ColumnType INTERVAL = new Interval();
  ColumnType NULL = new Null();

  /** The type as the language writes it, for messages and DDL. */
  String sql();

  /** As {@link #sql}, but for the analyzers of texts: what an event has to know of it, in short. */
  default String ofValues() {
    return sql();
  }

  default boolean isNumeric() {
    return switch (this) {
      case Int _, BigInt _, DoublePrecision _, Decimal _ -> true;
      case Bool _, Str _, Text _, Timestamp _, Interval _, Null _, ArrayOf _, MapOf _ -> false;
    };
  }

  /** STRING or TEXT. */
  default boolean isString() {
    return this instanceof Str || this instanceof Text;
  }

  record Bool() implements ColumnType {
    @Override
    public String sql() {
      return "BOOLEAN";
    }
  }

  record Int() implements ColumnType {
    @Override
    public String sql() {
      return "INT";
    }
  }

  record BigInt() implements ColumnType {
    @Override
    public String sql() {
      return "BIGINT";
    }
  }

  record DoublePrecision() implements ColumnType {
    @Override
    public String sql() {
      return "DOUBLE";
    }
  }

  /**
   * Exact decimal numbers with at most {@code precision} digits, {@code scale} of them behind the
   * point.
   */
  record Decimal(int precision, int scale) implements ColumnType {
    public static final int MAX_PRECISION = 38;

    @Override
    public String sql() {
      return "DECIMAL(" + precision + "," + scale + ")";
    }
  }

  /** One exact value for searches. */
  record Str() implements ColumnType {
    @Override
    public String sql() {
      return "STRING";
    }
  }

  /** Analysed for searches; reads as a string. Null analyzer: the default one. */
  record Text(@Nullable String analyzer) implements ColumnType {
    @Override
    public String sql() {
      return analyzer == null ? "TEXT" : "TEXT ANALYZER '" + analyzer + "'";
    }

    @Override
    public String ofValues() {
      return "TEXT";
    }
  }

  record Timestamp() implements ColumnType {
    @Override
    public String sql() {
      return "TIMESTAMP(3)";
    }
  }

  record Interval() implements ColumnType {
    @Override
    public String sql() {
      return "INTERVAL";
    }
  }

  /** The type of the literal NULL. */
  record Null() implements ColumnType {
    @Override
    public String sql() {
      return "NULL";
    }
  }

  record ArrayOf(ColumnType element) implements ColumnType {
    @Override
    public String sql() {
      return "ARRAY<" + element.sql() + ">";
    }

    @Override
    public String ofValues() {
      return "ARRAY<" + element.ofValues() + ">";
    }
  }

  record MapOf(ColumnType value) implements ColumnType {
    @Override
    public String sql() {
      return "MAP<STRING," + value.sql() + ">";
    }

    @Override
    public String ofValues() {
      return "MAP<STRING," + value.ofValues() + ">";
    }
  }
}
