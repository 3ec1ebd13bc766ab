package dev.santokit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  @Test
  void a_column_is_as_wide_as_its_widest_cell_and_nothing_is_a_dash() {
    assertThat(
            Columns.lines(
                List.of("NAME", "ACCESS"),
                List.of(List.of("products/list", "public"), Arrays.asList("a/b", null))))
        .containsExactly("NAME            ACCESS", "products/list   public", "a/b             -");
  }
}
