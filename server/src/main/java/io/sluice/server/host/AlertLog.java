package io.sluice.server.host;

import io.sluice.server.store.StoredAlert;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The durable alerts, dense by offset within an epoch. */
public interface AlertLog {
  /** Changes when the log is made anew; then offsets start again. */
  String epoch();

  /** The offset behind the last durable alert. */
  long head();

  /** Walks from an offset upwards until the visitor says false. */
  void from(long offset, Visitor visitor);

  /** Walks from the alert before an offset downwards until the visitor says false. */
  void before(long offset, Visitor visitor);

  @Nullable StoredAlert byId(String id);

  /**
   * Hands alerts over as they become durable, in order, none twice. Called on the writer's thread:
   * return soon.
   */
  Registration listen(Consumer<List<StoredAlert>> listener);

  /** Looks at an alert; false ends the walk. */
  interface Visitor {
    boolean visit(StoredAlert alert);
  }

  /** Ends the listening. */
  interface Registration {
    void cancel();
  }
}
