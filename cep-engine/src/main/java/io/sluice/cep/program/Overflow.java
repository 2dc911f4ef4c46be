package io.sluice.cep.program;

/**
 * What a statement says of its limits; where it says nothing, those of its host hold.
 *
 * @param perKey partial matches of one key side by side; 0 where nothing is said
 * @param perPattern the same over all keys
 */
public record Overflow(int perKey, int perPattern, Policy policy) {
  public static final Overflow UNSAID = new Overflow(0, 0, Policy.DROP_OLDEST);

  /** What happens to a partial match that is one too many. */
  public enum Policy {
    /** The oldest one ends with what it has found so far. */
    DROP_OLDEST,
    /** It does not begin. */
    DROP_NEWEST,
    /** The statement stops. */
    STOP
  }
}
