/**
 * HTTP. {@link io.sluice.server.http.Routes} is the whole table on one page; a handler is a
 * function from {@link io.sluice.server.http.Call} to {@link io.sluice.server.http.Answer} and
 * knows one resource. {@link io.sluice.server.http.HttpFront} is the only class that knows sockets:
 * it reads bodies up to their limit on the event loop, runs handlers on virtual threads because
 * they wait for the disk, and turns whatever they throw into a problem document. Neighbours: {@code
 * host} does the work, {@code wire} knows JSON, {@code live} takes over WebSockets and event
 * streams.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.http;
