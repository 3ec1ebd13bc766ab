package dev.santokit.project.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @Test
  void a_duration_is_the_sum_of_its_parts() {
    assertThat(Durations.parse("1h30m")).contains(Duration.ofMinutes(90));
    assertThat(Durations.parse("250ms")).contains(Duration.ofMillis(250));
    assertThat(Durations.parse("1d")).contains(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "s",
        "1.5s",
        "-1s",
        "10 s",
        "1w",
        "111111111111111111111s",
        "9999999999999999d"
      })
  void what_is_no_duration_is_refused(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1Mi,1048576", "512Ki,524288", "5M,5000000", "1.5k,1500", "42,42", "0,0"})
  void a_size_is_a_whole_number_of_bytes(String text, long bytes) {
    assertThat(Sizes.parse(text)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1m", "1MB", "-1", "1e3", "0.5", "1 Mi", "99999999999999Ti"})
  void what_is_no_size_is_refused(String text) {
    assertThat(Sizes.parse(text)).isEmpty();
  }
}
