package dev.santokit.project.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {

  @TempDir Path dir;
  private final Problems problems = new Problems();

  @Test
  void a_text_is_read_without_its_byte_order_mark() throws IOException {
    write("logic/a.sql", "\uFEFFSELECT 'é'".getBytes(StandardCharsets.UTF_8));
    assertThat(folder().text("logic/a.sql", 100, problems)).isEqualTo("SELECT 'é'");
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void bytes_that_are_not_utf_8_are_shown_where_they_stand() throws IOException {
    write("a.sql", "SELECT 1\n  'caf\u00e9'".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(folder().text("a.sql", 100, problems)).isNull();
    assertProblems("a.sql:2:7: the file is not UTF-8 [FILE_UNREADABLE]");
  }

  @Test
  void a_file_cut_within_a_character_is_not_utf_8() throws IOException {
    write("a.sql", new byte[] {'-', '-', (byte) 0xC3});
    assertThat(folder().text("a.sql", 100, problems)).isNull();
    assertProblems("a.sql:1:3: the file is not UTF-8 [FILE_UNREADABLE]");
  }

  @Test
  void a_file_is_read_up_to_its_bound_and_not_further() throws IOException {
    write("a.sql", new byte[2048]);
    assertThat(folder().text("a.sql", 2048, problems)).hasSize(2048);
    assertThat(folder().text("a.sql", 2047, problems)).isNull();
    assertProblems("a.sql:1:1: the file has more than 1 KiB [FILE_TOO_LARGE]");
  }

  @Test
  void symbolic_links_are_refused_wherever_they_stand_in_the_path() throws IOException {
    write("elsewhere/passwd", "root".getBytes(StandardCharsets.UTF_8));
    Files.createSymbolicLink(dir.resolve("lib"), dir.resolve("elsewhere"));
    assertThat(folder().text("lib/passwd", 100, problems)).isNull();
    assertProblems("lib/passwd:1:1: lib is a symbolic link [FILE_UNREADABLE]");
  }

  @Test
  void what_is_not_there_is_said() {
    assertThat(folder().text("a.sql", 100, problems)).isNull();
    assertThat(folder().filesUnder("logic", problems)).isEmpty();
    assertProblems("a.sql:1:1: there is no such file [FILE_UNREADABLE]");
  }

  @Test
  void files_are_listed_by_path_without_hidden_ones_and_backups() throws IOException {
    for (String file :
        new String[] {"b/x.sql", "a/y.sql", "a/.y.sql.swp", "a/y.sql~", ".git/config", "z.sql"}) {
      write("logic/" + file, new byte[0]);
    }
    assertThat(folder().filesUnder("logic", problems))
        .containsExactly("logic/a/y.sql", "logic/b/x.sql", "logic/z.sql");
    assertThat(problems.sorted()).isEmpty();
  }

  private ProjectFolder folder() {
    return new ProjectFolder(dir);
  }

  private void write(String file, byte[] bytes) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, bytes);
  }

  private void assertProblems(String... lines) {
    assertThat(problems.sorted()).extracting(Problem::line).containsExactly(lines);
  }
}
