package dev.santokit.schema.statement;

import java.util.List;

/**
 * The statements of all changes, in order.
 *
 * @param expand what the release that is live survives
 * @param contract the rest. It is the same before and after expand was applied
 */
public record Written(List<Step> expand, List<Step> contract) {

  /** Takes copies. */
  public Written {
    expand = List.copyOf(expand);
    contract = List.copyOf(contract);
  }
}
