package dev.santokit.server.worker;

/** Thrown where a guest was cut since it takes more memory than it may. */
public final class Exhausted extends RuntimeException {

  private final String what;

  Exhausted(String what) {
    super(what, null, false, false);
    this.what = what;
  }

  /** What it did, for its author: {@code it allocated more than …}. */
  public String what() {
    return what;
  }
}
