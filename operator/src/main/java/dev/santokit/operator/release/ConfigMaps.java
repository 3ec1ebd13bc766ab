package dev.santokit.operator.release;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Map;

/** The ConfigMaps of releases, as a cache holds them that has the operator's own writes at once. */
interface ConfigMaps {

  /** Those of a project, in any order. Asks nobody. */
  List<ConfigMap> of(String namespace, String project);

  /** Creates or replaces one by server-side apply. */
  void write(ConfigMap desired);

  /** Adds annotations to one, if it is there. */
  void annotate(ConfigMap map, Map<String, String> annotations);

  /** Removes one; it may be gone already. */
  void delete(ConfigMap map);
}
