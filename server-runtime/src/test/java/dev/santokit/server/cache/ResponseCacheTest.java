package dev.santokit.server.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.project.logic.Arguments;
import dev.santokit.project.logic.CachePolicy;
import dev.santokit.project.logic.CachePolicy.Scope;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Inbound;
import dev.santokit.server.call.Origin;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponseCacheTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Caller ANONYMOUS = new Caller.Anonymous();

  private final AtomicLong nanos = new AtomicLong();
  private final ResponseCache answers = new ResponseCache(nanos::get);
  private final FunctionCache everyones = function("a/f", Scope.PUBLIC);
  private final FunctionCache users = function("a/g", Scope.USER);
  private final AtomicInteger runs = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private FunctionCache function(String path, Scope scope) {
    return answers.of(
        FunctionPath.parse(path).orElseThrow(), new CachePolicy(Duration.ofSeconds(60), scope));
  }

  /** A client that logs nothing and sees its headers nowhere. */
  private static class Request implements Inbound {
    boolean parts;

    @Override
    public String requestId() {
      return "r";
    }

    @Override
    public CallRequest forLogic() {
      return new CallRequest(
          "GET", "/call/a/f", new TreeMap<>(Map.of("accept-language", "de")), "r", "192.0.2.1");
    }

    @Override
    public Origin origin() {
      throw new IllegalStateException("nothing is logged here");
    }

    @Override
    public Span span() {
      return Span.NONE;
    }

    @Override
    public boolean isGone() {
      return true;
    }

    @Override
    public boolean takesParts() {
      return true;
    }

    @Override
    public boolean hasParts() {
      return parts;
    }

    @Override
    public void send(byte[] bytes, int length, Deadline until) {
      parts = true;
    }
  }

  private static Arguments arguments(String json) {
    try {
      var byName = new LinkedHashMap<String, JsonNode>();
      JSON.readTree(json).properties().forEach(one -> byName.put(one.getKey(), one.getValue()));
      return new Arguments(byName);
    } catch (com.fasterxml.jackson.core.JsonProcessingException none) {
      throw new IllegalArgumentException(none);
    }
  }

  private Answer numbered(Inbound inbound) {
    return Answer.of(Integer.toString(runs.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
  }

  private Found ask(
      FunctionCache cache, Caller caller, String arguments, Function<Inbound, Answer> run) {
    return cache.answer(
        caller, arguments(arguments), new Request(), Deadline.in(Duration.ofSeconds(5)), run);
  }

  private String answer(FunctionCache cache, Caller caller, String arguments) {
    return text(ask(cache, caller, arguments, this::numbered));
  }

  private static String text(Found found) {
    return new String(found.answer().json(), StandardCharsets.UTF_8);
  }

  @Test
  void an_answer_is_kept_for_its_time_and_says_how_old_it_is() {
    assertThat(ask(everyones, ANONYMOUS, "{}", this::numbered).hit()).isFalse();
    nanos.set(Duration.ofMillis(59_999).toNanos());
    Found kept = ask(everyones, ANONYMOUS, "{}", this::numbered);
    assertThat(kept.hit()).isTrue();
    assertThat(kept.age()).isEqualTo(Duration.ofMillis(59_999));

    nanos.set(Duration.ofSeconds(60).toNanos());

    assertThat(answer(everyones, ANONYMOUS, "{}")).isEqualTo("2");
  }

  @Test
  void other_arguments_have_another_answer_however_alike_they_look() {
    List<String> different =
        List.of(
            "{\"a\": null, \"b\": null}",
            "{\"a\": \"null\", \"b\": null}",
            "{\"a\": 1, \"b\": null}",
            "{\"a\": 1.0, \"b\": null}",
            "{\"a\": \"1\", \"b\": null}",
            "{\"a\": null, \"b\": 1}",
            "{\"a\": \"x,\\\"y\", \"b\": \"z\"}",
            "{\"a\": \"x\", \"b\": \"y\\\",z\"}",
            "{\"a\": [1, 2], \"b\": 3}",
            "{\"a\": [1], \"b\": [2, 3]}");

    for (int i = 0; i < different.size(); i++) {
      assertThat(answer(everyones, ANONYMOUS, different.get(i))).isEqualTo("" + (i + 1));
    }
    for (int i = 0; i < different.size(); i++) {
      assertThat(answer(everyones, ANONYMOUS, different.get(i))).isEqualTo("" + (i + 1));
    }
  }

  @Test
  void other_functions_have_another_answer() {
    assertThat(answer(everyones, ANONYMOUS, "{}")).isEqualTo("1");
    assertThat(answer(function("a/h", Scope.PUBLIC), ANONYMOUS, "{}")).isEqualTo("2");
  }

  @Test
  void a_public_answer_is_everyones_and_its_maker_sees_nobody() {
    var user = new Caller.User("u1", "a@b.c", List.of("admin"));

    assertThat(answer(everyones, user, "{}")).isEqualTo("1");
    assertThat(answer(everyones, ANONYMOUS, "{}")).isEqualTo("1");
    assertThat(everyones.seen(user)).isEqualTo(ANONYMOUS);
    assertThat(users.seen(user)).isEqualTo(user);
  }

  @Test
  void an_answer_of_a_user_is_for_the_same_user_with_the_same_roles() {
    var user = new Caller.User("u1", null, List.of("a", "b"));

    assertThat(answer(users, user, "{}")).isEqualTo("1");
    assertThat(answer(users, new Caller.User("u1", null, List.of("b", "a")), "{}")).isEqualTo("1");
    assertThat(answer(users, new Caller.User("u1", null, List.of("a")), "{}")).isEqualTo("2");
    assertThat(answer(users, new Caller.User("u1", null, List.of("a,b")), "{}")).isEqualTo("3");
    assertThat(answer(users, new Caller.User("u2", null, List.of("a", "b")), "{}")).isEqualTo("4");
    assertThat(answer(users, new Caller.User("u1", "a@b.c", List.of("a", "b")), "{}"))
        .isEqualTo("5");
  }

  @Test
  void whoever_makes_an_answer_for_others_sees_nothing_of_its_own_request() {
    ask(
        everyones,
        ANONYMOUS,
        "{}",
        inbound -> {
          assertThat(inbound.forLogic())
              .isEqualTo(new CallRequest("POST", "/call", new TreeMap<>(), "r", "192.0.2.1"));
          // Others may wait for the answer of one whose client has left.
          assertThat(inbound.isGone()).isFalse();
          return numbered(inbound);
        });
  }

  @Test
  void errors_are_not_kept() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() ->
              ask(
                  everyones,
                  ANONYMOUS,
                  "{}",
                  inbound -> {
                    throw Refusal.of(RefusalCode.NOT_FOUND, "none");
                  }))
          .isInstanceOf(Refusal.class);
    }
    assertThat(answer(everyones, ANONYMOUS, "{}")).isEqualTo("1");
  }

  @Test
  void a_defect_leaves_nobody_waiting() {
    assertThatThrownBy(() ->
            ask(
                everyones,
                ANONYMOUS,
                "{}",
                inbound -> {
                  throw new IllegalStateException("defect");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(answer(everyones, ANONYMOUS, "{}")).isEqualTo("1");
  }

  @Test
  void an_answer_over_a_mebibyte_is_not_kept() {
    for (int size : List.of(1 << 20, (1 << 20) + 1)) {
      String arguments = "{\"size\": " + size + "}";
      ask(everyones, ANONYMOUS, arguments, inbound -> Answer.of(new byte[size]));
      assertThat(ask(everyones, ANONYMOUS, arguments, this::numbered).hit())
          .isEqualTo(size == 1 << 20);
    }
  }

  @Test
  void an_answer_that_went_out_in_parts_is_not_kept() {
    ask(
        everyones,
        ANONYMOUS,
        "{}",
        inbound -> {
          inbound.send(new byte[1], 1, Deadline.in(Duration.ofSeconds(1)));
          return Answer.of(new byte[0]);
        });

    assertThat(ask(everyones, ANONYMOUS, "{}", this::numbered).hit()).isFalse();
  }

  @Test
  void pitfall_48_what_is_kept_has_a_bound_in_bytes() {
    for (int i = 0; i < 200; i++) {
      ask(everyones, ANONYMOUS, "{\"n\": " + i + "}", inbound -> Answer.of(new byte[1 << 20]));
      assertThat(answers.weight()).isLessThanOrEqualTo(64L << 20);
    }
    // Questions count, too: they are as long as clients like.
    String long20k = "x".repeat(20_000);
    for (int i = 0; i < 2_500; i++) {
      answer(everyones, ANONYMOUS, "{\"n\": \"" + i + long20k + "\"}");
    }
    assertThat(answers.weight()).isBetween(1L << 20, 64L << 20);
  }

  @Test
  void one_runs_while_others_with_the_same_question_wait() throws Exception {
    var started = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    List<Future<Found>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(
          threads.submit(() ->
              ask(
                  everyones,
                  ANONYMOUS,
                  "{}",
                  inbound -> {
                    started.countDown();
                    awaited(go);
                    return numbered(inbound);
                  })));
    }
    started.await();
    assertThat(answer(everyones, ANONYMOUS, "{\"other\": 1}")).isEqualTo("1");
    go.countDown();

    int misses = 0;
    for (Future<Found> one : all) {
      assertThat(text(one.get())).isEqualTo("2");
      misses += one.get().hit() ? 0 : 1;
    }
    assertThat(misses).isEqualTo(1);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void who_waits_has_a_deadline_of_its_own() throws Exception {
    var started = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Future<Found> slow =
        threads.submit(() ->
            ask(
                everyones,
                ANONYMOUS,
                "{}",
                inbound -> {
                  started.countDown();
                  awaited(go);
                  return numbered(inbound);
                }));
    started.await();

    assertThatThrownBy(() ->
            everyones.answer(
                ANONYMOUS,
                arguments("{}"),
                new Request(),
                Deadline.in(Duration.ofMillis(20)),
                this::numbered))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("TIMEOUT"));
    go.countDown();
    assertThat(text(slow.get())).isEqualTo("1");
  }

  @Test
  void a_refusal_is_shared_with_those_who_waited_for_it() throws Exception {
    assertThat(afterFailure(Refusal.of(RefusalCode.CONFLICT, "no"))).isEqualTo("CONFLICT");
    assertThat(runs).hasValue(0);
  }

  @Test
  void when_the_one_who_runs_has_no_time_left_another_runs() throws Exception {
    assertThat(afterFailure(Refusal.timeout())).isEqualTo("1");
    assertThat(runs).hasValue(1);
  }

  /** What one who waits gets when the one who runs fails. */
  private String afterFailure(Refusal failure) throws Exception {
    var started = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Future<Found> first =
        threads.submit(() ->
            ask(
                everyones,
                ANONYMOUS,
                "{}",
                inbound -> {
                  started.countDown();
                  awaited(go);
                  throw failure;
                }));
    started.await();
    Future<Found> second = threads.submit(() -> ask(everyones, ANONYMOUS, "{}", this::numbered));
    while (answers.waiting() == 0) {
      Thread.onSpinWait();
    }
    go.countDown();
    assertThatThrownBy(first::get).hasCause(failure);
    try {
      return text(second.get());
    } catch (java.util.concurrent.ExecutionException refused) {
      return ((Refusal) refused.getCause()).code();
    }
  }
}
