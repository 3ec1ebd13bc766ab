package dev.santokit.crds.bundle;

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

/** One function of a project. Its columns stand in the order shown. */
@Group(Santokit.GROUP)
@Version(Santokit.VERSION)
@ShortNames("lgb")
@Categories(Santokit.CATEGORY)
@JsonClassDescription(
    "One function of a project: its settings and its source. The operator takes all valid bundles of"
        + " a project into a release.")
@AdditionalPrinterColumn(name = "PATH", jsonPath = ".spec.path")
@AdditionalPrinterColumn(name = "TYPE", jsonPath = ".spec.type")
@AdditionalPrinterColumn(name = "ACCESS", jsonPath = ".status.access")
@AdditionalPrinterColumn(name = "CACHE", jsonPath = ".status.cache")
@AdditionalPrinterColumn(
    name = "VALID",
    jsonPath = ".status.conditions[?(@.type==\"Valid\")].status")
@AdditionalPrinterColumn(
    name = "ACTIVE",
    jsonPath = ".status.conditions[?(@.type==\"Active\")].status")
@AdditionalPrinterColumn(
    name = "REVISION",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.revision")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public class LogicBundle extends CustomResource<LogicBundleSpec, LogicBundleStatus>
    implements Namespaced {

  @Override
  protected @Nullable LogicBundleSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable LogicBundleStatus initStatus() {
    return null;
  }
}
