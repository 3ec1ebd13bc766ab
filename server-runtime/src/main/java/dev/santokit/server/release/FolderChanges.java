package dev.santokit.server.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices that files of a folder changed: by events where the file system has them, by looking once
 * a second where it has not (or the folder is made anew). A volume of Kubernetes changes by one
 * symbolic link, {@code ..data}, which is one of the folder's files.
 */
final class FolderChanges implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Files come in groups: after the last one nothing happens for this long. */
  private static final Duration QUIET = Duration.ofMillis(10);

  private final Path folder;
  private final @Nullable WatchService service;
  private @Nullable WatchKey key;
  private Map<String, Stamp> seen;

  /** What changes with a file. */
  private record Stamp(long modified, long size, String target) {}

  FolderChanges(Path folder) {
    this.folder = folder;
    this.service = service();
    this.seen = stamps();
    register();
  }

  private static @Nullable WatchService service() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException none) {
      return null; // too many watches on this machine: once a second will do
    }
  }

  private void register() {
    if (service == null || (key != null && key.isValid())) {
      return;
    }
    try {
      key =
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException notThere) {
      key = null;
    }
  }

  /**
   * Waits until something has changed since the last time.
   *
   * @param most how long at most; null for ever
   * @return false when the time was over
   */
  boolean await(@Nullable Duration most) throws InterruptedException {
    long until = most == null ? Long.MAX_VALUE : System.nanoTime() + most.toNanos();
    while (true) {
      long left = most == null ? LOOK.toNanos() : until - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      waitForEvents(Math.min(left, LOOK.toNanos()));
      register();
      Map<String, Stamp> now = stamps();
      if (!now.equals(seen)) {
        seen = now;
        return true;
      }
    }
  }

  private void waitForEvents(long nanos) throws InterruptedException {
    if (service == null || key == null) {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return;
    }
    WatchKey signalled = service.poll(nanos, TimeUnit.NANOSECONDS);
    while (signalled != null) {
      signalled.pollEvents();
      boolean ignored = signalled.reset();
      signalled = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Map<String, Stamp> stamps() {
    Map<String, Stamp> stamps = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        stamps.put(String.valueOf(file.getFileName()), stamp(file));
      }
      return stamps;
    } catch (IOException changing) {
      return stamps; // gone in between: the next look sees the rest
    }
  }

  private static Stamp stamp(Path file) throws IOException {
    var attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String target =
        attributes.isSymbolicLink()
            ? Files.readSymbolicLink(file).toString()
            : String.valueOf(attributes.fileKey());
    return new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size(), target);
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException alreadyGone) {
        throw new UncheckedIOException(alreadyGone);
      }
    }
  }
}
