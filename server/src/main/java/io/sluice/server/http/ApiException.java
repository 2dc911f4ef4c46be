package io.sluice.server.http;

import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;

/** Ends a call with a problem document. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ApiException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  ApiException(ProblemCode code, String detail) {
    this(code.problem(detail));
  }

  Problem problem() {
    return problem;
  }
}
