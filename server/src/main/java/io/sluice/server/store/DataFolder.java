package io.sluice.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.server.store.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files beside the database: {@code format} (checked before the database is opened), {@code
 * lock}, {@code ballast} (space to give up when the disk is full, because the database can not even
 * open without space) and {@code high-water} (a position that is known to be durable; the database
 * opens quietly with fewer records when the end of its log is damaged, and this file makes that
 * known).
 */
final class DataFolder implements AutoCloseable {
  static final int FORMAT = 2;

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final boolean created;

  private DataFolder(Path folder, FileChannel lockFile, FileLock lock, boolean created) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
    this.created = created;
  }

  static DataFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel file =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(file);
      if (lock == null) {
        file.close();
        throw new StoreException(
            Reason.IN_USE,
            "The data folder is in use by another process: %s. Stop that server first, or choose another folder with --data."
                .formatted(folder.toAbsolutePath()));
      }
      boolean created = false;
      try {
        created = checkFormat(folder);
      } catch (StoreException | IOException e) {
        lock.release();
        file.close();
        throw e;
      }
      return new DataFolder(folder, file, lock, created);
    } catch (IOException e) {
      throw new StoreException(
          Reason.FAILED,
          "The data folder %s can not be used: %s."
              .formatted(folder.toAbsolutePath(), e.getMessage()),
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static boolean checkFormat(Path folder) throws IOException {
    Path file = folder.resolve("format");
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      checkEmpty(folder);
      writeSynced(file, Integer.toString(FORMAT));
      return true;
    }
    if (!text.equals(Integer.toString(FORMAT))) {
      throw new StoreException(
          Reason.OTHER_FORMAT,
          "The data folder %s has format %s; this version of Sluice reads format %d. Use the version that wrote it, or choose another folder with --data."
              .formatted(folder.toAbsolutePath(), text, FORMAT));
    }
    return false;
  }

  /** A folder without {@code format} is taken only where nobody's files are in the way. */
  private static void checkEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      // A start that was killed before the file was written leaves these two.
      List<String> others =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("lock") && !name.equals("format.new"))
              .sorted()
              .toList();
      if (!others.isEmpty()) {
        throw new StoreException(
            Reason.NO_DATA_FOLDER,
            "This is not a Sluice data folder: %s has no file `format` and is not empty (%s). Choose an empty folder, or bring the file back from a copy."
                .formatted(
                    folder.toAbsolutePath(),
                    String.join(", ", others.subList(0, Math.min(3, others.size())))));
      }
    }
  }

  boolean created() {
    return created;
  }

  /** Files that can be made again. */
  Path derived() {
    return folder.resolve("derived");
  }

  Path database() {
    return folder.resolve("db");
  }

  long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Takes the space for {@code bytes} where the disk has plenty; not sparse. */
  void fillBallast(long bytes) {
    Path file = folder.resolve("ballast");
    try {
      if (bytes <= 0
          || (Files.exists(file) && Files.size(file) >= bytes)
          || freeBytes() < 8 * bytes) {
        return;
      }
      try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        var zeros = ByteBuffer.allocate(1 << 20);
        for (long written = 0; written < bytes; written += zeros.capacity()) {
          out.write(zeros.clear());
        }
      }
    } catch (IOException e) {
      // Without ballast everything works as long as the disk has space.
    }
  }

  /** Whether there was ballast to give up. */
  boolean freeBallast() {
    try {
      return Files.deleteIfExists(folder.resolve("ballast"));
    } catch (IOException e) {
      return false;
    }
  }

  @Nullable Position highWater() {
    try {
      String[] parts = Files.readString(folder.resolve("high-water")).strip().split(" ");
      return parts.length != 4
          ? null
          : new Position(
              Long.parseLong(parts[0]),
              Long.parseLong(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3]));
    } catch (IOException | NumberFormatException e) {
      // Missing, or cut by a crash of the machine: then nothing is known.
      return null;
    }
  }

  void writeHighWater(Position durable) throws IOException {
    writeSynced(
        folder.resolve("high-water"),
        "%d %d %d %d"
            .formatted(
                durable.commits(), durable.nextSequence(), durable.applied(), durable.nextAlert()));
  }

  private static void writeSynced(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      out.write(ByteBuffer.wrap((text + "\n").getBytes(UTF_8)));
      out.force(true);
    }
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      // The process gives the lock back when it ends.
    }
  }
}
