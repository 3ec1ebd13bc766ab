package dev.santokit.cli.dev;

import dev.santokit.cli.terminal.CommandFailure;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One {@code stk dev} in a folder at a time. The system lets go of the lock when the process ends,
 * however it ends; what the file says only counts while the lock is held.
 */
public final class DevLock implements Closeable {

  private final FileChannel channel;

  private DevLock(FileChannel channel) {
    this.channel = channel;
  }

  private static Path file(Path projectFolder) {
    return projectFolder.resolve(".stk/dev.lock");
  }

  /**
   * Takes the lock.
   *
   * @throws CommandFailure when another one runs; it says which
   */
  static DevLock take(Path projectFolder) {
    try {
      Files.createDirectories(file(projectFolder).getParent());
      FileChannel channel =
          FileChannel.open(
              file(projectFolder),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        List<String> lines = Files.readAllLines(file(projectFolder));
        throw CommandFailure.failed(
            "another stk dev runs in this folder"
                + (lines.size() == 2 ? ", at " + lines.get(1) : "")
                + (lines.isEmpty() ? "" : " (process " + lines.getFirst() + ")"),
            "stop that one first, or use it: it follows the same files");
      }
      return new DevLock(channel);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ourOwnProcess) {
      return null;
    }
  }

  /** Says where the server is. */
  void announce(String url) throws IOException {
    String text = ProcessHandle.current().pid() + "\n" + url + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** Where the {@code stk dev} that runs in a folder answers; empty when none does. */
  public static Optional<String> url(Path projectFolder) {
    try (FileChannel channel =
        FileChannel.open(file(projectFolder), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileLock free = tryLock(channel);
      if (free != null) {
        return Optional.empty(); // a stk dev that has ended left the file behind
      }
      List<String> lines = Files.readAllLines(file(projectFolder));
      return lines.size() == 2 ? Optional.of(lines.get(1)) : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.truncate(0);
    channel.close();
  }
}
