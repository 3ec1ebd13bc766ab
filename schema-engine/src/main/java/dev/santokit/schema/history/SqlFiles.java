package dev.santokit.schema.history;

import dev.santokit.project.file.TextFile;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Files in memory, as Flyway looks for them: nothing is read from the class path or a disk. */
final class SqlFiles implements ResourceProvider {

  private final List<LoadableResource> files;

  SqlFiles(List<TextFile> files) {
    this.files = files.stream().<LoadableResource>map(InMemory::new).toList();
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return files.stream().filter(f -> f.getFilename().equals(name)).findAny().orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return new ArrayList<>(
        files.stream()
            .filter(f -> f.getFilename().startsWith(prefix))
            .filter(f -> Stream.of(suffixes).anyMatch(f.getFilename()::endsWith))
            .toList());
  }

  private static final class InMemory extends LoadableResource {
    private final String name;
    private final String text;

    InMemory(TextFile file) {
      this.name = file.path().substring(file.path().lastIndexOf('/') + 1);
      this.text = file.text();
    }

    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
