package dev.santokit.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server of ours in a process of its own. */
final class ServerProcess implements AutoCloseable {

  private static final Duration STARTING = Duration.ofMinutes(1);

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one and returns when it accepts connections.
   *
   * @param log where its output goes
   */
  static ServerProcess start(
      List<String> command, Map<String, String> environment, int port, Path log)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    var server = new ServerProcess(builder.start(), port);
    try {
      server.awaitListening(log);
      return server;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  /** A port that nobody listens on. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Processor time that it has used until now, in seconds, in steps of ten milliseconds. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /** Memory that it holds now, as Linux counts it (VmRSS), in bytes. */
  long residentBytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
            .filter(status -> status.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException end) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitListening(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + STARTING.toNanos();
    while (process.isAlive() && System.nanoTime() - end < 0) {
      if (isListening(port)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new IOException("the server does not listen; its output is in " + log);
  }

  private static boolean isListening(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
