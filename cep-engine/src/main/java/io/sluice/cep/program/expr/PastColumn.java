package io.sluice.cep.program.expr;

/**
 * A column of a row before the current one, or behind it, which {@link RowTest}s find behind the
 * values of the row.
 *
 * @param column of the row
 * @param back how many rows of the partition it lies back; negative for NEXT
 */
public record PastColumn(int column, int back) {}
