package dev.santokit.e2e;

import static dev.santokit.e2e.Chart.notes;
import static dev.santokit.e2e.Chart.rendered;
import static dev.santokit.e2e.Chart.renderedAs;
import static dev.santokit.e2e.Chart.rights;
import static dev.santokit.e2e.Chart.template;
import static dev.santokit.e2e.Chart.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Chart.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helm makes of the chart. Needs helm and no cluster. */
@Order(0)
class ChartIT {

  private static final Rendered DEFAULT = rendered();

  private static final String POLICY = "ValidatingAdmissionPolicy";
  private static final String PROMETHEUS = "--api-versions=monitoring.coreos.com/v1";

  /** All that the operator may do, by resource. */
  private static final List<String> RIGHTS =
      List.of(
          "santokit.dev/santokitprojects get list watch",
          "santokit.dev/santokitprojects/status patch",
          "santokit.dev/santokitprojects/finalizers update",
          "santokit.dev/logicbundles get list watch",
          "santokit.dev/logicbundles/status patch",
          "santokit.dev/schemaplans get list watch delete",
          "santokit.dev/schemaplans/status patch",
          "/serviceaccounts get list watch create patch",
          "/services get list watch create patch",
          "/configmaps get list watch create patch delete",
          "/secrets get list watch create patch",
          "/pods get list watch patch",
          "/events get create patch",
          "apps/deployments get list watch create patch",
          "autoscaling/horizontalpodautoscalers get list watch create patch delete",
          "policy/poddisruptionbudgets get list watch create patch delete",
          "networking.k8s.io/networkpolicies get list watch create patch",
          "rbac.authorization.k8s.io/roles get list watch create patch");

  @Test
  void helm_has_nothing_to_say_against_it() {
    Chart.lint().succeeds();
  }

  @Test
  void the_operator_may_do_what_it_does_and_nothing_else() {
    assertThat(rights(DEFAULT.one("ClusterRole", "santokit-operator"))).isEqualTo(set(RIGHTS));
  }

  @Test
  void in_its_own_namespace_the_operator_may_hold_its_lease() {
    assertThat(rights(DEFAULT.one("Role", "santokit-operator-lease")))
        .isEqualTo(
            set(
                List.of(
                    "coordination.k8s.io/leases create",
                    "coordination.k8s.io/leases get update patch only santokit-operator")));
    assertThat(DEFAULT.one("Role", "santokit-operator-lease").at("/metadata/namespace").asText())
        .isEqualTo("santokit");
  }

  @ParameterizedTest
  @CsvSource({
    "ClusterRole, ClusterRoleBinding, santokit-operator",
    "ClusterRole, ClusterRoleBinding, santokit-operator-policy",
    "Role, RoleBinding, santokit-operator-lease"
  })
  void a_role_of_the_operator_is_bound_to_its_service_account(
      String role, String binding, String name) {
    JsonNode bound = DEFAULT.one(binding, name);
    assertThat(bound.at("/roleRef/kind").asText()).isEqualTo(role);
    assertThat(bound.at("/roleRef/name").asText()).isEqualTo(name);
    assertThat(bound.path("subjects")).hasSize(1);
    assertThat(bound.at("/subjects/0/name").asText()).isEqualTo("santokit-operator");
    assertThat(bound.at("/subjects/0/namespace").asText()).isEqualTo("santokit");
    assertThat(DEFAULT.pod().at("/spec/serviceAccountName").asText())
        .isEqualTo("santokit-operator");
  }

