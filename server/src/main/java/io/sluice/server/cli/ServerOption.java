package io.sluice.server.cli;

import picocli.CommandLine.Option;

/** Which server a client command talks to. */
final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server, by default " + Client.DEFAULT + ".")
  String url = Client.DEFAULT;

  Client client() {
    return new Client(url);
  }
}
