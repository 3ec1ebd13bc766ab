package dev.santokit.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

  @Test
  void without_words_both_images_are_built_on_nothing() throws Exception {
    Options options = read();

    assertThat(options.programs()).extracting(Program::name).containsExactly("server", "operator");
    assertThat(options.base()).isEqualTo(new Base.Scratch());
    assertThat(options.namePrefix() + "server:" + options.tag())
        .isEqualTo("localhost/santokit-server:dev");
  }

  @Test
  void a_word_builds_one_image() throws Exception {
    assertThat(read("operator").programs()).containsExactly(Program.OPERATOR);
  }

  @Test
  void a_base_is_an_archive_when_there_is_such_a_file(@TempDir Path folder) throws Exception {
    Path archive = Files.createFile(folder.resolve("base.tar"));

    assertThat(read("--base", archive.toString()).base()).isEqualTo(new Base.Archive(archive));
    assertThat(read("--base", "debian:bookworm-slim").base())
        .isEqualTo(new Base.Registry("debian:bookworm-slim"));
  }

  @Test
  void an_archive_that_is_not_there_is_no_name_of_an_image() {
    assertThatExceptionOfType(BuildFailed.class)
        .isThrownBy(() -> read("--base", "/nowhere/base.tar"))
        .withMessage("--base /nowhere/base.tar: there is no such file");
  }

  @Test
  void what_is_not_known_is_refused_with_the_usage() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> read("sever"))
        .withMessageContaining("unknown word sever")
        .withMessageContaining("usage: images/build");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> read("--tag"))
        .withMessageContaining("--tag needs a value");
  }

  private static Options read(String... words) throws UsageException, BuildFailed {
    List<String> arguments = new ArrayList<>(List.of("/repository"));
    arguments.addAll(List.of(words));
    return Options.of(arguments);
  }
}
