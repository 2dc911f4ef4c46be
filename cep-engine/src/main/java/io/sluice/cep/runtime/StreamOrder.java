package io.sluice.cep.runtime;

import io.sluice.cep.program.QueryProgram.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Streams, those first that feed others; otherwise in the order of their declaration. */
final class StreamOrder {
  private final Collection<RunningQuery> queries;
  private final Collection<StreamState> streams;
  private final Set<String> ordered = new LinkedHashSet<>();
  private final Set<String> entered = new HashSet<>();

  StreamOrder(Collection<StreamState> streams, Collection<RunningQuery> queries) {
    this.streams = streams;
    this.queries = queries;
    streams.forEach(stream -> visit(stream.def().name()));
  }

  List<String> names() {
    return new ArrayList<>(ordered);
  }

  private void visit(String stream) {
    if (!entered.add(stream)) {
      return;
    }
    for (StreamState other : streams) {
      if (stream.equals(other.def().lateTo())) {
        visit(other.def().name());
      }
    }
    for (RunningQuery query : queries) {
      if (query.program.destination() instanceof Destination.Stream to
          && to.name().equals(stream)) {
        query.program.sources().forEach(this::visit);
      }
    }
    ordered.add(stream);
  }
}
