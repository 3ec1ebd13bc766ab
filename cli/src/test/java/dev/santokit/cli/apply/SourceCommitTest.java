package dev.santokit.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceCommitTest {

  private static final String OID = "5cf735100000000000000000000000000000abcd";

  @Test
  void a_clean_working_copy_is_its_commit() {
    assertThat(SourceCommit.parse("# branch.oid " + OID + "\n# branch.head main\n")).contains(OID);
  }

  @Test
  void changed_or_new_files_make_it_dirty() {
    assertThat(
            SourceCommit.parse("# branch.oid " + OID + "\n1 .M N... 100644 100644 100644 a b c\n"))
        .contains(OID + "-dirty");
    assertThat(SourceCommit.parse("# branch.oid " + OID + "\n? logic/new.sql\n"))
        .contains(OID + "-dirty");
  }

  @Test
  void a_repository_without_a_commit_has_none() {
    assertThat(SourceCommit.parse("# branch.oid (initial)\n? a\n")).isEmpty();
  }
}
