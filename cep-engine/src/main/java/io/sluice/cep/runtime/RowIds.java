package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Labels;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.state.PartOutput;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Ids of rows: {@code alr_} and 26 characters. Equal input gives equal ids: they are made from the
 * statement, its version, the partition key and the offsets of the rows with their variables.
 */
public final class RowIds {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int CHARACTERS = 26;

  private RowIds() {}

  /** For the row that a statement without a pattern made of {@code event}. */
  public static String of(Environment statement, Event event) {
    return id(start(statement).text(event.stream()).number(event.offset()));
  }

  /** For the row that {@code event} makes with the row of a table that has this key. */
  static String ofJoined(Environment statement, Event event, String key) {
    return id(start(statement).text(event.stream()).number(event.offset()).text(key));
  }

  /**
   * @param ordinal among the rows of one match
   */
  public static String of(Environment statement, Match match, int ordinal) {
    PartOutput out = start(statement).values(match.partition().key().toArray());
    if (match.kind() != Match.Kind.MATCH) {
      out.text(match.kind().name());
    }
    out.text(match.start().event().stream()).number(match.start().event().offset());
    for (Labels at = match.labels(); at != null; at = at.before()) {
      String stream = at.row().event().stream();
      if (!stream.equals(match.start().event().stream())) {
        out.text(stream);
      }
      out.number(at.row().event().offset()).number(at.variable());
    }
    return id(out.number(ordinal));
  }

  /** For the row that stands for all matches of a key that end at {@code last}. */
  public static String ofLastRow(Environment statement, @Nullable Object[] key, Event last) {
    PartOutput out = start(statement).values(key).text("LAST ROW");
    return id(out.text(last.stream()).number(last.offset()));
  }

  private static PartOutput start(Environment statement) {
    return new PartOutput().text(statement.id()).number(statement.version());
  }

  private static String id(PartOutput named) {
    byte[] hash;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(named.toBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    var id = new StringBuilder("alr_");
    int bits = 0;
    int held = 0;
    for (int i = 0; id.length() < 4 + CHARACTERS; ) {
      if (held < 5) {
        bits = bits << 8 | hash[i++] & 0xFF;
        held += 8;
      }
      held -= 5;
      id.append(ALPHABET.charAt(bits >> held & 31));
      bits &= (1 << held) - 1;
    }
    return id.toString();
  }
}