  @Test
  void of_the_whole_cluster_the_operator_sees_the_policy_that_guards_approvals_and_no_other() {
    assertThat(rights(DEFAULT.one("ClusterRole", "santokit-operator-policy")))
        .isEqualTo(
            set(
                List.of(
                    "admissionregistration.k8s.io/validatingadmissionpolicies get"
                        + " only santokit-approve",
                    "admissionregistration.k8s.io/validatingadmissionpolicybindings get"
                        + " only santokit-approve")));
    assertThat(environment(DEFAULT, "SANTOKIT_APPROVAL_POLICY")).isEqualTo("santokit-approve");
    assertThat(environment(renderedAs("second"), "second-santokit", "SANTOKIT_APPROVAL_POLICY"))
        .isEqualTo("second-santokit-approve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--set=watchNamespaces={blue,green}"})
  void no_role_has_a_wildcard_or_can_raise_itself(String option) {
    Rendered chart = rendered(Stream.of(option).filter(o -> !o.isEmpty()).toArray(String[]::new));
    var roles = new ArrayList<>(chart.all("ClusterRole"));
    roles.addAll(chart.all("Role"));
    assertThat(roles)
        .hasSizeGreaterThan(5)
        .allSatisfy(role ->
            assertThat(rights(role))
                .isNotEmpty()
                .noneMatch(right -> right.contains("*"))
                .noneMatch(right -> right.matches(".* (escalate|bind|impersonate)( .*)?")));
  }

  @Test
  void watched_namespaces_have_a_role_each_with_the_same_rights_and_the_cluster_has_none() {
    Rendered chart = rendered("--set=watchNamespaces={blue,green}");
    assertThat(chart.one("ClusterRole", "santokit-operator").isMissingNode()).isTrue();
    assertThat(namesOf(chart))
        .filteredOn(name -> name.startsWith("ClusterRoleBinding/"))
        .as("policies belong to no namespace, so the right to see one does not either")
        .containsExactly("ClusterRoleBinding/santokit-operator-policy");
    var roles = named(chart.all("Role"), "santokit-operator");
    assertThat(namespaces(roles)).containsExactly("blue", "green");
    assertThat(roles).allSatisfy(role -> assertThat(rights(role)).isEqualTo(set(RIGHTS)));
    var bindings = named(chart.all("RoleBinding"), "santokit-operator");
    assertThat(namespaces(bindings)).containsExactly("blue", "green");
    assertThat(bindings)
        .allSatisfy(binding -> {
          assertThat(binding.at("/roleRef/kind").asText()).isEqualTo("Role");
          assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("santokit");
        });
    assertThat(environment(chart, "SANTOKIT_WATCH_NAMESPACES")).isEqualTo("blue,green");
    assertThat(environment(DEFAULT, "SANTOKIT_WATCH_NAMESPACES")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "santokit-viewer, view",
    "santokit-developer, edit",
    "santokit-admin, admin",
    "santokit-approver, "
  })
  void a_role_for_people_is_aggregated_to_one_role_of_kubernetes_at_most(String name, String to) {
    var aggregated = new TreeSet<String>();
    DEFAULT
        .one("ClusterRole", name)
        .at("/metadata/labels")
        .fieldNames()
        .forEachRemaining(label -> {
          if (label.contains("aggregate-to-")) {
            aggregated.add(label);
          }
        });
    assertThat(aggregated)
        .isEqualTo(
            to == null
                ? new TreeSet<>()
                : new TreeSet<>(List.of("rbac.authorization.k8s.io/aggregate-to-" + to)));
  }

  @Test
  void people_may_do_what_their_role_says() {
    assertThat(rights(DEFAULT.one("ClusterRole", "santokit-viewer")))
        .isEqualTo(
            set(
                List.of(
                    "santokit.dev/santokitprojects get list watch",
                    "santokit.dev/logicbundles get list watch",
                    "santokit.dev/schemaplans get list watch")));
    assertThat(rights(DEFAULT.one("ClusterRole", "santokit-developer")))
        .isEqualTo(
            set(
                List.of(
                    "santokit.dev/santokitprojects get list watch patch",
                    "santokit.dev/logicbundles get list watch create update patch delete",
                    "santokit.dev/schemaplans get list watch create update patch delete",
                    "/pods get list watch",
                    "/pods/log get list watch",
                    "/events get list watch")));
    assertThat(rights(DEFAULT.one("ClusterRole", "santokit-admin")))
        .isEqualTo(
            set(
                List.of(
                    "santokit.dev/santokitprojects get list watch create update patch delete"
                        + " configure",
                    "santokit.dev/santokitprojects/scale get update patch")));
    assertThat(rights(DEFAULT.one("ClusterRole", "santokit-approver")))
        .isEqualTo(set(List.of("santokit.dev/schemaplans approve")));
  }

