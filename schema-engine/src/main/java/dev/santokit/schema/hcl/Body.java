package dev.santokit.schema.hcl;

import java.util.List;
import java.util.Optional;

/** What stands between two braces, or in a whole file. No attribute stands in it twice. */
public record Body(List<Attribute> attributes, List<Block> blocks) {

  /** Takes copies. */
  public Body {
    attributes = List.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }

  /** The attribute of this name. */
  public Optional<Attribute> attribute(String name) {
    return attributes.stream().filter(a -> a.name().text().equals(name)).findFirst();
  }
}
