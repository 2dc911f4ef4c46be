package io.sluice.cep.runtime.match;

import io.sluice.cep.task.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running statement is called and was deployed with.
 *
 * @param id names the statement in the ids of its rows: the pattern's name
 */
public record Environment(
    String id, int version, List<@Nullable Object> parameters, Limits limits) {}
