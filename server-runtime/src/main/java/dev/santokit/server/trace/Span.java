package dev.santokit.server.trace;

import org.jspecify.annotations.Nullable;

/** A piece of work with a beginning and an end. For one thread at a time. */
public interface Span extends AutoCloseable {

  /** One that nobody records, nor anything in it. */
  Span NONE =
      new Span() {
        @Override
        public Span child(Kind kind, String name) {
          return this;
        }

        @Override
        public void name(String name) {}

        @Override
        public void say(String key, String value) {}

        @Override
        public void say(String key, long value) {}

        @Override
        public void failed(String code) {}

        @Override
        public @Nullable String traceId() {
          return null;
        }

        @Override
        public void close() {}
      };

  /** What a piece of work is. */
  enum Kind {
    /** Something that the server does itself. */
    OWN,
    /** Something that a database does for it. */
    DATABASE
  }

  /** Begins a part of it. */
  Span child(Kind kind, String name);

  /** Has it called otherwise, now that more is known. */
  void name(String name);

  /** Adds a word about it; no value of a parameter, of a row or of a secret. */
  void say(String key, String value);

  /** Adds a number about it. */
  void say(String key, long value);

  /** Says that it failed. */
  void failed(String code);

  /** The trace that it is a part of, 32 hex digits; null where nobody records. */
  @Nullable String traceId();

  /** It ends now. */
  @Override
  void close();
}