  @Test
  void no_role_for_people_reaches_secrets_the_inside_of_pods_or_a_status() {
    var roles = DEFAULT.all("ClusterRole").stream().filter(ChartIT::forPeople).toList();
    assertThat(roles)
        .hasSize(4)
        .allSatisfy(role ->
            assertThat(rights(role))
                .noneMatch(right -> right.startsWith("/secrets"))
                .noneMatch(right ->
                    right.matches("/pods/(exec|attach|portforward|ephemeralcontainers|proxy) .*"))
                .noneMatch(right -> right.matches("/pods (create|update|patch)"))
                .noneMatch(right -> right.contains("/status ")));
  }

  @Test
  void without_roles_there_is_none_for_people() {
    assertThat(rendered("--set=roles.install=false").all("ClusterRole"))
        .extracting(role -> role.at("/metadata/name").asText())
        .containsExactlyInAnyOrder("santokit-operator", "santokit-operator-policy");
  }

  @ParameterizedTest
  @CsvSource({"approve, schemaplans, CREATE UPDATE", "configure, santokitprojects, UPDATE"})
  void a_policy_refuses_whoever_lacks_its_verb_and_whatever_it_cannot_judge(
      String verb, String resource, String operations) {
    JsonNode policy = DEFAULT.one(POLICY, "santokit-" + verb);
    assertThat(policy.at("/spec/failurePolicy").asText()).isEqualTo("Fail");
    JsonNode rules = policy.at("/spec/matchConstraints/resourceRules");
    assertThat(rules).hasSize(1);
    assertThat(texts(rules.get(0), "apiGroups")).containsExactly("santokit.dev");
    assertThat(texts(rules.get(0), "resources")).containsExactly(resource);
    assertThat(texts(rules.get(0), "operations")).containsExactly(operations.split(" "));
    assertThat(policy.path("spec").has("matchConditions")).as("nobody is left out").isFalse();
    assertThat(policy.at("/spec/validations"))
        .hasSize(1)
        .allSatisfy(validation -> {
          assertThat(validation.path("reason").asText()).isEqualTo("Forbidden");
          assertThat(validation.path("expression").asText())
              .containsOnlyOnce("authorizer.")
              .contains(".resource('" + resource + "')", ".check('" + verb + "').allowed()");
        });
    JsonNode binding = DEFAULT.one(POLICY + "Binding", "santokit-" + verb);
    assertThat(binding.at("/spec/policyName").asText()).isEqualTo("santokit-" + verb);
    assertThat(texts(binding.path("spec"), "validationActions")).containsExactly("Deny");
    assertThat(binding.path("spec").has("matchResources")).isFalse();
  }

  @Test
  void policies_are_in_force_where_the_operator_works() throws IOException {
    Rendered chart = rendered("--set=watchNamespaces={blue,green}");
    assertThat(chart.all(POLICY + "Binding"))
        .hasSize(2)
        .allSatisfy(binding ->
            assertThat(binding.at("/spec/matchResources"))
                .isEqualTo(
                    yaml(
                        "{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name,"
                            + " operator: In, values: [blue, green]}]}}")));
  }

