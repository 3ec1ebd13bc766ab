package dev.santokit.crds.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.Formats;
import dev.santokit.project.logic.FunctionPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleNamesTest {

  private static final int LONGEST_NAME = 253;

  @ParameterizedTest
  @CsvSource({
    "users/get, shop.users.get",
    "users/profile/get-2, shop.users.profile.get-2",
    "users/getByID, shop.users.getbyid.ec92275a",
    "users/get_by_id, shop.users.get-by-id.03d3fba3",
    "users/_get, shop.users.get.e8be7f9f",
    "users/get-, shop.users.get.ab362ee0",
    "a/_, shop.a.13fab39d",
    "__/___, shop.966ace57"
  })
  void a_bundle_is_named_after_its_path(String path, String name) {
    assertThat(BundleNames.of("shop", new FunctionPath(path))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "users/get, Users/get",
    "users/get-x, users/get_x",
    "users/_get, users/get",
    "a/_, a/__"
  })
  void paths_that_a_name_cannot_tell_apart_have_two_names(String one, String other) {
    assertThat(BundleNames.of("shop", new FunctionPath(one)))
        .isNotEqualTo(BundleNames.of("shop", new FunctionPath(other)));
  }

  @Test
  void the_longest_name_is_legal() {
    String segment = "A".repeat(63);
    String path = segment + "/" + segment + "/" + segment + "/" + "a".repeat(8);
    String name = BundleNames.of("p".repeat(40), new FunctionPath(path));
    assertThat(path).hasSize(200);
    assertThat(name).hasSizeLessThanOrEqualTo(LONGEST_NAME).matches(Formats.OBJECT_NAME);
  }
}
