package dev.santokit.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How calls wait for a thread: not too many, and not too long. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<String>> calls = new ArrayList<>();

  @AfterEach
  void stop() {
    callers.close();
  }

  private static String call(Workers workers, CountDownLatch until) {
    return workers.call(
        Deadline.in(LONG),
        worker -> {
          try {
            return until.await(1, TimeUnit.MINUTES) ? "answered" : "late";
          } catch (InterruptedException cut) {
            return "cut";
          }
        });
  }

  /** As many calls as there are threads, and more, that do not end until they may. */
  private void occupy(Workers workers, int running, int waiting) {
    for (int i = 0; i < running + waiting; i++) {
      calls.add(callers.submit(() -> call(workers, release)));
    }
    Awaitility.await().until(() -> workers.running() == running && workers.waiting() == waiting);
  }

  private static void refuses(Workers workers) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> call(workers, new CountDownLatch(0)))
        .satisfies(refusal -> {
          assertThat(refusal.code()).isEqualTo("UNAVAILABLE");
          assertThat(refusal.status()).isEqualTo(503);
          assertThat(refusal.retryAfterSeconds()).isPositive();
        });
  }

  private void assertAllAnswered() throws Exception {
    release.countDown();
    for (var call : calls) {
      assertThat(call.get()).isEqualTo("answered");
    }
  }

  @Test
  void a_call_beyond_those_that_may_wait_is_refused_at_once_and_the_others_are_answered()
      throws Exception {
    try (var workers = new Workers(1, Long.MAX_VALUE, 1, LONG)) {
      occupy(workers, 2, 2);
      refuses(workers);
      assertAllAnswered();
      assertThat(call(workers, release)).isEqualTo("answered");
    }
  }

  @Test
  void a_call_that_no_thread_takes_in_time_is_refused_and_the_others_are_answered()
      throws Exception {
    try (var workers = new Workers(1, Long.MAX_VALUE, 64, Duration.ofMillis(20))) {
      occupy(workers, 2, 0);
      refuses(workers);
      assertThat(workers.waiting()).isZero();
      assertAllAnswered();
    }
  }
}
