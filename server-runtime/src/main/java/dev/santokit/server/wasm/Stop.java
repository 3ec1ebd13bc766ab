package dev.santokit.server.wasm;

/** Ends a module from within a function that it has called. */
abstract sealed class Stop extends RuntimeException {

  private Stop(String what) {
    super(what, null, false, false);
  }

  /** Its time is over. */
  static final class Cut extends Stop {
    Cut() {
      super("cut");
    }
  }

  /** It calls {@code proc_exit}. */
  static final class Exit extends Stop {

    private final int code;

    Exit(int code) {
      super("exit " + Integer.toUnsignedString(code));
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** It asks for something in a way that has no meaning; its author has to know. */
  static final class Misuse extends Stop {

    private final String what;

    Misuse(String what) {
      super(what);
      this.what = what;
    }

    String what() {
      return what;
    }
  }
}