  @Test
  void a_policy_can_be_left_out_and_the_operator_knows_of_that_for_approvals() {
    Rendered open = rendered("--set=approval.enforce=false");
    assertThat(namesOf(open))
        .contains(POLICY + "/santokit-configure", POLICY + "Binding/santokit-configure")
        .doesNotContain(
            POLICY + "/santokit-approve",
            POLICY + "Binding/santokit-approve",
            "ClusterRole/santokit-operator-policy",
            "ClusterRoleBinding/santokit-operator-policy");
    assertThat(environment(open, "SANTOKIT_APPROVAL_POLICY")).isEmpty();
    assertThat(notes("--set=approval.enforce=false")).contains("approval.enforce is false");
    assertThat(namesOf(rendered("--set=configure.enforce=false")))
        .contains(POLICY + "/santokit-approve")
        .doesNotContain(POLICY + "/santokit-configure", POLICY + "Binding/santokit-configure");
    assertThat(notes("--set=configure.enforce=false")).contains("configure.enforce is false");
    assertThat(notes()).doesNotContain("enforce is false");
  }

  @Test
  void the_types_come_along_are_kept_and_can_be_left_out() {
    assertThat(DEFAULT.all("CustomResourceDefinition"))
        .hasSize(3)
        .allSatisfy(crd ->
            assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                .isEqualTo("keep"));
    assertThat(rendered("--set=crds.install=false").kinds())
        .doesNotContain("CustomResourceDefinition")
        .contains("Deployment");
  }

  @Test
  void an_image_is_that_of_the_release_unless_a_tag_or_a_digest_says_otherwise() {
    assertThat(DEFAULT.container().path("image").asText())
        .isEqualTo("localhost/santokit-operator:0.1.0-SNAPSHOT");
    assertThat(environment(DEFAULT, "SANTOKIT_SERVER_IMAGE"))
        .isEqualTo("localhost/santokit-server:0.1.0-SNAPSHOT");
    Rendered tagged = rendered("--set=operator.image.tag=1.2,server.image.tag=1.3");
    assertThat(tagged.container().path("image").asText())
        .isEqualTo("localhost/santokit-operator:1.2");
    assertThat(environment(tagged, "SANTOKIT_SERVER_IMAGE"))
        .isEqualTo("localhost/santokit-server:1.3");
  }

  @Test
  void the_release_is_that_of_the_build() throws IOException {
    String pom = Files.readString(Repository.ROOT.resolve("pom.xml"));
    JsonNode chart = Chart.YAML.readTree(Repository.CHART.resolve("Chart.yaml").toFile());
    assertThat(pom)
        .contains(
            "<artifactId>santokit</artifactId>\n  <version>%s</version>"
                .formatted(chart.path("appVersion").asText()));
  }

