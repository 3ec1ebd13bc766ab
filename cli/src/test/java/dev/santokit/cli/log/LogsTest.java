package dev.santokit.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines as Quarkus writes them and nodes stamp them. */
class LogsTest {

  private static final String CALL =
      "{\"timestamp\":\"2026-03-01T10:00:00.5Z\",\"level\":\"WARN\",\"loggerName\":\"dev.santokit.server\","
          + "\"message\":\"orders/create: Postgres says 23505: duplicate\",\"mdc\":{\"requestId\":\"r-1\","
          + "\"function\":\"orders/create\"}}";
  private static final String START =
      "{\"level\":\"INFO\",\"message\":\"listening on 0.0.0.0:8080\",\"mdc\":{}}";

  @Test
  void a_line_is_shown_with_time_pod_level_and_request() {
    assertThat(shown("2026-03-01T10:00:00.512345678Z " + CALL))
        .isEqualTo(
            "2026-03-01T10:00:00.512Z x2b4z WARN  orders/create: Postgres says 23505: duplicate [r-1]");
  }

  @Test
  void a_stack_stands_below_its_line() {
    assertThat(
            shown(
                "2026-03-01T10:00:00Z {\"level\":\"ERROR\",\"message\":\"a/b failed\","
                    + "\"stackTrace\":\"java.lang.Error: x\\n\\tat a.B.c\\n\"}"))
        .isEqualTo(
            "2026-03-01T10:00:00.000Z x2b4z ERROR a/b failed\n  java.lang.Error: x\n  \tat a.B.c");
  }

  @Test
  void what_is_no_json_is_shown_as_it_is() {
    assertThat(shown("2026-03-01T10:00:00Z {broken")).endsWith(" x2b4z {broken");
    assertThat(shown("2026-03-01T10:00:00Z ")).endsWith(" x2b4z ");
  }

  @Test
  void a_line_without_a_time_is_none() {
    assertThat(PodLine.parse("p", "unable to retrieve container logs")).isEmpty();
  }

  @Test
  void a_filter_takes_lines_of_its_function_and_request_alone() {
    assertThat(Stream.of(CALL, START, "text").filter(new LogFilter("orders/create", null)::wants))
        .containsExactly(CALL);
    assertThat(Stream.of(CALL, START, "text").filter(new LogFilter(null, "r-1")::wants))
        .containsExactly(CALL);
    assertThat(Stream.of(CALL, START).filter(new LogFilter("orders/create", "r-2")::wants))
        .isEmpty();
    assertThat(Stream.of(CALL, START, "text").filter(new LogFilter(null, null)::wants))
        .containsExactly(CALL, START, "text");
  }

  @Test
  void lines_of_several_pods_are_in_the_order_of_their_times() {
    List<String> texts =
        Stream.of(
                line("a", "10:00:02Z", "3"),
                line("b", "10:00:00.9Z", "1"),
                line("a", "10:00:01Z", "2"))
            .sorted(PodLine.BY_TIME)
            .map(PodLine::text)
            .toList();
    assertThat(texts).containsExactly("1", "2", "3");
  }

  private static PodLine line(String pod, String time, String text) {
    return new PodLine(Instant.parse("2026-03-01T" + time), pod, text);
  }

  private static String shown(String stamped) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            InputStream.nullInputStream(),
            Path.of("").toAbsolutePath(),
            Map.of(),
            false,
            false);
    return new LogText(terminal).of(PodLine.parse("shop-7d9f-x2b4z", stamped).orElseThrow());
  }
}
