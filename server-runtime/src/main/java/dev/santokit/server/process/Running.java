package dev.santokit.server.process;

import dev.santokit.server.DataPlane;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server of this process, once it runs. */
@Singleton
public class Running {

  private volatile @Nullable DataPlane plane;

  /** Before it runs. */
  public Running() {}

  void is(DataPlane started) {
    plane = started;
  }

  /** While all else still works: the management port says not ready, running calls end. */
  void stop(@Observes ShutdownEvent event) {
    plane().ifPresent(DataPlane::stop);
  }

  /** The server; empty before it has started. */
  public Optional<DataPlane> plane() {
    return Optional.ofNullable(plane);
  }
}
