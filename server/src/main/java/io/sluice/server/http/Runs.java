package io.sluice.server.http;

import io.sluice.cep.event.Timestamps;
import io.sluice.cep.task.InFlight;
import io.sluice.server.host.Host;
import io.sluice.server.host.PatternEntry;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.RawJson;
import io.sluice.server.wire.RowJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a pattern has in flight, as a document. */
final class Runs {
  private Runs() {}

  /** Asks the engine now; throws {@link io.sluice.server.host.Refusal}. */
  static Documents.RunsDoc document(Host host, String name) {
    Host.Running running = host.inFlight(name);
    PatternEntry pattern = running.pattern();
    InFlight runs = running.runs();
    return new Documents.RunsDoc(
        pattern.name(),
        pattern.version(),
        pattern.state().name().toLowerCase(Locale.ROOT),
        runs.attempts(),
        runs.keys(),
        time(runs.oldest()),
        runs.states().stream()
            .map(
                s ->
                    new Documents.RunsStateDoc(
                        s.id(),
                        s.variable(),
                        s.attempts(),
                        s.partialMatches(),
                        s.keys(),
                        s.waiting()))
            .toList(),
        runs.topKeys().stream()
            .map(
                key ->
                    new Documents.RunsKeyDoc(
                        new RawJson(RowJson.string(runs.keySchema(), key.values().toArray())),
                        key.attempts(),
                        Timestamps.format(key.oldest())))
            .toList(),
        runs.partial());
  }

  private static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : Timestamps.format(millis);
  }
}
