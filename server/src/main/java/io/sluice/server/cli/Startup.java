package io.sluice.server.cli;

import io.sluice.server.ServerConfig;
import io.sluice.server.SluiceServer;
import io.sluice.server.store.StoreException;
import java.net.BindException;

/** Starts a server, or says in words why it cannot. */
final class Startup {
  private Startup() {}

  static SluiceServer start(ServerConfig config) {
    try {
      return SluiceServer.start(config);
    } catch (StoreException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw new UserError(
              "%s:%d cannot be listened on: it is in use or not an address of this machine; choose another with --port"
                  .formatted(config.host(), config.port()));
        }
      }
      throw e;
    }
  }
}
