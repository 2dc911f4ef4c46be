package io.sluice.server.host;

/** What a change left behind in the registry. */
sealed interface Defined permits StreamEntry, PatternEntry, QueryEntry {}
