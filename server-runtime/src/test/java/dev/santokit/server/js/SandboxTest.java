package dev.santokit.server.js;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SandboxTest {

  @Test
  void it_closes_while_realms_are_made_ahead() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int time = 0; time < 40; time++) {
            var sandbox = new Sandbox(4);
            sandbox.fresh().close(); // the engine is at work by then
            sandbox.close();
          }
        });
  }
}
