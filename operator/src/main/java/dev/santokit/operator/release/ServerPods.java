package dev.santokit.operator.release;

import java.util.List;

/** The pods of servers: which there are, a touch on the shoulder, and what they serve. */
interface ServerPods {

  /** The management port of a server. */
  int MANAGEMENT_PORT = 9000;

  /** Those of a project that are not on their way out. Asks nobody. */
  List<ServerPod> of(String namespace, String project);

  /**
   * Changes an annotation of pods, so that the kubelet looks at their volumes now and not within a
   * minute. A pod that is gone is passed over.
   *
   * @param word a value that the annotation did not have before
   */
  void touch(List<ServerPod> pods, String word);

  /** Asks pods what they serve, all at once; who does not answer in time is not in the result. */
  List<PodReport> ask(List<ServerPod> pods);
}
