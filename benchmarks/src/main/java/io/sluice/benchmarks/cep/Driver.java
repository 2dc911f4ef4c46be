package io.sluice.benchmarks.cep;

/** One engine with one question; takes the events that it was made with, by their place. */
interface Driver extends AutoCloseable {
  void send(int place) throws Exception;

  @Override
  default void close() throws Exception {}
}
