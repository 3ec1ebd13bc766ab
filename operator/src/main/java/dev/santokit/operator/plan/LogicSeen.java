package dev.santokit.operator.plan;

import dev.santokit.crds.plan.BrokenUse;
import java.util.List;

/**
 * What a release uses of that which a plan takes away.
 *
 * @param digest of the release
 * @param broken its uses, none when it uses nothing of that
 * @param notAnalysed functions of which that cannot be known
 */
record LogicSeen(String digest, List<BrokenUse> broken, List<String> notAnalysed) {

  /** Takes copies. */
  LogicSeen {
    broken = List.copyOf(broken);
    notAnalysed = List.copyOf(notAnalysed);
  }
}
