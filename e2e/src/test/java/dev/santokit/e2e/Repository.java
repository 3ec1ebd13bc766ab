package dev.santokit.e2e;

import java.nio.file.Path;

/** The clone that is tested. Tests of a module run in the module's folder. */
final class Repository {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path CHART = ROOT.resolve("helm/santokit");

  private Repository() {}
}
