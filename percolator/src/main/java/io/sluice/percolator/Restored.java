package io.sluice.percolator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file of saved queries.
 *
 * @param compiled queries that had to be compiled from their texts
 * @param refused queries whose texts are none for the fields as they are now
 * @param why all had to be compiled, for a log; null if the compiled programs could be used
 */
public record Restored(
    Percolator percolator, int compiled, List<BulkResult.Refused> refused, @Nullable String why) {}
