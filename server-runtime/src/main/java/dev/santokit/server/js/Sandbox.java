package dev.santokit.server.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Makes realms, some of them ahead. All share one engine, and with it parsed sources; nothing else.
 */
final class Sandbox implements AutoCloseable {

  /** The prelude's name in stack traces. */
  static final String PRELUDE = "santokit";

  /** Characters. */
  private static final int LONGEST_STRING = 16 << 20;

  /** Elements. */
  private static final int LONGEST_TYPED_ARRAY = 16 << 20;

  private final Engine engine;
  private final Source prelude;
  private final BlockingQueue<Realm> ready;
  private final Thread preparing;
  private volatile boolean closed;

  /**
   * @param ahead how many realms stand ready when there is nothing to do
   */
  Sandbox(int ahead) {
    engine = engine();
    prelude = prelude();
    ready = new ArrayBlockingQueue<>(ahead);
    preparing = Thread.ofPlatform().daemon().name("js-prepare").start(this::prepare);
  }

  /** A realm in which nothing has run; the caller closes it. */
  Realm fresh() {
    Realm prepared = ready.poll();
    return prepared == null ? realm() : prepared;
  }

  @Override
  public void close() {
    closed = true;
    preparing.interrupt();
    try {
      // An engine that is being closed waits for every realm to be left, and lets none be made.
      preparing.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return; // all that is left are threads that keep no process alive
    }
    engine.close(true);
  }

  private void prepare() {
    while (!closed) {
      try {
        ready.put(realm());
      } catch (InterruptedException end) {
        return;
      } catch (RuntimeException failed) {
        // It shows itself again when a call makes its own realm.
        return;
      }
    }
  }

  private Realm realm() {
    var files = new ReleaseFiles();
    var context =
        Context.newBuilder("js")
            .engine(engine)
            .allowAllAccess(false)
            .allowHostAccess(HostAccess.NONE)
            .allowHostClassLoading(false)
            .allowIO(IOAccess.newBuilder().fileSystem(files).build())
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .allowCreateProcess(false)
            .allowCreateThread(false)
            .allowNativeAccess(false)
            .allowInnerContextOptions(false)
            .allowExperimentalOptions(true)
            // What GraalJS adds to the language for its shell and for Java.
            .option("js.load", "false")
            .option("js.print", "false")
            .option("js.console", "false")
            .option("js.graal-builtin", "false")
            .option("js.polyglot-builtin", "false")
            .option("js.java-package-globals", "false")
            .option("js.global-arguments", "false")
            // A realm has one thread: nothing could ever wake it.
            .option("js.shared-array-buffer", "false")
            .option("js.atomics", "false")
            .option("js.esm-eval-returns-exports", "true")
            .option("js.text-encoding", "true")
            .option("js.locale", "en-US")
            // One step of the engine can make as much as this before the watchdog looks again.
            .option("js.string-length-limit", Integer.toString(LONGEST_STRING))
            .option("js.max-typed-array-length", Integer.toString(LONGEST_TYPED_ARRAY))
            .timeZone(ZoneOffset.UTC)
            .in(InputStream.nullInputStream())
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .build();
    return new Realm(context, context.eval(prelude), files);
  }

  private static Engine engine() {
    // Languages are looked for by the context class loader, and a thread of the server may have
    // any.
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(Engine.class.getClassLoader());
    try {
      return Engine.newBuilder("js")
          .option("engine.WarnInterpreterOnly", "false")
          .in(InputStream.nullInputStream())
          .out(OutputStream.nullOutputStream())
          .err(OutputStream.nullOutputStream())
          .build();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Source prelude() {
    try (var in = Objects.requireNonNull(Sandbox.class.getResourceAsStream("prelude.js"))) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("js", text, PRELUDE).build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
