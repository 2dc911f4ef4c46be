package io.sluice.benchmarks.cep;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Events do not change, so state on the heap may hold them themselves. */
@SuppressWarnings("NullAway")
final class AsItIs<E> extends TypeSerializerSingleton<E> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public E createInstance() {
    throw written();
  }

  @Override
  public E copy(E from) {
    return from;
  }

  @Override
  public E copy(E from, E reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(E record, DataOutputView target) {
    throw written();
  }

  @Override
  public E deserialize(DataInputView source) {
    throw written();
  }

  @Override
  public E deserialize(E reuse, DataInputView source) {
    throw written();
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) {
    throw written();
  }

  private static UnsupportedOperationException written() {
    return new UnsupportedOperationException("events stay on the heap");
  }

  @Override
  public TypeSerializerSnapshot<E> snapshotConfiguration() {
    return new Snapshot<>();
  }

  static final class Snapshot<E> extends SimpleTypeSerializerSnapshot<E> {
    Snapshot() {
      super(() -> (TypeSerializer<E>) new AsItIs<E>());
    }
  }
}
