package dev.santokit.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {

  @TempDir private Path folder;
  private Path tree;

  @BeforeEach
  void tree() throws IOException {
    tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("a/b"));
    Files.writeString(tree.resolve("a/b/one"), "1");
    Files.writeString(tree.resolve("two"), "2");
  }

  @Test
  void a_copy_has_the_same_hash_whatever_its_times() throws IOException {
    Tree.copy(tree, folder.resolve("copy"));
    Tree.age(folder.resolve("copy"));

    assertThat(Files.getLastModifiedTime(folder.resolve("copy/two")).toMillis()).isEqualTo(1000);
    assertThat(hash("copy")).isEqualTo(hash("tree"));
  }

  @Test
  void another_content_name_or_word_is_another_hash() throws IOException {
    String before = hash("tree");
    Files.writeString(tree.resolve("two"), "3");
    String after = hash("tree");
    assertThat(after).isNotEqualTo(before);
    Files.move(tree.resolve("two"), tree.resolve("three"));
    assertThat(hash("tree")).isNotEqualTo(after);
    assertThat(Tree.hash(List.of(tree), List.of("flag"))).isNotEqualTo(hash("tree"));
  }

  @Test
  void a_folder_is_deleted_with_all_in_it_and_may_be_gone() throws IOException {
    Tree.delete(tree);
    Tree.delete(tree);
    assertThat(tree).doesNotExist();
  }

  private String hash(String name) throws IOException {
    return Tree.hash(List.of(folder.resolve(name)), List.of());
  }
}
