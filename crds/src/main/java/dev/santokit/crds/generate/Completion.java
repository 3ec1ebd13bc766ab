package dev.santokit.crds.generate;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** Adds to a CRD what the generator's annotations cannot say. */
record Completion(List<Class<? extends CustomResource<?, ?>>> kinds) implements CRDPostProcessor {

  /** The CRD with all that is missing; it is changed in place. */
  @Override
  public HasMetadata process(HasMetadata generated, String crdVersion) {
    var crd = (CustomResourceDefinition) generated;
    Class<?> kind = kindOf(crd);
    // Removing the chart must not remove every project of the cluster.
    crd.getMetadata().getAnnotations().put("helm.sh/resource-policy", "keep");
    for (var version : crd.getSpec().getVersions()) {
      version.setAdditionalPrinterColumns(columns(kind, version));
      JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
      describe(root, kind);
      // Without spec no rule under it would be looked at.
      root.setRequired(List.of("spec"));
      var schema = new Schema(root);
      KubernetesTypes.complete(kind.getSimpleName(), schema);
      SantokitTypes.complete(kind.getSimpleName(), schema);
      schema.forEach(Completion::singleRules);
    }
    return crd;
  }

  private Class<?> kindOf(CustomResourceDefinition crd) {
    String name = crd.getSpec().getNames().getKind();
    return kinds.stream()
        .filter(kind -> kind.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no class of kind " + name));
  }

  /**
   * The generator sorts columns by path; the class has them in the order in which they are shown.
   */
  private static List<CustomResourceColumnDefinition> columns(
      Class<?> kind, CustomResourceDefinitionVersion version) {
    List<String> order =
        Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    return order.stream()
        .map(name ->
            version.getAdditionalPrinterColumns().stream()
                .filter(column -> column.getName().equals(name))
                .findFirst()
                .orElseThrow())
        .toList();
  }

  private static void describe(JSONSchemaProps root, Class<?> kind) {
    root.setDescription(description(kind));
    // CustomResource<Spec, Status>
    Type[] parts = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    var schema = new Schema(root);
    schema.at("spec").setDescription(description((Class<?>) parts[0]));
    schema.at("status").setDescription(description((Class<?>) parts[1]));
  }

  private static String description(Class<?> type) {
    var description = type.getAnnotation(JsonClassDescription.class);
    if (description == null) {
      throw new IllegalStateException(type + " has no @JsonClassDescription");
    }
    return description.value();
  }

  /** The generator finds a record's rules twice, on the field and on its accessor. */
  private static void singleRules(String path, JSONSchemaProps schema) {
    var rules = schema.getXKubernetesValidations();
    if (rules != null) {
      schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(rules)));
    }
  }
}
