/**
 * Alerts as they come: WebSockets and server-sent events. A {@link io.sluice.server.live.AlertFeed}
 * follows the durable alert log for one subscriber: it reads the log until it has caught up, then
 * takes what the writer shows, without gap or repeat, and never holds more than a bounded amount
 * for a client that does not read. Alerts are written as JSON once and shared. Knows connections
 * through {@link io.sluice.server.live.Outlet} only, so that both transports behave alike.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.live;
