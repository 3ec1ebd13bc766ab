package dev.santokit.cli.dev;

import dev.santokit.cli.http.Http;
import dev.santokit.cli.process.Ports;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFolder;
import dev.santokit.project.release.ReleaseRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The server of a run, over all its restarts, and the folder that it reads. */
final class DevServer implements AutoCloseable {

  /** A first start compiles nothing and waits for nobody; a machine may be busy all the same. */
  private static final Duration LONGEST_ACTIVATION = Duration.ofSeconds(60);

  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 5;

  private final DevOptions options;
  private final int port;
  private final Consumer<String> log;
  private final BooleanSupplier stopping;
  private final IntConsumer ended;
  private final Http http = new Http();
  private @Nullable ServerProcess process;

  /** What became of a release that the server was given. */
  sealed interface Publication {
    /** Calls are answered by it. */
    record Served() implements Publication {}

    /** The server keeps what it had. */
    record Refused(String error) implements Publication {}

    /** The server ended, or the run is being stopped. */
    record Abandoned() implements Publication {}
  }

  /**
   * One that does not run yet.
   *
   * @param port where calls are answered
   * @param log told each line that the server prints, on a thread of its own
   * @param stopping whether waiting has become pointless
   * @param ended told the exit status of a server that nobody asked to end
   */
  DevServer(
      DevOptions options,
      int port,
      Consumer<String> log,
      BooleanSupplier stopping,
      IntConsumer ended) {
    this.options = options;
    this.port = port;
    this.log = log;
    this.stopping = stopping;
    this.ended = ended;
  }

  private Path folder() {
    return options.ownFolder().resolve("kv");
  }

  /**
   * Writes what the server reads at its start. A release of an earlier run is taken away: it would
   * be served until ours is there.
   *
   * @param configuration the text of config.json
   */
  void configure(String configuration) throws IOException {
    Files.createDirectories(folder());
    Files.deleteIfExists(folder().resolve(ReleaseFolder.MANIFEST));
    Path unfinished = folder().resolve("config.json.unfinished");
    Files.writeString(unfinished, configuration);
    Files.move(
        unfinished,
        folder().resolve("config.json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Starts the process; it does not answer yet.
   *
   * @param databases variables with their URLs
   */
  void start(Map<String, String> databases) {
    int managementPort = Ports.free();
    Map<String, String> environment = new HashMap<>(databases);
    environment.put("SANTOKIT_KV", folder().toString());
    environment.put("SANTOKIT_CONFIG", folder().resolve("config.json").toString());
    environment.put("SANTOKIT_SECRETS", "file");
    environment.put("SANTOKIT_SECRETS_FILE", options.ownFolder().resolve("secrets.env").toString());
    environment.put("SANTOKIT_ALLOW_LOOPBACK", "true");
    environment.put("SANTOKIT_HOST", "127.0.0.1");
    environment.put("SANTOKIT_PORT", Integer.toString(port));
    environment.put("SANTOKIT_MANAGEMENT_PORT", Integer.toString(managementPort));
    ServerProcess started =
        ServerProcess.start(
            options.serverJar(), options.folder(), environment, managementPort, log);
    process = started;
    var _ =
        started
            .exited()
            .thenAccept(status -> {
              if (started.equals(process)) {
                ended.accept(status);
              }
            });
  }

  /** Gives the server a release and waits until it serves or refuses it. */
  Publication publish(Release release) throws IOException, InterruptedException {
    try {
      ReleaseFolder.write(folder(), release);
    } catch (ReleaseRefused tooLarge) {
      return new Publication.Refused(String.valueOf(tooLarge.getMessage()));
    }
    ServerProcess current = process;
    long end = System.nanoTime() + LONGEST_ACTIVATION.toNanos();
    while (current != null && current.isAlive() && !stopping.getAsBoolean()) {
      Optional<ReleaseStatus> status = current.status(http);
      if (status.flatMap(ReleaseStatus::active).filter(release.digest()::equals).isPresent()) {
        return new Publication.Served();
      }
      Optional<String> refusal = status.flatMap(s -> s.refusal(release.digest()));
      if (refusal.isPresent()) {
        return new Publication.Refused(refusal.get());
      }
      if (System.nanoTime() > end) {
        throw CommandFailure.failed(
            "the server does not say what became of the release", "its log is above");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return new Publication.Abandoned();
  }

  /**
   * Waits until the server reaches databases that are there: it looks for those that it missed
   * twice a second. Gives up quietly, since calls say the same then.
   */
  void awaitDatabases(List<String> aliases) throws InterruptedException {
    ServerProcess current = process;
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    while (current != null && current.isAlive() && !stopping.getAsBoolean()) {
      Optional<ReleaseStatus> status = current.status(http);
      boolean away = status.isEmpty() || !Collections.disjoint(status.get().away(), aliases);
      if (!away || System.nanoTime() > end) {
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Ends the process, if it runs; a later {@link #start} begins anew. */
  void stop() {
    ServerProcess current = process;
    process = null;
    if (current != null) {
      current.stop();
    }
  }

  @Override
  public void close() {
    stop();
    http.close();
  }
}
