package io.sluice.cep.navigation;

import io.sluice.cep.event.ColumnType;

/** What a match says of itself: MATCH_NUMBER(), MATCH_ROWTIME(), MATCH_STATUS() and the like. */
public enum MatchProperty {
  NUMBER(ColumnType.BIGINT),
  ROWTIME(ColumnType.TIMESTAMP),
  START(ColumnType.TIMESTAMP),
  END(ColumnType.TIMESTAMP),
  STATUS(ColumnType.STRING),
  ID(ColumnType.STRING),
  PATTERN_VERSION(ColumnType.INT);

  private final ColumnType type;

  MatchProperty(ColumnType type) {
    this.type = type;
  }

  public ColumnType type() {
    return type;
  }
}
