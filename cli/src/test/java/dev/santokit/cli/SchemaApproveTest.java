package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an approval asks of the API server, and what is told of its answers. */
class SchemaApproveTest {

  private static final String HASH = "sha256:" + "ab".repeat(32);
  private static final String PLAN =
      "/apis/santokit.dev/v1alpha1/namespaces/prod/schemaplans/shop-main";

  @TempDir Path folder;

  private FakeApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApiServer();
    api.answers(
        "GET " + PLAN,
        """
        {"apiVersion": "santokit.dev/v1alpha1", "kind": "SchemaPlan",
         "metadata": {"name": "shop-main", "namespace": "prod", "generation": 2},
         "spec": {"project": "shop", "database": "main", "schema": {"files": []}},
         "status": {"observedGeneration": 2, "phase": "AwaitingApproval", "plan": {"hash": "%s",
           "contract": [{"sql": "DROP TABLE a", "hazards": [{"code": "DROP_TABLE", "level": "approve"}]}]}}}
        """
            .formatted(HASH));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private StkRun approve() {
    return StkRun.In.folder(folder)
        .variable("KUBECONFIG", api.kubeconfig(folder, "prod").toString())
        .variable("HOME", folder.toString())
        .stk("schema", "approve", "--project", "shop", "--hash", HASH);
  }

  @Test
  void it_applies_the_hash_alone_as_a_manager_of_its_own() {
    api.answers(
        "PATCH " + PLAN, "{\"apiVersion\": \"santokit.dev/v1alpha1\", \"kind\": \"SchemaPlan\"}");
    approve().exits(ExitCode.DONE).prints("main approved: " + HASH);
    var patch = api.requests("PATCH").getFirst();
    assertThat(patch.line()).contains("fieldManager=stk-approve");
    assertThat(patch.json().path("spec").toString())
        .isEqualTo("{\"approvedPlan\":\"" + HASH + "\"}");
  }

  @Test
  void who_may_not_approve_is_told_in_a_line_which_right_is_needed() {
    api.refuses(
        "PATCH " + PLAN,
        403,
        "Forbidden",
        "schemaplans.santokit.dev \"shop-main\" is forbidden: ValidatingAdmissionPolicy"
            + " 'santokit-approve' with binding 'santokit-approve' denied request: to set or change"
            + " spec.approvedPlan you need the verb approve on schemaplans.santokit.dev in namespace"
            + " prod, which the role santokit-approver has");
    StkRun run = approve().exits(ExitCode.NOT_PERMITTED);
    assertThat(run.err().lines().findFirst())
        .contains(
            "stk: to set or change spec.approvedPlan you need the verb approve on"
                + " schemaplans.santokit.dev in namespace prod, which the role santokit-approver has");
  }
}
