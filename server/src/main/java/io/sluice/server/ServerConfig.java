package io.sluice.server;

import io.sluice.server.http.Limits;
import java.nio.file.Path;
import java.util.Set;

/**
 * How a server runs.
 *
 * @param host address to bind; only this machine unless somebody says otherwise
 * @param port 0 takes a free one
 * @param dataDir made where it is missing
 * @param ballastBytes space kept in reserve for a full disk; 0 for none
 * @param lowDiskBytes free space under which no events are taken
 * @param names by which browsers may know this server, besides those of this machine
 */
public record ServerConfig(
    String host,
    int port,
    Path dataDir,
    long ballastBytes,
    long lowDiskBytes,
    Set<String> names,
    Limits limits) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 7070;

  public static ServerConfig of(Path dataDir) {
    return new ServerConfig(
        DEFAULT_HOST, DEFAULT_PORT, dataDir, 64L << 20, 128L << 20, Set.of(), Limits.DEFAULT);
  }

  public ServerConfig withHost(String address) {
    return new ServerConfig(address, port, dataDir, ballastBytes, lowDiskBytes, names, limits);
  }

  public ServerConfig withPort(int number) {
    return new ServerConfig(host, number, dataDir, ballastBytes, lowDiskBytes, names, limits);
  }

  public ServerConfig withBallast(long bytes) {
    return new ServerConfig(host, port, dataDir, bytes, lowDiskBytes, names, limits);
  }

  public ServerConfig withLowDisk(long bytes) {
    return new ServerConfig(host, port, dataDir, ballastBytes, bytes, names, limits);
  }

  public ServerConfig withNames(Set<String> more) {
    return new ServerConfig(
        host, port, dataDir, ballastBytes, lowDiskBytes, Set.copyOf(more), limits);
  }

  public ServerConfig withLimits(Limits other) {
    return new ServerConfig(host, port, dataDir, ballastBytes, lowDiskBytes, names, other);
  }
}
