/**
 * The wire format: JSON in and out, and the only package that knows the JSON library. Events by
 * schema ({@link io.sluice.server.wire.EventJson}), rows ({@link io.sluice.server.wire.RowJson}),
 * the documents of the REST interface, problems, the frames of the WebSocket. Values and documents
 * go in, bytes come out, and the other way round; no network, no storage, no state. Everything else
 * of the server speaks in values and records and may be read without knowing JSON.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.wire;
