package dev.santokit.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.nimbusds.jose.JOSEException;
import dev.santokit.project.logic.LogicType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the process itself costs, with the options of the image in 512 MiB: processor time until the
 * first answer, with an AOT cache, beside a server by hand that does nothing; and memory. Once with
 * functions in SQL alone, and once with the engines of the others, which a release with such
 * functions starts.
 */
final class ProcessCost {

  private static final int ROUNDS = 5;
  private static final int CONNECTIONS = 32;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration LOAD = Duration.ofSeconds(20);

  private static final List<String> OPTIONS =
      List.of(
          "-XX:MaxRAM=512m",
          "-XX:MaxRAMPercentage=60",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dtruffle.UseFallbackRuntime=true");

  private final Workplace workplace;

  ProcessCost(Workplace workplace) {
    this.workplace = workplace;
  }

  private interface Start {
    ServerProcess with(List<String> options) throws Exception;
  }

  /** Something that is started, and what is its first answer. */
  private record Program(String name, Start start, List<byte[]> requests) {}

  void run() throws Exception {
    try (var postgres = EmbeddedPostgres.builder().setPort(ServerProcess.freePort()).start()) {
      Stand.fill(postgres);
      Program hello = new Program("hello", this::hello, CallSpeed.health());
      for (Set<LogicType> types :
          List.of(EnumSet.of(LogicType.SQL), EnumSet.allOf(LogicType.class))) {
        Program server =
            new Program(
                "server-" + types.size(),
                options -> Stand.server(workplace, postgres.getPort(), types, options),
                requests());
        say("with functions in %s", types);
        starts(server, hello);
        memory(server);
      }
    }
  }

  private void starts(Program server, Program hello) throws Exception {
    List<String> serverOptions = trained(server);
    List<String> helloOptions = trained(hello);
    List<Double> ratios = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      First ours = first(server, serverOptions);
      First least = first(hello, helloOptions);
      cpu.add(ours.cpuSeconds());
      wall.add(ours.seconds());
      ratios.add(ours.cpuSeconds() / least.cpuSeconds());
    }
    say(
        "  start to the first answer of an SQL function, AOT cache: %.2f s, %.2f s of processor time",
        Contender.median(wall), Contender.median(cpu));
    say(
        "    RATIO %.2f of the processor time of a server that says OK, must 2.50, goal 2.00",
        Contender.median(ratios));
  }

  private void memory(Program program) throws Exception {
    try (ServerProcess process = program.start().with(trained(program))) {
      awaitAnswer(process, program);
      Thread.sleep(IDLE);
      long idle = process.residentBytes();
      Measured _ = Load.run(process.port(), CONNECTIONS, LOAD, program.requests());
      say(
          "  memory, resident: idle %d MB (must 140, goal 120), after %d s under load %d MB (must 300,"
              + " goal 220)",
          idle / 1_000_000, LOAD.toSeconds(), process.residentBytes() / 1_000_000);
    }
  }

  /** The options of a start with what was learnt in an earlier one. */
  private List<String> trained(Program program) throws Exception {
    Path cache = workplace.scratch().resolve(program.name() + ".aot");
    if (!cache.toFile().exists()) {
      try (ServerProcess learning = program.start().with(options("-XX:AOTCacheOutput=" + cache))) {
        awaitAnswer(learning, program);
      }
      if (!cache.toFile().exists()) {
        throw new IOException("no AOT cache of " + program.name());
      }
    }
    return options("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
  }

  private static List<String> options(String... more) {
    return Stream.concat(OPTIONS.stream(), Stream.of(more)).toList();
  }

  private record First(double seconds, double cpuSeconds) {}

  private static First first(Program program, List<String> options) throws Exception {
    long began = System.nanoTime();
    try (ServerProcess process = program.start().with(options)) {
      awaitAnswer(process, program);
      return new First((System.nanoTime() - began) / 1e9, process.cpuSeconds());
    }
  }

  private static void awaitAnswer(ServerProcess process, Program program)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      try {
        String _ = Load.answer(process.port(), program.requests().getFirst());
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        Thread.sleep(5);
      }
    }
  }

  private ServerProcess hello(List<String> options) throws Exception {
    int port = ServerProcess.freePort();
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(
        List.of(
            "-cp",
            // The AOT cache knows jars alone, and of folders nothing.
            workplace.home().resolve("bench/target/santokit-bench-0.1.0-SNAPSHOT.jar").toString(),
            HelloServer.class.getName(),
            Integer.toString(port)));
    return ServerProcess.start(
        Workplace.java(arguments.toArray(String[]::new)), Map.of(), port, workplace.log("hello"));
  }

  private static List<byte[]> requests() throws JOSEException {
    return Stand.calls(List.of("{\"path\":\"users/get\",\"params\":{\"id\":7}}"));
  }

  @FormatMethod
  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
