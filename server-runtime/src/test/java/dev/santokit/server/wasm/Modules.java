package dev.santokit.server.wasm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The modules of this package's tests. Each stands beside its text; {@code build} makes them. */
final class Modules {

  private Modules() {}

  /** Of a name, without {@code .wasm}. */
  static byte[] named(String name) {
    try (var in = Objects.requireNonNull(Modules.class.getResourceAsStream(name + ".wasm"), name)) {
      return in.readAllBytes();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
