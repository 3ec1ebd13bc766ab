package dev.santokit.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

  @TempDir Path folder;

  private final BlockingQueue<SortedSet<String>> reports = new LinkedBlockingQueue<>();
  private FolderWatch watch;

  @BeforeEach
  void watch_a_project() throws IOException {
    Files.createDirectories(folder.resolve("logic/users"));
    Files.createDirectories(folder.resolve(".stk/kv"));
    Files.writeString(folder.resolve("logic/users/get.sql"), "SELECT 1");
    watch = FolderWatch.start(folder, (paths, _) -> reports.add(paths));
  }

  @AfterEach
  void close() throws IOException {
    watch.close();
  }

  @Test
  void a_file_that_is_written_is_reported() throws Exception {
    Files.writeString(folder.resolve("logic/users/get.sql"), "SELECT 2");
    assertThat(reported("logic/users/get.sql")).isTrue();
  }

  @Test
  void an_editor_that_saves_by_renaming_is_noticed() throws Exception {
    Path temporary = folder.resolve("logic/users/.get.sql.swp");
    Files.writeString(temporary, "SELECT 2");
    Files.move(
        temporary,
        folder.resolve("logic/users/get.sql"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(reported("logic/users/get.sql")).isTrue();
  }

  @Test
  void a_deleted_file_is_reported() throws Exception {
    Files.delete(folder.resolve("logic/users/get.sql"));
    assertThat(reported("logic/users/get.sql")).isTrue();
  }

  @Test
  void files_in_folders_that_came_later_are_seen() throws Exception {
    Files.createDirectories(folder.resolve("logic/orders/items"));
    Files.writeString(folder.resolve("logic/orders/items/add.sql"), "SELECT 1");
    assertThat(reported("logic/orders/items/add.sql")).isTrue();

    Files.writeString(folder.resolve("logic/orders/items/add.sql"), "SELECT 2");
    assertThat(reported("logic/orders/items/add.sql")).isTrue();
  }

  @Test
  void a_folder_that_moved_is_watched_under_its_new_name() throws Exception {
    Files.move(folder.resolve("logic/users"), folder.resolve("logic/people"));
    assertThat(reported("logic/people/get.sql")).isTrue();

    Files.writeString(folder.resolve("logic/people/get.sql"), "SELECT 2");
    assertThat(reported("logic/people/get.sql")).isTrue();
  }

  @Test
  void what_stk_itself_writes_is_not_reported() throws Exception {
    Files.writeString(folder.resolve(".stk/kv/manifest.json.gz"), "x");
    Files.writeString(folder.resolve("logic/users/get.sql"), "SELECT 2");
    assertThat(next()).allMatch(path -> !path.startsWith(".stk"));
  }

  @Test
  void a_save_of_many_files_is_one_report_and_none_is_lost() throws Exception {
    SortedSet<String> written = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      Files.writeString(folder.resolve("logic/users/f" + i + ".sql"), "SELECT " + i);
      written.add("logic/users/f" + i + ".sql");
    }
    SortedSet<String> seen = new TreeSet<>();
    while (!seen.containsAll(written)) {
      seen.addAll(next());
    }
    assertThat(seen).containsAll(written);
  }

  private boolean reported(String path) throws InterruptedException {
    SortedSet<String> report = next();
    while (!report.contains(path)) {
      report = next();
    }
    return true;
  }

  private SortedSet<String> next() throws InterruptedException {
    SortedSet<String> report = reports.poll(10, TimeUnit.SECONDS);
    assertThat(report).as("a report within ten seconds").isNotNull();
    return report;
  }
}
