package dev.santokit.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A server under a closed loop of requests.
 *
 * @param connections each sends its next request when the answer is there
 * @param requests whole requests of HTTP/1.1, sent in turn
 */
record HttpLane(String name, ServerProcess server, int connections, List<byte[]> requests)
    implements Lane {

  @Override
  public Measured run(Duration time) throws IOException {
    return Load.run(server.port(), connections, time, requests);
  }

  @Override
  public double cpuSeconds() {
    return server.cpuSeconds();
  }

  /** The body of the answer to its first request. */
  String answer() throws IOException {
    return Load.answer(server.port(), requests.getFirst());
  }
}
