package io.sluice.server.host;

import io.sluice.cep.event.StreamDef;
import io.sluice.server.wire.EventJson;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A stream of the registry with the end of its log. */
public final class StreamEntry implements Defined {
  private final int number;
  private final StreamDef def;
  private final EventJson json;
  private final long createdAt;
  private final long order;

  /** What puts rows into this stream instead of clients; changed by the writer only. */
  private final Set<String> feeders = new ConcurrentSkipListSet<>();

  private volatile boolean dropped;
  private volatile long durableEnd;
  private long end;

  StreamEntry(int number, StreamDef def, long createdAt, long order, long end) {
    this.number = number;
    this.def = def;
    this.json = EventJson.of(def);
    this.createdAt = createdAt;
    this.order = order;
    this.end = end;
    this.durableEnd = end;
  }

  int number() {
    return number;
  }

  public String name() {
    return def.name();
  }

  public StreamDef def() {
    return def;
  }

  public EventJson json() {
    return json;
  }

  public long createdAt() {
    return createdAt;
  }

  /** Place in the order of creation. */
  long order() {
    return order;
  }

  /** The offset behind the last durable record. */
  public long nextOffset() {
    return durableEnd;
  }

  Set<String> feeders() {
    return feeders;
  }

  boolean isDropped() {
    return dropped;
  }

  void drop() {
    dropped = true;
  }

  // ---- the writer's side ----

  long takeOffset() {
    return end++;
  }

  long end() {
    return end;
  }

  void endIsDurable() {
    durableEnd = end;
  }
}
