package dev.santokit.cli.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells when files below a folder change, however an editor saves them, in folders that come later,
 * too. What it reports is a hint to look again: the listener reads the files as they then are.
 */
public final class FolderWatch implements Closeable {

  /** An editor's save is several events; after this much silence it is over. */
  private static final Duration QUIET = Duration.ofMillis(25);

  /** Something that writes without a pause is looked at now and then all the same. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  /** What tools write beside the files that are meant; none of it is part of a project. */
  private static final Set<String> IGNORED_FOLDERS = Set.of(".stk", ".git", "node_modules");

  private final Path root;
  private final Listener changed;
  private final WatchService service;

  /**
   * The path under which a folder is known now: a key itself keeps the name of a folder that moved.
   */
  private final Map<WatchKey, Path> folders = new HashMap<>();

  /** Hears of changes, on a thread of the watch. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Files changed.
     *
     * @param paths below the root, with {@code /} between their parts; empty when too much happened
     *     to say what
     * @param nanos {@link System#nanoTime} when the first of it was noticed
     */
    void changed(SortedSet<String> paths, long nanos);
  }

  private FolderWatch(Path root, Listener changed, WatchService service) {
    this.root = root;
    this.changed = changed;
    this.service = service;
  }

  /**
   * Watches from now on: what changes after this returns is reported.
   *
   * @param root a folder
   */
  public static FolderWatch start(Path root, Listener changed) {
    try {
      FolderWatch watch = new FolderWatch(root, changed, root.getFileSystem().newWatchService());
      watch.register(root, new TreeSet<>());
      Thread.ofPlatform().name("folder-watch").daemon().start(watch::run);
      return watch;
    } catch (IOException noWatch) {
      throw new UncheckedIOException(noWatch);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }

  private void run() {
    try {
      while (true) {
        SortedSet<String> paths = new TreeSet<>();
        WatchKey first = service.take();
        long noticed = System.nanoTime();
        boolean overflow = collect(first, paths);
        long end = noticed + LONGEST_WAIT.toNanos();
        WatchKey next = nextWithin(QUIET);
        while (next != null) {
          overflow |= collect(next, paths);
          next = System.nanoTime() < end ? nextWithin(QUIET) : null;
        }
        if (overflow) {
          register(root, paths);
          changed.changed(new TreeSet<>(), noticed);
        } else if (!paths.isEmpty()) {
          changed.changed(paths, noticed);
        }
      }
    } catch (ClosedWatchServiceException closed) {
      // close() was called: the watch is over
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException noWatch) {
      throw new UncheckedIOException(noWatch);
    }
  }

  private @Nullable WatchKey nextWithin(Duration wait) throws InterruptedException {
    return service.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Adds what a key tells; true when events were lost. */
  private boolean collect(WatchKey key, SortedSet<String> paths) throws IOException {
    Path folder = folders.get(key);
    boolean lost = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind().equals(OVERFLOW)) {
        lost = true;
      } else if (folder != null && event.context() instanceof Path name) {
        Path path = folder.resolve(name);
        if (Files.isDirectory(path)) {
          if (event.kind().equals(ENTRY_CREATE)) {
            // What was put into it before it was watched is reported by this look.
            register(path, paths);
          }
        } else {
          paths.add(relative(path));
        }
      }
    }
    if (!key.reset()) {
      folders.remove(key);
    }
    return lost;
  }

  private void register(Path from, SortedSet<String> found) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path name = folder.getFileName();
            if (name != null && !folder.equals(root) && IGNORED_FOLDERS.contains(name.toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            try {
              folders.put(
                  folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), folder);
            } catch (NoSuchFileException gone) {
              return FileVisitResult.SKIP_SUBTREE; // while we looked; the folder above tells
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(relative(file));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // it went while we looked; its folder tells
            }
            throw failed;
          }
        });
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }
}
