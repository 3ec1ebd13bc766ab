package dev.santokit.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTarTest {

  @TempDir Path folder;

  @Test
  void a_file_that_changed_is_in_the_next_image_although_its_time_is_the_same()
      throws BuildFailed, IOException {
    byte[] first = image("first", "one");
    byte[] second = image("second", "two");
    byte[] again = image("again", "two");

    assertThat(second).isNotEqualTo(first);
    assertThat(again).isEqualTo(second);
  }

  /** An image of one file, built as a run of the build does: all files of one time. */
  private byte[] image(String run, String content) throws BuildFailed, IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("program.jar"), content, StandardCharsets.UTF_8);
    Tree.age(files);
    Path archive = folder.resolve(run + ".tar");
    new ImageTar(new Base.Scratch(), folder.resolve("bases"), folder.resolve("layers-" + run))
        .layer("app", ImageTar.tree(files, "/app"))
        .write("localhost/program:1", List.of("/app/program.jar"), archive);
    return Files.readAllBytes(archive);
  }
}
