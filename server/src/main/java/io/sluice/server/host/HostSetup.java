package io.sluice.server.host;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Engine;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.server.store.Commit;
import io.sluice.server.store.Store;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a host needs from outside.
 *
 * @param clock milliseconds since 1970, for arrival times
 * @param maxBacklogBytes accepted events that the engine has not worked on; beyond it, intake is
 *     refused
 * @param lowDiskBytes free space under which intake is refused
 * @param quotas how much may be defined
 * @param limits of the engine
 * @param sink how commits are written; tests make it fail
 */
public record HostSetup(
    Compiler compiler,
    Function<Limits, EngineTask> tasks,
    LongSupplier clock,
    long maxBacklogBytes,
    long lowDiskBytes,
    Timings timings,
    Quotas quotas,
    Limits limits,
    CommitSink sink) {
  /** Writes a commit so that it is durable when the call returns. */
  public interface CommitSink {
    void write(Store store, Commit commit);
  }

  /** Compiles text. */
  public interface Compiler {
    CompileResult compile(String text, Catalog catalog);
  }

  public static HostSetup of(long lowDiskBytes, Timings timings) {
    return new HostSetup(
        StatementCompiler::compile,
        Engine::newTask,
        System::currentTimeMillis,
        64L << 20,
        lowDiskBytes,
        timings,
        Quotas.DEFAULT,
        Limits.DEFAULT,
        Store::write);
  }

  public HostSetup withCompiler(Compiler other) {
    return new HostSetup(
        other, tasks, clock, maxBacklogBytes, lowDiskBytes, timings, quotas, limits, sink);
  }

  public HostSetup withTasks(Function<Limits, EngineTask> other) {
    return new HostSetup(
        compiler, other, clock, maxBacklogBytes, lowDiskBytes, timings, quotas, limits, sink);
  }

  public HostSetup withLowDisk(long bytes) {
    return new HostSetup(
        compiler, tasks, clock, maxBacklogBytes, bytes, timings, quotas, limits, sink);
  }

  public HostSetup withQuotas(Quotas other) {
    return new HostSetup(
        compiler, tasks, clock, maxBacklogBytes, lowDiskBytes, timings, other, limits, sink);
  }

  public HostSetup withLimits(Limits other) {
    return new HostSetup(
        compiler, tasks, clock, maxBacklogBytes, lowDiskBytes, timings, quotas, other, sink);
  }

  public HostSetup withSink(CommitSink other) {
    return new HostSetup(
        compiler, tasks, clock, maxBacklogBytes, lowDiskBytes, timings, quotas, limits, other);
  }
}
