package io.sluice.cep.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a stream.
 *
 * @param stream name of the stream, as declared
 * @param time event time, milliseconds since 1970 UTC: the value of the stream's time column
 * @param offset position in the stream's log, from 0
 * @param values one value a column of the stream's schema, of the classes that {@link ColumnType}
 *     names; not changed afterwards
 * @param extra undeclared fields of an open stream (String, Long, Double, Boolean, List, Map or
 *     null), else empty
 */
public record Event(
    String stream,
    long time,
    long offset,
    @Nullable Object[] values,
    Map<String, @Nullable Object> extra) {}
