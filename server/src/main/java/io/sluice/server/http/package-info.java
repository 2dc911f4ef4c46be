/**
 * HTTP. {@link io.sluice.server.http.Routes} is the whole table on one page; a handler is a
 * function from {@link io.sluice.server.http.Call} to {@link io.sluice.server.http.Answer} and
 * knows one resource. {@link io.sluice.server.http.HttpFront} puts the way there together: {@link
 * io.sluice.server.http.Gate} keeps pages of other sites out, {@link
 * io.sluice.server.http.BodyIntake} reads bodies within limits on the event loop, {@link
 * io.sluice.server.http.Calls} runs handlers on virtual threads because they wait for the disk, and
 * {@link io.sluice.server.http.Replies} sends what comes of it, problems included. Neighbours:
 * {@code host} does the work, {@code wire} knows JSON, {@code live} takes over WebSockets and event
 * streams.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.http;
