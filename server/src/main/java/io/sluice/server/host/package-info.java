/**
 * What runs the engine: intake, the one order of all input, commits, restart. {@link
 * io.sluice.server.host.Host} is what HTTP and the command line see; {@link
 * io.sluice.server.host.EmbeddedHost} runs it on one machine with the data folder of {@code store}.
 *
 * <p>Two threads. The writer gives input its place in the order, makes it durable, and only then
 * hands it to the runner; the runner owns the engine task and the stored queries, and hands back
 * effects (rows, dirty state, alerts, the position they belong to) which the writer commits as a
 * whole. So a restart is: load the state, feed again what lies behind its position. Changes of
 * streams, patterns and queries are input like events and keep their place among them.
 *
 * <p>This version has one engine task and one partition, numbered 0; keys and records have room for
 * the virtual partitions of the design.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.host;
