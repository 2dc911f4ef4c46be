package io.sluice.cep.program;

import io.sluice.cep.program.expr.Evaluator;
import org.jspecify.annotations.Nullable;

/**
 * A pattern variable with its condition.
 *
 * @param evaluator null for a variable that fits any row
 * @param readsLabels whether the condition looks at labels of earlier rows; if not, one evaluation
 *     serves all attempts that meet a row
 * @param readsNumber whether the condition asks how many matches came before
 * @param where for messages: {@code line 7, column 17}
 */
public record Condition(
    String variable,
    @Nullable Evaluator evaluator,
    boolean readsLabels,
    boolean readsNumber,
    String where) {}
