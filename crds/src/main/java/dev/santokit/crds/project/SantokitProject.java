package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.santokit.crds.Formats;
import dev.santokit.crds.Santokit;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A project and the server that runs it. Its columns stand in the order shown. */
@Group(Santokit.GROUP)
@Version(Santokit.VERSION)
@ShortNames("stkp")
@Categories(Santokit.CATEGORY)
@JsonClassDescription(
    "A Santokit project: its databases, configuration and permissions, and the server that answers"
        + " its calls. Functions are LogicBundles, schemas are SchemaPlans, which name it.")
@ValidationRule(
    value = "self.metadata.name.matches('" + Formats.PROJECT + "')",
    message =
        "the name of a project has 2 to 40 lower-case letters, digits and -, begins with a letter"
            + " and does not end with -",
    fieldPath = ".metadata.name")
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url")
@AdditionalPrinterColumn(name = "RELEASE", jsonPath = ".status.release.short")
@AdditionalPrinterColumn(
    name = "FUNCTIONS",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.release.functions")
@AdditionalPrinterColumn(
    name = "REPLICAS",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.replicas")
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "REASON",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public class SantokitProject extends CustomResource<SantokitProjectSpec, SantokitProjectStatus>
    implements Namespaced {

  @Override
  protected @Nullable SantokitProjectSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable SantokitProjectStatus initStatus() {
    return null;
  }
}
