package dev.santokit.server.js;

import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Invocation;
import org.jspecify.annotations.Nullable;

/** A thread that runs calls, one within the other. */
final class JsThread extends Thread {

  /** JavaScript's recursion is Java's; it ends in a RangeError that a function may catch. */
  private static final long STACK_BYTES = 4L << 20;

  private @Nullable Frame innermost;

  JsThread(Runnable work) {
    super(null, work, "js", STACK_BYTES);
    setDaemon(true);
  }

  /** Runs a call in its realm until it ends or is cut. */
  JsOutcome run(Realm realm, JsProgram program, Invocation invocation, Watchdog watchdog) {
    Frame outer = innermost;
    // Only the innermost realm is watched, so that two realms of one thread are never cut at once.
    if (outer != null && !outer.guard.release()) {
      return new JsOutcome.TimedOut();
    }
    var frame = new Frame(realm, invocation.deadline(), watchdog);
    innermost = frame;
    try {
      JsOutcome outcome = realm.run(program, invocation);
      return frame.guard.end() ? outcome : new JsOutcome.TimedOut();
    } finally {
      boolean _ = frame.guard.end();
      innermost = outer;
      if (outer != null) {
        outer.watch(watchdog);
      }
    }
  }

  /** A realm with a call in it. */
  private static final class Frame {

    private final Realm realm;
    private final Deadline deadline;
    private Watchdog.Guard guard;

    Frame(Realm realm, Deadline deadline, Watchdog watchdog) {
      this.realm = realm;
      this.deadline = deadline;
      guard = watchdog.guard(realm, deadline);
    }

    void watch(Watchdog watchdog) {
      guard = watchdog.guard(realm, deadline);
    }
  }
}
