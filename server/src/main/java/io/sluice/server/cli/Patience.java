package io.sluice.server.cli;

import io.sluice.server.wire.ProblemCode;
import java.util.Set;
import java.util.function.Supplier;

/** Asks again while a server says that it is behind, or that it was asked too often. */
final class Patience {
  private static final Set<String> BUSY =
      Set.of(ProblemCode.OVERLOADED.code(), ProblemCode.RATE_LIMITED.code());
  private static final int WAIT_MILLIS = 500;

  /** Ten minutes in which the server takes nothing. */
  private static final int MOST_WAITS = 1200;

  private Patience() {}

  /** The first answer that is no such one, or the last after ten minutes. */
  static Client.Answer until(Supplier<Client.Answer> ask) {
    for (int waits = 0; ; waits++) {
      Client.Answer answer = ask.get();
      if (waits == MOST_WAITS || !BUSY.contains(answer.text("code"))) {
        return answer;
      }
      try {
        Thread.sleep(WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return answer;
      }
    }
  }
}
