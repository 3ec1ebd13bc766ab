package dev.santokit.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Postgres' own load, which needs {@code pgbench} on the path: one prepared statement, each in a
 * transaction of its own.
 *
 * @param connections to Postgres; each sends its next statement when the answer is there
 */
record Pgbench(Stand stand, int connections, String statement) implements Lane {

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without");
  private static final Pattern COUNT = Pattern.compile("actually processed: ([0-9]+)");
  private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

  @Override
  public String name() {
    return "pgbench";
  }

  @Override
  public Measured run(Duration time) throws IOException, InterruptedException {
    var script = Files.writeString(stand.scratch().resolve("pgbench.sql"), statement);
    Process process =
        new ProcessBuilder(
                "pgbench",
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + connections,
                "--jobs=1",
                "--time=" + time.toSeconds(),
                "--file=" + script,
                "--host=127.0.0.1",
                "--port=" + stand.postgres(),
                "--username=postgres",
                "postgres")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
    double rate = Double.parseDouble(first(RATE, output));
    int count = Integer.parseInt(first(COUNT, output));
    return new Measured(
        count, count / rate, Double.parseDouble(first(LATENCY, output)), Double.NaN);
  }

  private static String first(Pattern pattern, String output) throws IOException {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IOException("pgbench says something else: " + output);
    }
    return matcher.group(1);
  }

  @Override
  public double cpuSeconds() {
    return Double.NaN;
  }
}
