package dev.santokit.server.event;

/** Takes what happens. For any thread; returns soon and throws nothing. */
@FunctionalInterface
public interface Events {

  /** Takes one. */
  void accept(ServerEvent event);
}
