package io.sluice.cep.program.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition for which there is a {@link RowTest} too; both say the same.
 *
 * @param parts which say the same when all of them hold
 */
public record RowCondition(Evaluator whole, RowTest test, List<RowPart> parts)
    implements Evaluator {
  @Override
  public @Nullable Object evaluate(Scope scope) {
    return whole.evaluate(scope);
  }
}
