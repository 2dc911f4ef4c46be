package io.sluice.cep.program.expr;

/**
 * A column of a row before the current one, which {@link RowTest}s find behind the values of the
 * row.
 *
 * @param column of the row
 * @param back how many rows of the partition it lies back
 */
public record PastColumn(int column, int back) {}
