package dev.santokit.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The main of {@code images/build}: archives of the images under {@code images/target}. */
public final class BuildImages {

  private static final String RUNTIME = "/opt/santokit/jre";
  private static final String APP = "/opt/santokit/app";
  private static final String CACHE = "/opt/santokit/app.aot";
  private static final String JAR = "quarkus-run.jar";

  private final Options options;
  private final Path target;

  private BuildImages(Options options) {
    this.options = options;
    this.target = options.root().resolve("images/target");
  }

  /** Builds what the arguments name; code 1 and a message when it cannot, 2 when it was misused. */
  public static void main(String... arguments) {
    try {
      Options options = Options.of(List.of(arguments));
      new BuildImages(options).run();
    } catch (UsageException misused) {
      System.err.println(misused.getMessage());
      System.exit(2);
    } catch (BuildFailed | IOException failed) {
      System.err.println("images/build: " + failed.getMessage());
      System.exit(1);
    }
  }

  private void run() throws BuildFailed, IOException {
    Path work = target.resolve("work");
    Tree.delete(work);
    Files.createDirectories(work);
    Path runtime = work.resolve("jre");
    JavaRuntime.link(runtime);
    Tree.age(runtime);
    for (Program program : options.programs()) {
      System.out.println(write(program, runtime, work.resolve(program.name())));
    }
  }

  private Path write(Program program, Path runtime, Path work) throws BuildFailed, IOException {
    Path built = options.root().resolve(program.built());
    if (!Files.isRegularFile(built.resolve(JAR))) {
      throw new BuildFailed(built + " is not built: ./mvnw package builds it");
    }
    Path app = work.resolve("app");
    Tree.copy(built, app);
    Tree.age(app);
    Program.Exercises exercise = program.exercise();
    Path cache = exercise == null ? null : trained(program, exercise, runtime, app, work);

    var image = new ImageTar(options.base(), target.resolve("bases"), work.resolve("layers"));
    if (options.base() instanceof Base.Scratch) {
      image.layer("c-library", here(CLibrary.filesFor(runtime)));
    }
    SortedMap<String, Path> libraries = new TreeMap<>();
    SortedMap<String, Path> own = new TreeMap<>();
    ImageTar.tree(app, APP)
        .forEach((path, file) -> (isLibrary(path) ? libraries : own).put(path, file));
    image
        .layer("java", ImageTar.tree(runtime, RUNTIME))
        .layer("libraries", libraries)
        .layer("app", own);
    List<String> entrypoint = new ArrayList<>();
    entrypoint.add(RUNTIME + "/bin/java");
    entrypoint.addAll(program.flags());
    if (cache != null) {
      image.layer("cache", new TreeMap<>(Map.of(CACHE, cache)));
      entrypoint.add("-XX:AOTCache=" + CACHE);
    }
    entrypoint.addAll(List.of("-jar", APP + "/" + JAR));
    Path archive = target.resolve(program.name() + ".tar");
    image.write(options.namePrefix() + program.name() + ":" + options.tag(), entrypoint, archive);
    return archive;
  }

  /**
   * What the JDK learnt beside the files that the image gets: it accepts it beside these alone. No
   * two runs learn the same, so what was learnt beside equal files is kept and serves again.
   */
  private Path trained(
      Program program, Program.Exercises exercises, Path runtime, Path app, Path work)
      throws BuildFailed, IOException {
    String inputs = Tree.hash(List.of(runtime, app), program.flags());
    Path shelf = target.resolve("trained");
    Path kept = shelf.resolve(program.name() + "-" + inputs + ".aot");
    if (!Files.isRegularFile(kept)) {
      Path cache = work.resolve("app.aot");
      var training = new Training(program, runtime.resolve("bin/java"), app.resolve(JAR), work);
      try (var exercise = exercises.in(work.resolve("learn"))) {
        training.learn(exercise, cache);
      }
      try (var exercise = exercises.in(work.resolve("prove"))) {
        training.prove(exercise, cache);
      }
      Files.createDirectories(shelf);
      Tree.deleteFiles(shelf, program.name() + "-*.aot");
      Files.move(cache, kept);
    }
    return kept;
  }

  private static SortedMap<String, Path> here(SortedSet<Path> files) {
    SortedMap<String, Path> same = new TreeMap<>();
    files.forEach(file -> same.put(file.toString(), file));
    return same;
  }

  /** What changes with a version of a library only; our own modules change with every build. */
  private static boolean isLibrary(String path) {
    return path.startsWith(APP + "/lib/") && !path.contains("/dev.santokit.");
  }
}
