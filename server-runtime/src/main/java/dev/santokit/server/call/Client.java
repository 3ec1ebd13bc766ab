package dev.santokit.server.call;

/** Whoever waits for an answer, at the other end of a connection. For any thread. */
public interface Client {

  /** Nobody in particular: never goes away, and takes an answer as a whole. */
  Client PATIENT =
      new Client() {
        @Override
        public boolean isGone() {
          return false;
        }

        @Override
        public boolean takesParts() {
          return false;
        }

        @Override
        public boolean hasParts() {
          return false;
        }

        @Override
        public void send(byte[] bytes, int length, Deadline until) {
          throw new IllegalStateException("takes no parts");
        }
      };

  /** Whether it went away, so that nobody will see an answer. */
  boolean isGone();

  /** Whether an answer may come in parts, the first of them before its end is known. */
  boolean takesParts();

  /** Whether a part has been sent. All that can go wrong from then on ends the connection. */
  boolean hasParts();

  /**
   * Sends the next part of an answer. Waits until the one before has left, so that a slow client
   * has its server keep no more than two parts.
   *
   * @param bytes its first {@code length} bytes; they may change after this
   * @throws Refusal TIMEOUT when the client does not take it in time or is gone
   */
  void send(byte[] bytes, int length, Deadline until);
}
