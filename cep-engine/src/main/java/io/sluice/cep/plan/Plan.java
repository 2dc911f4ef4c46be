package io.sluice.cep.plan;

import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import java.util.List;

/** A tree of relational operators; rows flow from the leaves to the root. */
public sealed interface Plan {
  /** The columns of the rows that come out. */
  Schema schema();

  record Scan(StreamDef stream) implements Plan {
    @Override
    public Schema schema() {
      return stream.schema();
    }
  }

  record Filter(Plan input, TypedExpr condition) implements Plan {
    @Override
    public Schema schema() {
      return input.schema();
    }
  }

  record Project(Plan input, List<MatchPlan.NamedExpr> columns, Schema schema) implements Plan {}

  record Match(Plan input, MatchPlan match) implements Plan {
    @Override
    public Schema schema() {
      return match.output();
    }
  }

  record Limit(Plan input, long rows) implements Plan {
    @Override
    public Schema schema() {
      return input.schema();
    }
  }
}
