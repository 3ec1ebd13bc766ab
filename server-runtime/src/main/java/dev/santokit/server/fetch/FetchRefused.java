package dev.santokit.server.fetch;

/**
 * A request that got no answer, for the function's author: names the host, never the rest of the
 * URL, where keys may stand.
 */
public final class FetchRefused extends Exception {

  private final String what;

  FetchRefused(String what) {
    super(what, null, false, false);
    this.what = what;
  }

  /** A function holds more answers than it may without having read them. */
  public static FetchRefused unread() {
    return new FetchRefused("there are too many answers whose bodies nobody has read");
  }

  /** Why, as a sentence without its full stop. */
  public String what() {
    return what;
  }
}
