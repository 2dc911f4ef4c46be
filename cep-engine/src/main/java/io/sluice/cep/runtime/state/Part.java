package io.sluice.cep.runtime.state;

import io.sluice.cep.task.EngineTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of state that is written on its own, at most once a commit. */
public abstract class Part {
  private byte @Nullable [] key;
  private boolean stored;
  private boolean changed;

  protected Part(byte[] key) {
    this.key = key;
  }

  /** Its key is made when it is stored: most of those that live for a moment never are. */
  protected Part() {}

  protected byte[] newKey() {
    throw new IllegalStateException("a part without a key");
  }

  public final byte[] key() {
    if (key == null) {
      key = newKey();
    }
    return key;
  }

  /** Whether it still exists; the store forgets what does not. */
  protected abstract boolean exists();

  protected abstract void write(PartOutput out);

  /** Came from the store, so that the store has to forget it when it is gone. */
  public final void wasStored() {
    stored = true;
  }

  void drain(EngineTask.StateWriter writer) {
    if (exists()) {
      var out = new PartOutput();
      write(out);
      writer.put(key(), out.toBytes());
      stored = true;
    } else if (stored) {
      writer.delete(key());
      stored = false;
    }
  }

  /** Many parts that are written together: it knows by itself which of them changed. */
  public abstract static class Group extends Part {
    protected Group() {
      super();
    }

    protected abstract void write(EngineTask.StateWriter writer);

    @Override
    final void drain(EngineTask.StateWriter writer) {
      write(writer);
    }

    @Override
    protected final boolean exists() {
      throw new IllegalStateException("a group is no part itself");
    }

    @Override
    protected final void write(PartOutput out) {
      throw new IllegalStateException("a group is no part itself");
    }
  }

  /** The parts that changed since the last commit, in the order in which they did. */
  public static final class Changes {
    private final boolean kept;
    private List<Part> changed = new ArrayList<>();

    /**
     * @param kept false where nobody will ask for them: then none are remembered
     */
    public Changes(boolean kept) {
      this.kept = kept;
    }

    public void touch(Part part) {
      if (kept && !part.changed) {
        part.changed = true;
        changed.add(part);
      }
    }

    public void drain(EngineTask.StateWriter writer) {
      for (Part part : changed) {
        part.changed = false;
        part.drain(writer);
      }
      changed = new ArrayList<>();
    }
  }
}
