package io.sluice.server;

import io.sluice.cep.task.Limits;
import io.sluice.server.host.Quotas;
import io.sluice.server.http.ClientLimits;
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
 * @param clients how much they may ask for at once
 * @param quotas how much may be defined
 * @param engine how much it does for one pattern
 */
public record ServerConfig(
    String host,
    int port,
    Path dataDir,
    long ballastBytes,
    long lowDiskBytes,
    Set<String> names,
    ClientLimits clients,
    Quotas quotas,
    Limits engine) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 7070;

  public static ServerConfig of(Path dataDir) {
    return new ServerConfig(
        DEFAULT_HOST,
        DEFAULT_PORT,
        dataDir,
        64L << 20,
        128L << 20,
        Set.of(),
        ClientLimits.DEFAULT,
        Quotas.DEFAULT,
        Limits.DEFAULT);
  }

  public ServerConfig withHost(String address) {
    return new ServerConfig(
        address, port, dataDir, ballastBytes, lowDiskBytes, names, clients, quotas, engine);
  }

  public ServerConfig withPort(int number) {
    return new ServerConfig(
        host, number, dataDir, ballastBytes, lowDiskBytes, names, clients, quotas, engine);
  }

  public ServerConfig withBallast(long bytes) {
    return new ServerConfig(
        host, port, dataDir, bytes, lowDiskBytes, names, clients, quotas, engine);
  }

  public ServerConfig withLowDisk(long bytes) {
    return new ServerConfig(
        host, port, dataDir, ballastBytes, bytes, names, clients, quotas, engine);
  }

  public ServerConfig withNames(Set<String> more) {
    return new ServerConfig(
        host, port, dataDir, ballastBytes, lowDiskBytes, Set.copyOf(more), clients, quotas, engine);
  }

  public ServerConfig withClients(ClientLimits other) {
    return new ServerConfig(
        host, port, dataDir, ballastBytes, lowDiskBytes, names, other, quotas, engine);
  }

  public ServerConfig withQuotas(Quotas other) {
    return new ServerConfig(
        host, port, dataDir, ballastBytes, lowDiskBytes, names, clients, other, engine);
  }

  public ServerConfig withEngine(Limits other) {
    return new ServerConfig(
        host, port, dataDir, ballastBytes, lowDiskBytes, names, clients, quotas, other);
  }
}
