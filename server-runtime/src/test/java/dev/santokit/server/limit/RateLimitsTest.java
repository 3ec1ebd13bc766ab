package dev.santokit.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.santokit.project.logic.RateLimit;
import dev.santokit.project.logic.RateLimit.Key;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final Caller ANONYMOUS = new Caller.Anonymous();
  private static final Caller ALICE = new Caller.User("alice", null, List.of());
  private static final Caller BOB = new Caller.User("bob", null, List.of());

  private final AtomicLong nanos = new AtomicLong();
  private final RateLimits limits = of(null);

  private RateLimits of(RateLimit standard) {
    return new RateLimits(
        standard,
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanos.get();
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        });
  }

  private static RateLimit limit(int calls, Duration per, Key key) {
    return new RateLimit(calls, per, key);
  }

  private CallLimit limited(RateLimit limit) {
    return Objects.requireNonNull(limits.of("a/f", limit));
  }

  private static boolean takes(CallLimit limit, Caller caller, String address) {
    try {
      limit.take(caller, () -> InetAddress.ofLiteral(address));
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.status()).isEqualTo(429);
      assertThat(refusal.code()).isEqualTo("RATE_LIMIT");
      return false;
    }
  }

  private static int retryAfter(CallLimit limit, Caller caller) {
    return catchThrowableOfType(
            Refusal.class, () -> limit.take(caller, () -> InetAddress.ofLiteral("192.0.2.1")))
        .retryAfterSeconds();
  }

  @Test
  void as_many_calls_as_the_limit_says_are_taken_at_once_and_come_back_evenly() {
    CallLimit limit = limited(limit(3, Duration.ofMinutes(1), Key.USER));
    for (int i = 0; i < 3; i++) {
      assertThat(takes(limit, ALICE, "192.0.2.1")).isTrue();
    }
    assertThat(takes(limit, ALICE, "192.0.2.1")).isFalse();

    nanos.addAndGet(Duration.ofSeconds(20).toNanos() - 1);
    assertThat(takes(limit, ALICE, "192.0.2.1")).isFalse();
    nanos.addAndGet(1);
    assertThat(takes(limit, ALICE, "192.0.2.1")).isTrue();
    assertThat(takes(limit, ALICE, "192.0.2.1")).isFalse();
  }

  @Test
  void a_refusal_says_in_whole_seconds_when_to_come_back_and_then_a_call_is_taken() {
    CallLimit limit = limited(limit(2, Duration.ofSeconds(3), Key.USER));
    takes(limit, ALICE, "192.0.2.1");
    takes(limit, ALICE, "192.0.2.1");

    assertThat(retryAfter(limit, ALICE)).isEqualTo(2); // 1.5 s, rounded up
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(takes(limit, ALICE, "192.0.2.1")).isTrue();
    nanos.addAndGet(Duration.ofMillis(900).toNanos());
    assertThat(retryAfter(limit, ALICE)).isEqualTo(1);
  }

  @Test
  void each_user_has_a_quota_of_their_own_wherever_they_are() {
    CallLimit limit = limited(limit(1, Duration.ofMinutes(1), Key.USER));

    assertThat(takes(limit, ALICE, "192.0.2.1")).isTrue();
    assertThat(takes(limit, ALICE, "192.0.2.2")).isFalse();
    assertThat(takes(limit, BOB, "192.0.2.1")).isTrue();
  }

  @Test
  void callers_without_a_token_are_told_apart_by_their_address() {
    CallLimit limit = limited(limit(1, Duration.ofMinutes(1), Key.USER));

    assertThat(takes(limit, ANONYMOUS, "192.0.2.1")).isTrue();
    assertThat(takes(limit, ANONYMOUS, "192.0.2.1")).isFalse();
    assertThat(takes(limit, ANONYMOUS, "192.0.2.2")).isTrue();
  }

  @Test
  void a_user_cannot_use_up_the_quota_of_an_address_by_taking_its_name() {
    CallLimit limit = limited(limit(1, Duration.ofMinutes(1), Key.USER));

    assertThat(takes(limit, new Caller.User("192.0.2.1", null, List.of()), "192.0.2.9")).isTrue();
    assertThat(takes(limit, ANONYMOUS, "192.0.2.1")).isTrue();
  }

  @Test
  void by_address_users_share_it() {
    CallLimit limit = limited(limit(1, Duration.ofMinutes(1), Key.IP));

    assertThat(takes(limit, ALICE, "192.0.2.1")).isTrue();
    assertThat(takes(limit, BOB, "192.0.2.1")).isFalse();
    assertThat(takes(limit, BOB, "192.0.2.2")).isTrue();
  }

  @Test
  void all_addresses_of_a_network_of_ipv6_are_one() {
    CallLimit limit = limited(limit(1, Duration.ofMinutes(1), Key.IP));

    assertThat(takes(limit, ANONYMOUS, "2001:db8:0:1::1")).isTrue();
    assertThat(takes(limit, ANONYMOUS, "2001:db8:0:1:ffff::2")).isFalse();
    assertThat(takes(limit, ANONYMOUS, "2001:db8:0:2::1")).isTrue();
  }

  @Test
  void a_global_limit_is_one_for_all() {
    CallLimit limit = limited(limit(1, Duration.ofMinutes(1), Key.GLOBAL));

    assertThat(takes(limit, ALICE, "192.0.2.1")).isTrue();
    assertThat(takes(limit, BOB, "192.0.2.2")).isFalse();
    assertThat(takes(limit, ANONYMOUS, "192.0.2.3")).isFalse();
  }

  @Test
  void functions_do_not_share_a_limit() {
    RateLimit once = limit(1, Duration.ofMinutes(1), Key.GLOBAL);
    CallLimit other = Objects.requireNonNull(limits.of("a/g", once));

    assertThat(takes(limited(once), ALICE, "192.0.2.1")).isTrue();
    assertThat(takes(other, ALICE, "192.0.2.1")).isTrue();
  }

  @Test
  void what_says_nothing_itself_has_the_limit_of_the_project() {
    RateLimit once = limit(1, Duration.ofMinutes(1), Key.GLOBAL);
    RateLimit twice = limit(2, Duration.ofMinutes(1), Key.GLOBAL);
    CallLimit standard = Objects.requireNonNull(of(once).of("a/f", null));
    CallLimit own = Objects.requireNonNull(of(once).of("a/g", twice));

    assertThat(limits.of("a/f", null)).isNull();
    assertThat(takes(standard, ALICE, "192.0.2.1")).isTrue();
    assertThat(takes(standard, ALICE, "192.0.2.1")).isFalse();
    assertThat(takes(own, ALICE, "192.0.2.1")).isTrue();
    assertThat(takes(own, ALICE, "192.0.2.1")).isTrue();
  }

  @Test
  void a_new_release_gives_nobody_a_second_start() {
    RateLimit once = limit(1, Duration.ofMinutes(1), Key.USER);

    assertThat(takes(limited(once), ALICE, "192.0.2.1")).isTrue();
    assertThat(takes(limited(once), ALICE, "192.0.2.1")).isFalse();
  }

  @Test
  void a_bucket_that_is_full_again_is_not_kept() {
    CallLimit users = limited(limit(5, Duration.ofMinutes(1), Key.USER));
    CallLimit all = limited(limit(5, Duration.ofMinutes(1), Key.GLOBAL));
    takes(users, ALICE, "192.0.2.1");
    takes(users, ANONYMOUS, "192.0.2.1");
    takes(all, ALICE, "192.0.2.1");
    assertThat(limits.count()).isEqualTo(3);

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(limits.count()).isZero();
  }

  @Test
  void any_number_of_addresses_takes_a_bounded_room_and_no_users_bucket() {
    CallLimit limit = limited(limit(1, Duration.ofHours(1), Key.USER));
    assertThat(takes(limit, ALICE, "192.0.2.1")).isTrue();

    for (int i = 0; i < 150_000; i++) {
      int number = i;
      limit.take(ANONYMOUS, () -> inet4(number));
    }

    assertThat(limits.count()).isLessThan(1 + RateLimits.ROOM / RateLimits.BUCKET + 1);
    assertThat(takes(limit, ALICE, "192.0.2.1")).isFalse();
  }

  @Test
  void an_address_that_goes_on_calling_keeps_its_empty_bucket_among_many_others() {
    CallLimit limit = limited(limit(1, Duration.ofHours(1), Key.IP));
    assertThat(takes(limit, ANONYMOUS, "192.0.2.1")).isTrue();

    for (int i = 0; i < 150_000; i++) {
      int number = i;
      limit.take(ANONYMOUS, () -> inet4(number));
      if (i % 1000 == 0) {
        assertThat(takes(limit, ANONYMOUS, "192.0.2.1")).as("after %d others", i).isFalse();
      }
    }
  }

  private static InetAddress inet4(int number) {
    try {
      return InetAddress.getByAddress(
          new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
