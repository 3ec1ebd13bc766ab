package dev.santokit.server.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.santokit.project.logic.RateLimit;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls in token buckets, for this server alone: each replica has its own. Buckets outlive a
 * release, so that a new one gives nobody a second start.
 *
 * <p>A bucket that nobody took from for its whole period is full again and no different from a new
 * one; then it is dropped. Memory is bounded all the same: of more callers than have room, buckets
 * that are used least go first. Whoever wants to lose a bucket that is empty has to bring tens of
 * thousands of other users or addresses, each with a bucket of its own that is full, so there is
 * nothing to be won by it; and since users and addresses have separate rooms, no number of
 * addresses makes a user's bucket go.
 */
public final class RateLimits {

  /** Bytes, as estimated, for users and for addresses each. */
  static final long ROOM = 32L << 20;

  /** Bytes, as estimated, of a bucket, its key and its place in the table. */
  static final int BUCKET = 450;

  /** What has one quota. */
  private record Rule(String path, RateLimit limit) {}

  /** Who has a bucket of it. */
  private record Owner(Rule rule, CallerKey caller) {

    Duration period() {
      return rule.limit.per();
    }

    int weight() {
      return switch (caller) {
        case CallerKey.User(var id) -> BUCKET + 2 * id.length();
        case CallerKey.Inet4 _, CallerKey.Inet6 _ -> BUCKET;
      };
    }
  }

  private final @Nullable RateLimit standard;
  private final TimeMeter time;
  private final Cache<Owner, Bucket> users;
  private final Cache<Owner, Bucket> addresses;
  private final Cache<Rule, Bucket> everyone;

  /**
   * Of a server.
   *
   * @param standard for what does not say so itself; null for no limit
   */
  public RateLimits(@Nullable RateLimit standard) {
    this(standard, TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimits(@Nullable RateLimit standard, TimeMeter time) {
    this.standard = standard;
    this.time = time;
    this.users = owned();
    this.addresses = owned();
    this.everyone =
        Caffeine.newBuilder()
            .expireAfter(Expiry.<Rule, Bucket>accessing((rule, bucket) -> rule.limit.per()))
            .ticker(time::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  private Cache<Owner, Bucket> owned() {
    return Caffeine.newBuilder()
        .maximumWeight(ROOM)
        .weigher((Owner owner, Bucket bucket) -> owner.weight())
        .expireAfter(Expiry.<Owner, Bucket>accessing((owner, bucket) -> owner.period()))
        .ticker(time::currentTimeNanos)
        .executor(Runnable::run)
        .build();
  }

  /**
   * The limit of one thing; null when there is none.
   *
   * @param path what callers call it
   * @param own what it says itself; null for the project's standard
   */
  public @Nullable CallLimit of(String path, @Nullable RateLimit own) {
    RateLimit limit = own == null ? standard : own;
    if (limit == null) {
      return null;
    }
    var rule = new Rule(path, limit);
    return switch (limit.key()) {
      case USER ->
          (caller, address) ->
              take(
                  switch (caller) {
                    case Caller.User user ->
                        bucket(users, new Owner(rule, new CallerKey.User(user.id())));
                    case Caller.Anonymous() -> ofAddress(rule, address);
                  });
      case IP -> (caller, address) -> take(ofAddress(rule, address));
      case GLOBAL -> (caller, address) -> take(everyone.get(rule, one -> bucket(one.limit)));
    };
  }

  private Bucket ofAddress(Rule rule, Supplier<InetAddress> address) {
    return bucket(addresses, new Owner(rule, CallerKey.of(address.get())));
  }

  private Bucket bucket(Cache<Owner, Bucket> room, Owner owner) {
    return room.get(owner, one -> bucket(one.rule.limit));
  }

  /** A full one. What was taken comes back evenly over the period. */
  private Bucket bucket(RateLimit limit) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(
            bandwidth -> bandwidth.capacity(limit.limit()).refillGreedy(limit.limit(), limit.per()))
        .build();
  }

  private static void take(Bucket bucket) {
    if (!bucket.tryConsume(1)) {
      long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
      throw Refusal.tooOften(wholeSeconds(nanos));
    }
  }

  /** Rounded up, so that who waits so long is not refused again. */
  private static int wholeSeconds(long nanos) {
    long second = Duration.ofSeconds(1).toNanos();
    return Math.clamp((nanos + second - 1) / second, 1, Integer.MAX_VALUE);
  }

  /** How many buckets there are, for tests. */
  long count() {
    users.cleanUp();
    addresses.cleanUp();
    everyone.cleanUp();
    return users.estimatedSize() + addresses.estimatedSize() + everyone.estimatedSize();
  }
}
