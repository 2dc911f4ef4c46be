package io.sluice.cep.program;

import io.sluice.cep.program.expr.Evaluator;
import java.util.List;

/**
 * What all rows of a match have in common by its conditions, as if PARTITION BY said it; see {@link
 * KeyFinder}.
 *
 * @param keys beyond those of PARTITION BY; none can fail on a value
 * @param texts of these, for people
 * @param variables the conditions without what the keys say
 */
public record DerivedKeys(List<Evaluator> keys, List<String> texts, List<Condition> variables) {}
