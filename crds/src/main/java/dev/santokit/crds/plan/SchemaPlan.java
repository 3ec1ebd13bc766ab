package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.santokit.crds.Santokit;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** The desired schema of one database of a project. Its columns stand in the order shown. */
@Group(Santokit.GROUP)
@Version(Santokit.VERSION)
@ShortNames("splan")
@Categories(Santokit.CATEGORY)
@JsonClassDescription(
    "The desired schema of one database of a project, and the plan that leads from the live schema"
        + " to it: expand before the release, contract after it, and only as approved.")
@AdditionalPrinterColumn(name = "DATABASE", jsonPath = ".spec.database")
@AdditionalPrinterColumn(name = "PHASE", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "CHANGES",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.plan.changes")
@AdditionalPrinterColumn(name = "HAZARDS", jsonPath = ".status.plan.hazards")
@AdditionalPrinterColumn(
    name = "APPROVED",
    jsonPath = ".status.conditions[?(@.type==\"Approved\")].status")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public class SchemaPlan extends CustomResource<SchemaPlanSpec, SchemaPlanStatus>
    implements Namespaced {

  @Override
  protected @Nullable SchemaPlanSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable SchemaPlanStatus initStatus() {
    return null;
  }
}
