package dev.santokit.server.limit;

import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import java.net.InetAddress;
import java.util.function.Supplier;

/** How often one thing may be called. For any number of threads. */
@FunctionalInterface
public interface CallLimit {

  /**
   * Counts one call.
   *
   * @param address of the client, asked for when it matters
   * @throws Refusal RATE_LIMIT when it is one too many
   */
  void take(Caller caller, Supplier<InetAddress> address);
}
