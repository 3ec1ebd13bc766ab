package dev.santokit.operator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.operator.LocalOperator;
import dev.santokit.operator.LocalOperator.Instance;
import dev.santokit.operator.fault.CuttingProxy.Fault;
import dev.santokit.operator.fault.CuttingProxy.Write;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The operator is killed, or the API server fails, at any of its writes: in the end a project is as
 * if nothing had happened. On a real API server, under the rights of the chart; no pod has to run.
 *
 * <p>It starts some twenty processes of the operator one after another, so it is run by hand, on a
 * machine that has nothing else to do: {@code ./mvnw -pl operator -am verify -Papi-server
 * -Dit.test=KilledOperatorTrial -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class KilledOperatorTrial {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** More writes than a project takes, so that a test that never gets through ends. */
  private static final int MOST_WRITES = 80;

  private LocalOperator operators;
  private final List<Process> processes = new ArrayList<>();
  private final List<StandIn> standIns = new ArrayList<>();
  private int projects;

  /** A process of the operator and its way to the API server. */
  private record Process(Instance instance, CuttingProxy proxy) {}

  @BeforeEach
  void prepare() throws Exception {
    operators = LocalOperator.watching("fault", 1);
  }

  @AfterEach
  void close() {
    processes.forEach(process -> process.instance().kill());
    processes.forEach(process -> process.proxy().close());
    standIns.forEach(StandIn::close);
    operators.close();
  }

  @Test
  void killed_before_any_of_its_writes_the_next_one_brings_the_project_to_the_same_state()
      throws Exception {
    Process leader = launch();
    Map<String, String> expected = undisturbed();
    List<String> writes = new ArrayList<>();
    for (int n = 1; n <= MOST_WRITES; n++) {
      Process standby = launch();
      CompletableFuture<Write> cut = cutBefore(leader, n);
      String project = create();
      Write last = cutOrDone(cut, project, expected);
      if (last == null) {
        break;
      }
      writes.add(last.toString());
      leader.instance().kill();
      forgetLease();
      assertEventually(project, expected, "killed before write %d, %s".formatted(n, last));
      leader = standby;
    }
    assertThat(writes).as("cut at each write of a project").hasSizeBetween(10, MOST_WRITES - 1);
    for (int project = 0; project < projects; project++) {
      assertThat(differences(name(project), expected)).as("%s, later", name(project)).isEmpty();
    }
  }

  @Test
  void every_write_that_is_lost_or_whose_answer_is_lost_or_that_is_refused_is_made_good()
      throws Exception {
    Process leader = launch();
    Map<String, String> expected = undisturbed();
    List<Fault> faults =
        List.of(
            new Fault.Lost(),
            new Fault.AnswerLost(),
            new Fault.Answered(409, "Conflict"),
            new Fault.Answered(500, "InternalError"),
            new Fault.Answered(504, "Timeout"),
            new Fault.Answered(429, "TooManyRequests"));
    for (Fault fault : faults) {
      Set<Write> failed = ConcurrentHashMap.newKeySet();
      leader
          .proxy()
          .follow(write -> !isLease(write) && failed.add(plain(write)) ? fault : new Fault.None());
      String project = create();
      assertEventually(project, expected, "each write once: " + fault);
      assertThat(failed).hasSizeGreaterThan(10);
    }
    assertThat(leader.instance().isAlive()).as(leader.instance().log()).isTrue();
  }

  @Test
  void an_api_server_that_is_away_for_ten_seconds_is_waited_for() throws Exception {
    Process leader = launch();
    Map<String, String> expected = undisturbed();

    leader.proxy().away();
    String project = create();
    Thread.sleep(Duration.ofSeconds(10));
    leader.proxy().back();
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean anew = false;
    while (!state(project).equals(expected) && System.nanoTime() < end) {
      if (!anew && !leader.instance().isAlive()) {
        launch(); // it lost its Lease meanwhile and ended, as it must; a cluster starts it anew
        anew = true;
      }
      Thread.sleep(500);
    }
    assertThat(differences(project, expected)).as("after the API server was away").isEmpty();
  }

  private Process launch() throws Exception {
    var proxy = new CuttingProxy(operators.admin().getConfiguration());
    var process = new Process(operators.through(proxy.url()).launch(), proxy);
    processes.add(process);
    return process;
  }

  /** What a project comes to when nothing fails. */
  private Map<String, String> undisturbed() throws IOException {
    String project = create();
    await("the first project is served")
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(3))
        .until(() ->
            state(project).getOrDefault("SantokitProject/shop", "").contains("\"activatedAt\"")
                && state(project)
                    .getOrDefault("LogicBundle/shop.notes.list", "")
                    .contains("\"revision\""));
    return state(project);
  }

  private static CompletableFuture<Write> cutBefore(Process process, int n) {
    var cut = new CompletableFuture<Write>();
    var count = new AtomicInteger();
    process
        .proxy()
        .follow(write -> {
          if (isLease(write) || count.incrementAndGet() < n) {
            return new Fault.None();
          }
          process.proxy().away(); // nothing that it does until it is dead counts
          cut.complete(write);
          return new Fault.Lost();
        });
    return cut;
  }

  /** The write that was cut; null when the project came to its end before. */
  private Write cutOrDone(
      CompletableFuture<Write> cut, String project, Map<String, String> expected) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        return cut.get(500, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (state(project).equals(expected)) {
          return cut.getNow(null);
        }
      }
    }
    assertThat(differences(project, expected)).as("uncut").isEmpty();
    return null;
  }

  /** A project with two functions and two pods. */
  private String create() throws IOException {
    int number = projects++;
    String project = name(number);
    String namespace = operators.namespace();
    for (int pod = 1; pod <= 2; pod++) {
      String address = "127.77.%d.%d".formatted(number + 1, pod);
      standIns.add(new StandIn(operators.admin(), namespace, project, address, pod));
    }
    operators
        .admin()
        .load(
            new java.io.ByteArrayInputStream(
                """
                apiVersion: santokit.dev/v1alpha1
                kind: LogicBundle
                metadata: {name: %1$s.notes.list}
                spec: {project: %1$s, path: notes/list, type: js, source: {inline: "export default () => [1]"}}
                ---
                apiVersion: santokit.dev/v1alpha1
                kind: LogicBundle
                metadata: {name: %1$s.notes.first}
                spec: {project: %1$s, path: notes/first, type: js, config: {access: public}, source: {inline: "export default () => 1"}}
                ---
                apiVersion: santokit.dev/v1alpha1
                kind: SantokitProject
                metadata: {name: %1$s}
                spec: {runtime: {replicas: 0}}
                """
                    .formatted(project)
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .create();
    return project;
  }

  private static String name(int number) {
    return "p%02d".formatted(number);
  }

  private Map<String, String> state(String project) {
    return ProjectState.of(operators.admin(), operators.namespace(), project);
  }

  private void assertEventually(String project, Map<String, String> expected, String what) {
    await(what)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(differences(project, expected)).as("%s: %s", project, what).isEmpty());
  }

  private List<String> differences(String project, Map<String, String> expected) {
    return ProjectState.differences(expected, state(project));
  }

  /** So that the next one need not wait until it ends, as it would in a cluster. */
  private void forgetLease() {
    var ignored =
        operators
            .admin()
            .leases()
            .inNamespace(operators.home())
            .withName("santokit-operator")
            .delete();
  }

  private static boolean isLease(Write write) {
    return write.path().contains("/leases");
  }

  /** The same for a second try, whose query may differ. */
  private static Write plain(Write write) {
    return new Write(write.method(), write.path().replaceAll("\\?.*", ""));
  }
}
