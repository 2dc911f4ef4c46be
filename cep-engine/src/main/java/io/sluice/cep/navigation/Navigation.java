package io.sluice.cep.navigation;

/**
 * Where ISO row pattern navigation leads: first {@code FIRST} or {@code LAST} with an offset among
 * the labelled rows, then {@code PREV} or {@code NEXT} from there among all rows of the partition.
 * {@code A.x} is {@code RUNNING LAST(A.x, 0)}.
 *
 * @param running over the rows up to the current one; else FINAL, over the whole match
 * @param fromFirst FIRST, else LAST
 * @param logicalOffset how many labelled rows to go on from there (FIRST) or back (LAST)
 * @param physicalOffset rows of the partition to go from there: negative for PREV, positive for
 *     NEXT
 */
public record Navigation(
    RowSet rows, boolean running, boolean fromFirst, int logicalOffset, int physicalOffset) {}
