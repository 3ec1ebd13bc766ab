package dev.santokit.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The main of {@code images/build}: archives of the images under {@code images/target}. */
public final class BuildImages {

  private static final String RUNTIME = "/opt/santokit/jre";
  private static final String APP = "/opt/santokit/app";
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
    Path runtime = target.resolve("work/jre");
    delete(runtime);
    Files.createDirectories(target.resolve("work"));
    JavaRuntime.link(runtime);
    for (Program program : options.programs()) {
      System.out.println(write(program, runtime));
    }
  }

  private Path write(Program program, Path runtime) throws BuildFailed {
    Path app = options.root().resolve(program.built());
    if (!Files.isRegularFile(app.resolve(JAR))) {
      throw new BuildFailed(app + " is not built: ./mvnw package builds it");
    }
    var image = new ImageTar(options.base(), target.resolve("cache"));
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
    entrypoint.addAll(List.of("-jar", APP + "/" + JAR));
    Path archive = target.resolve(program.name() + ".tar");
    image.write(options.namePrefix() + program.name() + ":" + options.tag(), entrypoint, archive);
    return archive;
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

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
