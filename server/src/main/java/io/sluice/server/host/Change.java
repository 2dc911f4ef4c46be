package io.sluice.server.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** A change of what runs, as the control log keeps it. Statements have been compiled before. */
sealed interface Change {
  /**
   * @param replace whether a stream of this name goes first, with its events
   */
  record CreateStream(int number, String name, String statement, boolean replace)
      implements Change {}

  record DropStream(String name) implements Change {}

  record Deploy(String name, int version, String statement, boolean enabled) implements Change {}

  record SetEnabled(String name, boolean enabled) implements Change {}

  record DropPattern(String name) implements Change {}

  /**
   * @param fresh whether the id must be free
   */
  record PutQuery(QueryDraft draft, boolean fresh) implements Change {}

  record DropQuery(String id) implements Change {}

  /** Processing time goes on; drives IDLE AFTER. */
  record Tick(long now) implements Change {}

  default byte[] encode() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      switch (this) {
        case CreateStream c -> {
          out.writeByte(1);
          out.writeInt(c.number);
          text(out, c.name);
          text(out, c.statement);
          out.writeBoolean(c.replace);
        }
        case DropStream c -> {
          out.writeByte(2);
          text(out, c.name);
        }
        case Deploy c -> {
          out.writeByte(3);
          text(out, c.name);
          out.writeInt(c.version);
          text(out, c.statement);
          out.writeBoolean(c.enabled);
        }
        case SetEnabled c -> {
          out.writeByte(4);
          text(out, c.name);
          out.writeBoolean(c.enabled);
        }
        case DropPattern c -> {
          out.writeByte(5);
          text(out, c.name);
        }
        case PutQuery c -> {
          out.writeByte(6);
          QueryDraft q = c.draft;
          text(out, q.id());
          text(out, q.stream());
          text(out, q.query());
          text(out, orEmpty(q.defaultField()));
          out.writeBoolean(c.fresh);
          text(out, orEmpty(q.title()));
          text(out, orEmpty(q.level()));
          out.writeInt(q.tags().size());
          for (String tag : q.tags().stream().sorted().toList()) {
            text(out, tag);
          }
        }
        case DropQuery c -> {
          out.writeByte(7);
          text(out, c.id);
        }
        case Tick c -> {
          out.writeByte(8);
          out.writeLong(c.now);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Change decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte kind = in.readByte();
      return switch (kind) {
        case 1 -> new CreateStream(in.readInt(), text(in), text(in), in.readBoolean());
        case 2 -> new DropStream(text(in));
        case 3 -> new Deploy(text(in), in.readInt(), text(in), in.readBoolean());
        case 4 -> new SetEnabled(text(in), in.readBoolean());
        case 5 -> new DropPattern(text(in));
        case 6 -> putQuery(in);
        case 7 -> new DropQuery(text(in));
        case 8 -> new Tick(in.readLong());
        default -> throw new IllegalStateException("control record of unknown kind " + kind);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PutQuery putQuery(DataInputStream in) throws IOException {
    String id = text(in);
    String stream = text(in);
    String query = text(in);
    String defaultField = orNull(text(in));
    boolean fresh = in.readBoolean();
    if (in.available() == 0) { // of a version that knew no more
      return new PutQuery(QueryDraft.of(id, stream, query, defaultField), fresh);
    }
    String title = orNull(text(in));
    String level = orNull(text(in));
    var tags = new HashSet<String>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      tags.add(text(in));
    }
    return new PutQuery(new QueryDraft(id, stream, query, defaultField, title, level, tags), fresh);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
