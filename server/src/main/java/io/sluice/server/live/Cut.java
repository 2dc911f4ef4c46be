package io.sluice.server.live;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Ends a connection at once. Closing it as Vert.x does waits until what was written has been sent,
 * which for a client that does not read is never, and closing the channel goes through the same
 * queue. So the close begins below all handlers, right above the socket. The only class that
 * reaches below the public interface. On the connection's event loop.
 */
final class Cut {
  private Cut() {}

  static void now(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      belowAllHandlers(base.channel());
    } else {
      connection.close();
    }
  }

  private static void belowAllHandlers(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    ChannelHandlerContext lowest = channel.pipeline().firstContext();
    if (lowest != null) {
      // Also leaves the queue of unsent bytes to the garbage, and tells everybody above.
      lowest.close();
    }
  }
}
