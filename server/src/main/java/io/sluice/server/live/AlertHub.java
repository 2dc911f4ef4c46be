package io.sluice.server.live;

import io.sluice.server.host.AlertLog;
import io.sluice.server.store.StoredAlert;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** All connections that follow alerts, and what the metrics say about them. */
public final class AlertHub implements AutoCloseable {
  public static final int MAX_CONNECTIONS = 100;

  /** A connection with feeds; both calls come from any thread. */
  interface Client {
    void take(List<SharedAlert> batch);

    void goAway();
  }

  private final AlertLog log;
  private final Executor readers;
  private final AlertLog.Registration registration;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sockets = new AtomicInteger();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final Map<Integer, LongAdder> closes = new ConcurrentHashMap<>();

  /**
   * @param readers runs reads of the log, which wait for the disk
   */
  public AlertHub(AlertLog log, Executor readers) {
    this.log = log;
    this.readers = readers;
    this.registration = log.listen(this::publish);
  }

  private void publish(List<StoredAlert> durable) {
    if (clients.isEmpty()) {
      return;
    }
    List<SharedAlert> batch = durable.stream().map(SharedAlert::new).toList();
    for (Client client : clients) {
      client.take(batch);
    }
  }

  public String epoch() {
    return log.epoch();
  }

  AlertLog log() {
    return log;
  }

  Executor readers() {
    return readers;
  }

  AtomicLong queuedBytesCounter() {
    return queuedBytes;
  }

  /** False when there are too many already. */
  synchronized boolean join(Client client, boolean socket) {
    if (clients.size() >= MAX_CONNECTIONS) {
      return false;
    }
    clients.add(client);
    if (socket) {
      sockets.incrementAndGet();
    }
    return true;
  }

  public boolean isFull() {
    return clients.size() >= MAX_CONNECTIONS;
  }

  void leave(Client client, boolean socket, int closeCode) {
    if (clients.remove(client) && socket) {
      sockets.decrementAndGet();
      closes.computeIfAbsent(closeCode, _ -> new LongAdder()).increment();
    }
  }

  // ---- for the metrics ----

  public int webSocketClients() {
    return sockets.get();
  }

  public long queuedBytes() {
    return queuedBytes.get();
  }

  /** How many WebSockets ended, by close code. */
  public Map<Integer, LongAdder> closes() {
    return closes;
  }

  /** Tells all clients that the server goes away. */
  @Override
  public void close() {
    registration.cancel();
    clients.forEach(Client::goAway);
  }
}
