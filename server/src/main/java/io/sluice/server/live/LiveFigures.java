package io.sluice.server.live;

/** Figures of a moment, for those who follow them; asked away from event loops. */
public interface LiveFigures {
  Object stats();

  /** What a pattern has in flight; throws {@link Missing}. */
  Object runs(String pattern);

  /** Figures that can not be told now. */
  final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code a word for programs
     */
    public Missing(String code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    String code() {
      return code;
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }
}
