package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources of a project as files for Git: the same that an apply of all files sends. */
public final class Rendering {

  private Rendering() {}

  /**
   * The project with its manifest, then schemas, then functions.
   *
   * @param namespace written into each; null: none, and whoever applies them says where
   */
  public static List<ObjectNode> of(Path folder, Project files, @Nullable String namespace) {
    Desired desired = new Desired(folder, files);
    Item project = desired.project();
    ((ObjectNode) project.json().path("spec"))
        .withObject("/release")
        .put("manifest", Desired.digest(files.id(), files.functions(), files.permissions()));
    List<Item> items = new ArrayList<>();
    items.add(project);
    items.addAll(desired.plans());
    items.addAll(desired.bundles());
    if (namespace != null) {
      items.forEach(
          item -> ((ObjectNode) item.json().path("metadata")).put("namespace", namespace));
    }
    return items.stream().map(Item::json).toList();
  }
}
