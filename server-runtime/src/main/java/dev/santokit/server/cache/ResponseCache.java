package dev.santokit.server.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.santokit.project.logic.CachePolicy;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Inbound;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The answers of one release that are kept. A new release begins with none. For any number of
 * threads.
 */
public final class ResponseCache {

  /** Bytes, as estimated, of all that is kept. */
  static final long ROOM = 64L << 20;

  /** Bytes of the largest answer that is kept. */
  static final int LARGEST = 1 << 20;

  private final Cache<CacheKey, Kept> answers;

  /** The calls that are on their way to an answer that others wait for. */
  private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

  private final Ticker ticker;

  /** An empty one. */
  public ResponseCache() {
    this(Ticker.systemTicker());
  }

  ResponseCache(Ticker ticker) {
    this.ticker = ticker;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(ROOM)
            .weigher((CacheKey key, Kept kept) -> key.weight() + kept.answer().json().length)
            .expireAfter(Expiry.<CacheKey, Kept>creating((key, kept) -> kept.life()))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** The part of a function that has its answers kept. */
  public FunctionCache of(FunctionPath path, CachePolicy policy) {
    return new FunctionCache(this, path, policy);
  }

  /**
   * An answer that others may have.
   *
   * @param life how long it counts
   * @param since when it came, as the ticker says
   */
  record Kept(Answer answer, Duration life, long since) {}

  /**
   * The answer to a call: one that is kept, or of a call that is on its way, or of its own run. A
   * refusal is shared with those who wait for it and kept from everyone else, unless it is the
   * runner's own matter: then the next one who waits runs.
   */
  Found answer(
      CacheKey key,
      Duration life,
      Inbound inbound,
      Deadline deadline,
      Function<Inbound, Answer> run) {
    while (true) {
      Kept kept = answers.getIfPresent(key);
      if (kept != null) {
        return hit(kept);
      }
      var own = new Flight();
      Flight other = flights.putIfAbsent(key, own);
      if (other == null) {
        return fly(own, key, life, inbound, run);
      }
      switch (other.await(deadline)) {
        case Flight.End.Shared(var shared) -> {
          return hit(shared);
        }
        case Flight.End.Refused(var refusal) -> throw refusal;
        case Flight.End.TooLarge() -> {
          return Found.fresh(run.apply(new CachedInbound(inbound)));
        }
        case Flight.End.Alone() -> deadline.check();
      }
    }
  }

  private Found hit(Kept kept) {
    return Found.kept(kept.answer(), Duration.ofNanos(ticker.read() - kept.since()));
  }

  private Found fly(
      Flight own, CacheKey key, Duration life, Inbound inbound, Function<Inbound, Answer> run) {
    Flight.End end = new Flight.End.Alone();
    try {
      Kept landed = answers.getIfPresent(key);
      if (landed != null) { // between our look and our start
        end = new Flight.End.Shared(landed);
        return hit(landed);
      }
      var request = new CachedInbound(inbound);
      Answer answer = run.apply(request);
      if (request.hasParts()) {
        end = new Flight.End.TooLarge();
        return Found.fresh(answer);
      }
      var kept = new Kept(answer, life, ticker.read());
      if (answer.json().length <= LARGEST) {
        answers.put(key, kept);
      }
      end = new Flight.End.Shared(kept);
      return Found.fresh(answer);
    } catch (Refusal refusal) {
      end = ended(refusal);
      throw refusal;
    } finally {
      flights.remove(key, own);
      own.land(end);
    }
  }

  /** Who had no time, or no place, says nothing about who still waits. */
  private static Flight.End ended(Refusal refusal) {
    return refusal.status() == RefusalCode.TIMEOUT.status()
            || refusal.status() == RefusalCode.UNAVAILABLE.status()
        ? new Flight.End.Alone()
        : new Flight.End.Refused(refusal);
  }

  /** Bytes, as estimated, of what is kept; for tests. */
  long weight() {
    answers.cleanUp();
    return answers.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  /** How many wait for the answer of another call; for tests. */
  int waiting() {
    return flights.values().stream().mapToInt(Flight::waiting).sum();
  }
}
