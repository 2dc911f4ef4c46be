package io.sluice.server.host;

import org.jspecify.annotations.Nullable;

/**
 * How the host is.
 *
 * @param ready whether state is restored and input is taken
 * @param recovery one sentence on how the data folder was found
 * @param lostCommits whether commits that were durable are missing
 * @param refusal why no input is taken, or null
 * @param events appended to all streams since the start of the process, derived rows included
 * @param backlogBytes accepted and not yet worked on
 * @param alertLagP99Millis from the arrival of the event to the durable alert, of the latest
 *     alerts, or null before the first one
 */
public record HostStatus(
    boolean ready,
    String recovery,
    boolean lostCommits,
    @Nullable String refusal,
    long events,
    long backlogBytes,
    @Nullable Double alertLagP99Millis) {}
