package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.Project;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The resources that a project's files come to. */
public final class Desired {

  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);

  private final Path folder;
  private final Project files;

  /**
   * @param folder where the files are, for problems
   * @param files without errors, under the name that the project has in the cluster
   */
  public Desired(Path folder, Project files) {
    this.folder = folder;
    this.files = files;
  }

  /** The configuration and permissions, without a manifest. */
  public Item project() {
    Problems problems = new Problems();
    SantokitProject project = Projects.of(files, problems);
    return item(Kind.PROJECT, project, problems);
  }

  /** The schemas. */
  public List<Item> plans() {
    return files.schemaFiles().keySet().stream().map(this::schema).toList();
  }

  /** The schema of one database, which has one. */
  public SchemaPlan plan(String alias) {
    Problems problems = new Problems();
    SchemaPlan plan = Plans.of(files, alias, problems);
    if (plan == null) {
      throw new ProjectInvalid(folder, problems.sorted());
    }
    return plan;
  }

  Item schema(String alias) {
    return item(Kind.PLAN, plan(alias), new Problems());
  }

  /** The functions. */
  public List<Item> bundles() {
    return files.functions().stream()
        .map(function -> {
          Problems problems = new Problems();
          return item(Kind.BUNDLE, Bundles.of(files.id(), function, problems), problems);
        })
        .toList();
  }

  private Item item(Kind kind, @Nullable HasMetadata resource, Problems problems) {
    if (resource == null) {
      throw new ProjectInvalid(folder, problems.sorted());
    }
    ObjectNode json = SERIALIZATION.convertValue(resource, ObjectNode.class);
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    json.path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.set(label.getKey(), label.getValue()));
    return Item.of(kind, resource.getMetadata().getName(), labels, json.path("spec"));
  }

  /** The digest of a release. */
  public static String digest(
      String project, Collection<LogicFunction> functions, Permissions permissions) {
    return Release.of(project, 0, Instant.EPOCH, null, functions, permissions).digest();
  }

  /**
   * The digest that the functions of a project must give to become a release, and the commit that
   * they are of. Applied by another manager than all else, so that whoever may release functions
   * need not be allowed to change configuration.
   */
  public static Item manifest(String project, String digest, Optional<String> commit) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.putObject("release").put("manifest", digest);
    Item item = Item.of(Kind.PROJECT, project, JsonNodeFactory.instance.objectNode(), spec);
    commit.ifPresent(oid ->
        ((ObjectNode) item.json().path("metadata"))
            .putObject("annotations")
            .put(SourceCommit.ANNOTATION, oid));
    return item;
  }

  /**
   * A project's configuration in which only some parts are those of the files; the others are what
   * was applied before. Server-side apply takes away what an applier leaves out, so they are sent
   * along.
   *
   * @param files the whole of the files' configuration
   * @param live what is in the cluster, or null
   */
  static Item only(Set<Part> parts, Item files, @Nullable JsonNode live) {
    JsonNode applied =
        live == null
            ? JsonNodeFactory.instance.objectNode()
            : OwnedFields.of(live, Writing.MANAGER).path("spec");
    JsonNode local = files.json().path("spec");
    Set<String> fields = new TreeSet<>();
    local.fieldNames().forEachRemaining(fields::add);
    applied.fieldNames().forEachRemaining(fields::add);
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    for (String field : fields) {
      JsonNode value = (parts.contains(Part.of(field)) ? local : applied).get(field);
      if (value != null) {
        spec.set(field, value);
      }
    }
    ObjectNode json = files.json().deepCopy();
    json.set("spec", spec);
    return new Item(Kind.PROJECT, json);
  }
}
