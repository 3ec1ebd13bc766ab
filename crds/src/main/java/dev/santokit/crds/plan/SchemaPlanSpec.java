package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.Alias;
import dev.santokit.crds.DurationText;
import dev.santokit.crds.ProjectName;
import dev.santokit.crds.Sha256;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the database should look like, and who agreed to which plan. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("What the database should look like, and who agreed to which plan.")
public record SchemaPlanSpec(
    @JsonPropertyDescription(
            "Name of the SantokitProject, in the same namespace. A plan keeps it for life.")
        @Required
        @ProjectName
        @ValidationRule(
            value = "self == oldSelf",
            message = "project cannot change; delete this SchemaPlan and create another")
        String project,
    @JsonPropertyDescription(
            "Alias of the database in spec.databases of the project. A plan keeps it for life.")
        @Required
        @Alias
        @ValidationRule(
            value = "self == oldSelf",
            message = "database cannot change; delete this SchemaPlan and create another")
        String database,
    @JsonPropertyDescription(
            "Apply: the plan is carried out. Plan: it is computed and shown, never applied, blocks"
                + " nothing and is removed after an hour.")
        @Default("Apply")
        @ValidationRule(
            value = "self == oldSelf",
            message = "mode cannot change; delete this SchemaPlan and create another")
        @Nullable PlanMode mode,
    @JsonPropertyDescription("The desired schema, as files in Santokit's HCL dialect.") @Required
        DesiredSchema schema,
    @JsonPropertyDescription(
            "Hand-written migrations, run before the computed difference, each once, in the order"
                + " of their versions. A plan that has one needs approval.")
        @Size(max = 200)
        @Nullable List<MigrationFile> migrations,
    @JsonPropertyDescription(
            "What needs approval, what is refused, and how statements run. Changing it needs the"
                + " verb approve on schemaplans.")
        @Nullable PlanPolicy policy,
    @JsonPropertyDescription(
            "Hash of the plan that was read and agreed to, as in status.plan.hash. It covers that"
                + " plan alone. Setting it needs the verb approve on schemaplans.")
        @Sha256
        @Nullable String approvedPlan,
    @JsonPropertyDescription(
            "How often the live schema is compared with the one applied last, as a duration.")
        @Default("10m")
        @DurationText
        @Nullable String driftCheckInterval) {}