  @Test
  void a_digest_wins_over_a_tag() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    Rendered chart =
        rendered(
            "--set=operator.image.repository=registry.example.com:5000/team/operator",
            "--set=operator.image.tag=1.2,operator.image.digest=" + digest,
            "--set=server.image.tag=1.2,server.image.digest=" + digest);
    assertThat(chart.container().path("image").asText())
        .isEqualTo("registry.example.com:5000/team/operator@" + digest);
    assertThat(environment(chart, "SANTOKIT_SERVER_IMAGE"))
        .isEqualTo("localhost/santokit-server@" + digest);
  }

  @Test
  void the_operator_is_scheduled_and_marked_as_the_values_say() throws IOException {
    Rendered chart =
        rendered(
            "--set=imagePullSecrets={registry}",
            "--set-json=operator="
                + """
                {"priorityClassName": "high", "nodeSelector": {"disk": "ssd"},
                 "tolerations": [{"key": "infra", "operator": "Exists"}],
                 "affinity": {"nodeAffinity": {"x": 1}}, "topologySpreadConstraints": [{"maxSkew": 1}],
                 "podAnnotations": {"note": "true"}, "podLabels": {"team": "a", "app.kubernetes.io/name": "b"},
                 "resources": {"limits": {"cpu": 2}}, "env": [{"name": "TZ", "value": "UTC"}],
                 "logLevel": "DEBUG", "logJson": false}
                """);
    JsonNode spec = chart.pod().path("spec");
    assertThat(spec.path("imagePullSecrets")).isEqualTo(yaml("[{name: registry}]"));
    assertThat(spec.path("priorityClassName").asText()).isEqualTo("high");
    assertThat(spec.path("nodeSelector")).isEqualTo(yaml("{disk: ssd}"));
    assertThat(spec.path("tolerations")).isEqualTo(yaml("[{key: infra, operator: Exists}]"));
    assertThat(spec.path("affinity")).isEqualTo(yaml("{nodeAffinity: {x: 1}}"));
    assertThat(spec.path("topologySpreadConstraints")).isEqualTo(yaml("[{maxSkew: 1}]"));
    assertThat(chart.pod().at("/metadata/annotations")).isEqualTo(yaml("{note: 'true'}"));
    assertThat(chart.pod().at("/metadata/labels/team").asText()).isEqualTo("a");
    assertThat(chart.container().at("/resources/limits/cpu").asInt()).isEqualTo(2);
    assertThat(environment(chart, "TZ")).isEqualTo("UTC");
    assertThat(environment(chart, "SANTOKIT_LOG_LEVEL")).isEqualTo("DEBUG");
    assertThat(environment(chart, "SANTOKIT_LOG_JSON")).isEqualTo("false");
    assertThat(chart.pod().at("/metadata/labels/app.kubernetes.io~1name").asText())
        .as("a label by which the Deployment finds its pods cannot be replaced")
        .isEqualTo("santokit-operator");
  }

  @Test
  void the_service_account_may_have_another_name_and_annotations() {
    Rendered chart =
        rendered(
            "--set=operator.serviceAccount.name=runner,operator.serviceAccount.annotations.a=b");
    JsonNode account = chart.one("ServiceAccount", "runner");
    assertThat(account.at("/metadata/annotations/a").asText()).isEqualTo("b");
    assertThat(account.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(chart.pod().at("/spec/serviceAccountName").asText()).isEqualTo("runner");
    assertThat(chart.one("ClusterRoleBinding", "santokit-operator").at("/subjects/0/name").asText())
        .isEqualTo("runner");
    assertThat(chart.one("RoleBinding", "santokit-operator-lease").at("/subjects/0/name").asText())
        .isEqualTo("runner");
  }

  @Test
  void the_operator_meets_restricted_pod_security_and_writes_nothing_but_tmp() throws IOException {
    assertThat(DEFAULT.pod().at("/spec/securityContext"))
        .isEqualTo(yaml("{runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}"));
    assertThat(DEFAULT.container().path("securityContext"))
        .isEqualTo(
            yaml(
                "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: true,"
                    + " capabilities: {drop: [ALL]}}"));
    assertThat(DEFAULT.pod().at("/spec/volumes")).hasSize(1);
    assertThat(DEFAULT.container().at("/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");
    assertThat(DEFAULT.container().at("/resources/limits/memory").asText()).isNotEmpty();
    assertThat(DEFAULT.container().at("/resources/requests/cpu").asText()).isNotEmpty();
  }

  @Test
  void every_probe_asks_the_management_port() {
    for (var probe :
        List.of("startupProbe started", "livenessProbe live", "readinessProbe ready")) {
      JsonNode get = DEFAULT.container().path(probe.split(" ")[0]).path("httpGet");
      assertThat(get.path("path").asText()).isEqualTo("/q/health/" + probe.split(" ")[1]);
      assertThat(get.path("port").asText()).isEqualTo("management");
    }
    assertThat(DEFAULT.container().at("/ports/0/containerPort").asInt()).isEqualTo(9000);
    assertThat(DEFAULT.one("Service", "santokit-operator").at("/spec/ports")).hasSize(1);
  }

  @Test
  void a_disruption_budget_is_there_above_one_replica() {
    assertThat(DEFAULT.kinds()).doesNotContain("PodDisruptionBudget");
    Rendered two = rendered("--set=operator.replicas=2");
    assertThat(two.one("Deployment", "santokit-operator").at("/spec/replicas").asInt())
        .isEqualTo(2);
    JsonNode budget = two.one("PodDisruptionBudget", "santokit-operator");
    assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
    assertThat(budget.at("/spec/selector"))
        .isEqualTo(two.one("Deployment", "santokit-operator").at("/spec/selector"));
  }

  @Test
  void monitors_are_made_where_they_are_asked_for_and_the_cluster_knows_them() {
    String both = "--set=metrics.serviceMonitor.enabled=true,metrics.podMonitor.enabled=true";
    String labels = "--set=metrics.serviceMonitor.labels.team=a,metrics.podMonitor.interval=1m";
    assertThat(rendered(PROMETHEUS).kinds()).doesNotContain("ServiceMonitor", "PodMonitor");
    assertThat(rendered(both).kinds()).doesNotContain("ServiceMonitor", "PodMonitor");
    assertThat(notes(both)).contains("No monitor was made");
    Rendered chart = rendered(PROMETHEUS, both, labels);
    JsonNode operator = chart.one("ServiceMonitor", "santokit-operator");
    assertThat(operator.at("/metadata/labels/team").asText()).isEqualTo("a");
    assertThat(operator.at("/spec/selector"))
        .isEqualTo(chart.one("Deployment", "santokit-operator").at("/spec/selector"));
    JsonNode servers = chart.one("PodMonitor", "santokit-servers");
    assertThat(servers.at("/spec/podMetricsEndpoints/0/interval").asText()).isEqualTo("1m");
    assertThat(servers.at("/spec/namespaceSelector/any").asBoolean()).isTrue();
    assertThat(
            texts(
                rendered(PROMETHEUS, both, "--set=watchNamespaces={blue}")
                    .one("PodMonitor", "santokit-servers")
                    .at("/spec/namespaceSelector"),
                "matchNames"))
        .containsExactly("blue");
  }

  @Test
  void selectors_hold_nothing_that_an_upgrade_changes() throws IOException {
    JsonNode selector =
        yaml("{app.kubernetes.io/name: santokit-operator, app.kubernetes.io/instance: santokit}");
    assertThat(DEFAULT.one("Deployment", "santokit-operator").at("/spec/selector/matchLabels"))
        .isEqualTo(selector);
    assertThat(DEFAULT.one("Service", "santokit-operator").at("/spec/selector"))
        .isEqualTo(selector);
  }

  @Test
  void the_chart_never_looks_into_the_cluster() throws IOException {
    try (var files = Files.walk(Repository.CHART.resolve("templates"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(Files.readString(file)).doesNotContainPattern("\\{\\{[^}]*\\blookup\\b"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operator.replicas=two",
        "operator.replicas=-1",
        "operator.replicas=1.5",
        "operators.replicas=2",
        "operator.image.name=x",
        "operator.image.digest=sha256:12",
        "operator.image.tag=a b",
        "operator.image.repository=a/b:1.0",
        "operator.image.pullPolicy=Sometimes",
        "operator.logLevel=verbose",
        "operator.resources.limit.cpu=1",
        "operator.env[0].value=x",
        "operator.env[0].name=SANTOKIT_NAMESPACE",
        "operator.env[0].name=SANTOKIT_APPROVAL_POLICY",
        "operator.nodeSelector=ssd",
        "operator.affinity.node=x",
        "operator.podAnnotations.a=1",
        "crds.install=yes",
        "crds.keep=true",
        "roles.install=1",
        "approval.enforce=no",
        "approval.enforced=true",
        "approval=false",
        "configure.enforce=0",
        "watchNamespaces=blue",
        "watchNamespaces={Blue}",
        "watchNamespaces={blue,blue}",
        "imagePullSecrets[0].name=a",
        "server.replicas=2",
        "metrics.serviceMonitor.interval=often",
        "metrics.enabled=true",
        "operator=null"
      })
  void a_wrong_or_unknown_value_is_refused(String value) {
    template("--set=" + value).fails().says("values don't meet the specifications of the schema");
  }

  @Test
  void every_value_that_the_schema_knows_has_a_default_that_can_be_read() throws IOException {
    JsonNode schema = Chart.YAML.readTree(Repository.CHART.resolve("values.schema.json").toFile());
    JsonNode values = Chart.YAML.readTree(Repository.CHART.resolve("values.yaml").toFile());
    assertThat(paths(schema, schema, ""))
        .hasSizeGreaterThan(30)
        .allSatisfy(path -> assertThat(values.at(path).isMissingNode()).as(path).isFalse());
  }

  @Test
  void the_notes_say_the_next_commands() {
    assertThat(notes())
        .contains("kubectl --namespace santokit rollout status deployment/santokit-operator")
        .contains("kubectl create namespace shop\n")
        .contains("stk apply --namespace shop\n")
        .contains("--clusterrole=santokit-developer")
        .doesNotContain("No monitor");
    assertThat(notes("--set=watchNamespaces={blue,green}", "--set=roles.install=false"))
        .contains("projects in: blue, green.")
        .contains("stk apply --namespace blue\n")
        .doesNotContain("create namespace", "--clusterrole");
    assertThat(notes("--set=operator.replicas=0")).contains("operator.replicas is 0");
  }

  @Test
  void two_releases_share_no_name_but_that_of_the_roles_for_people() {
    var names = new TreeSet<>(namesOf(rendered("--set=roles.install=false,crds.install=false")));
    names.retainAll(namesOf(renderedAs("second", "--set=roles.install=false,crds.install=false")));
    assertThat(names).isEmpty();
  }

  private static SortedSet<String> namesOf(Rendered chart) {
    var names = new TreeSet<String>();
    chart
        .objects()
        .forEach(object ->
            names.add(object.path("kind").asText() + "/" + object.at("/metadata/name").asText()));
    return names;
  }

  private static boolean forPeople(JsonNode role) {
    return !role.at("/metadata/name").asText().startsWith("santokit-operator");
  }

  private static List<JsonNode> named(List<JsonNode> objects, String name) {
    return objects.stream()
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .toList();
  }

  private static List<String> namespaces(List<JsonNode> objects) {
    return objects.stream().map(object -> object.at("/metadata/namespace").asText()).toList();
  }

  private static String environment(Rendered chart, String name) {
    return environment(chart, "santokit", name);
  }

  private static String environment(Rendered chart, String release, String name) {
    JsonNode pod = chart.one("Deployment", release + "-operator");
    for (JsonNode variable : pod.at("/spec/template/spec/containers/0/env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value").asText();
      }
    }
    throw new AssertionError("the operator has no variable " + name);
  }

  private static JsonNode yaml(String text) throws IOException {
    return Chart.YAML.readTree(text);
  }

  /** {@code group/resource verb verb [only name]} as one right a verb. */
  private static SortedSet<String> set(List<String> lines) {
    var rights = new TreeSet<String>();
    for (String line : lines) {
      String[] parts = line.split(" only ");
      String[] words = parts[0].split(" ");
      for (int i = 1; i < words.length; i++) {
        rights.add(words[0] + " " + words[i] + (parts.length > 1 ? " only " + parts[1] : ""));
      }
    }
    return rights;
  }

  /** The paths of all leaves that a schema names. */
  private static SortedSet<String> paths(JsonNode root, JsonNode schema, String at) {
    var paths = new TreeSet<String>();
    var resolved = resolved(root, schema);
    if (!resolved.has("properties") || at.endsWith("/resources") || at.endsWith("/affinity")) {
      return new TreeSet<>(List.of(at));
    }
    resolved
        .path("properties")
        .properties()
        .forEach(property -> {
          if (!property.getKey().equals("global")) {
            paths.addAll(paths(root, property.getValue(), at + "/" + property.getKey()));
          }
        });
    return paths;
  }

  private static JsonNode resolved(JsonNode root, JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
  }
}
