package dev.santokit.operator.release;

import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFiles;

/**
 * A release and the files that carry it.
 *
 * @param release what the files say, verified
 * @param files as they lie in ConfigMaps
 */
record StoredRelease(Release release, ReleaseFiles files) {

  long revision() {
    return release.revision();
  }

  String digest() {
    return release.digest();
  }
}
