package dev.santokit.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.operator.status.Reason;
import dev.santokit.schema.plan.Planning;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanWorkTest {

  private static final Finding MADE =
      new Finding.Made(new Planning.Planned(Looks.made(List.of(), List.of(Looks.ADD), List.of())));

  private final PlanWork work = new PlanWork(Clock.fixed(Looks.NOW, ZoneOffset.UTC));
  private final Queue<String> found = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);

  @BeforeEach
  void listen() {
    work.listen(plan -> found.add(plan.getName()));
  }

  @AfterEach
  void end() {
    end.countDown();
    work.end();
  }

  @Test
  void what_work_found_is_known_and_told() {
    SchemaPlan plan = Looks.plan("{}");

    Known begun = work.start(plan, known(plan), Task.PLAN, () -> MADE);

    assertThat(begun.working()).isEqualTo(Task.PLAN);
    await().until(() -> !found.isEmpty());
    assertThat(found).containsExactly("shop-main");
    assertThat(known(plan).working()).isNull();
    assertThat(known(plan).plan()).isPresent();
  }

  @Test
  void a_plan_has_one_work_at_a_time() {
    SchemaPlan plan = Looks.plan("{}");
    Known idle = known(plan);
    Known begun = work.start(plan, idle, Task.PLAN, blocked());

    assertThat(work.start(plan, idle, Task.PLAN, blocked())).isEqualTo(begun);
    end.countDown();
    await().until(() -> known(plan).working() == null);
    assertThat(found).hasSize(1);
  }

  @Test
  void what_was_found_for_what_is_no_longer_asked_is_forgotten() {
    SchemaPlan plan = Looks.plan("{}");
    work.start(plan, known(plan), Task.PLAN, blocked());
    SchemaPlan changed = Looks.plan("{policy: {lockTimeout: 9s}}");

    assertThat(known(changed).working()).isEqualTo(Task.PLAN);
    end.countDown();
    await().until(() -> !found.isEmpty());

    assertThat(known(changed).planning()).isNull();
    assertThat(known(changed).anew()).isTrue();
  }

  @Test
  void no_more_than_four_work_at_once() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      SchemaPlan plan = Looks.plan("{}");
      plan.getMetadata().setUid("u-" + i);
      work.start(
          plan,
          known(plan),
          Task.PLAN,
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Finding finding = blocked().get();
            running.decrementAndGet();
            return finding;
          });
    }
    await().until(() -> running.get() == 4);
    end.countDown();
    await().until(() -> found.size() == 8);

    assertThat(most).hasValue(4);
  }

  @Test
  void work_that_breaks_is_tried_again_and_its_text_is_not_told() {
    SchemaPlan plan = Looks.plan("{}");
    work.start(
        plan,
        known(plan),
        Task.PLAN,
        () -> {
          throw new IllegalStateException("jdbc:postgresql://secret");
        });
    await().until(() -> !found.isEmpty());

    Trouble trouble = Objects.requireNonNull(known(plan).trouble());
    assertThat(trouble.reason()).isEqualTo(Reason.RETRYING);
    assertThat(trouble.message()).doesNotContain("secret");
  }

  @Test
  void a_plan_that_is_gone_is_forgotten() {
    SchemaPlan plan = Looks.plan("{}");
    work.start(plan, known(plan), Task.PLAN, () -> MADE);
    await().until(() -> !found.isEmpty());

    work.retain(Set.of());

    assertThat(known(plan).plan()).isEmpty();
    assertThat(known(plan).anew()).isFalse();
  }

  private Known known(SchemaPlan plan) {
    return work.known(plan, Asked.by(plan, null, Guard.INSTALLED));
  }

  private Supplier<Finding> blocked() {
    return () -> {
      try {
        end.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return MADE;
    };
  }
}
