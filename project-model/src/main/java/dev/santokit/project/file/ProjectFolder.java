package dev.santokit.project.file;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a project. Files are named by their path in it, with {@code /} between its parts.
 * Symbolic links are refused, so that whoever writes a project cannot carry files of the machine
 * that reads it into a release.
 *
 * @param root where the project lies
 */
public record ProjectFolder(Path root) {

  /** More entries in one folder tree are no project but a mistake in the path. */
  private static final int MOST_ENTRIES = 20_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Whether there is a file or folder of that name. */
  public boolean has(String path) {
    return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The text of a file, without a byte order mark.
   *
   * @param maxBytes the largest that is taken
   * @return null when an error was added: it is not there, no regular file, too large, not UTF-8
   */
  public @Nullable String text(String path, int maxBytes, Problems problems) {
    byte[] bytes = bytes(path, maxBytes, problems);
    return bytes == null ? null : decoded(path, bytes, problems);
  }

  /**
   * The bytes of a file.
   *
   * @param maxBytes the most that are taken
   * @return null when an error was added: it is not there, no regular file, too large
   */
  public byte @Nullable [] bytes(String path, int maxBytes, Problems problems) {
    if (!isInside(path, problems)) {
      return null;
    }
    byte[] bytes;
    try (var in = Files.newInputStream(root.resolve(path))) {
      bytes = in.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      problems.error(
          ErrorCode.FILE_UNREADABLE,
          Range.ofFile(path),
          "the file cannot be read",
          e.getClass().getSimpleName());
      return null;
    }
    if (bytes.length > maxBytes) {
      problems.error(
          ErrorCode.FILE_TOO_LARGE,
          Range.ofFile(path),
          "the file has more than " + maxBytes / 1024 + " KiB");
      return null;
    }
    return bytes;
  }

  private boolean isInside(String path, Problems problems) {
    Path at = root;
    for (String part : path.split("/", -1)) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        problems.error(
            ErrorCode.FILE_UNREADABLE,
            Range.ofFile(path),
            root.relativize(at).toString().replace('\\', '/') + " is a symbolic link",
            "put the file itself into the project");
        return false;
      }
    }
    if (!Files.isRegularFile(at)) {
      problems.error(ErrorCode.FILE_UNREADABLE, Range.ofFile(path), "there is no such file");
      return false;
    }
    return true;
  }

  private static @Nullable String decoded(String path, byte[] bytes, Problems problems) {
    var text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      String before = text.toString();
      problems.error(
          ErrorCode.FILE_UNREADABLE,
          Range.at(path, Position.at(before, before.length())),
          "the file is not UTF-8",
          "save it as UTF-8");
      return null;
    }
    return !text.isEmpty() && text.get(0) == BYTE_ORDER_MARK
        ? text.subSequence(1, text.length()).toString()
        : text.toString();
  }

  /**
   * The files of a folder and of the folders in it, sorted by path. Hidden ones and editors'
   * backups ({@code get.sql~}) are left out; a folder that is not there has none.
   */
  public List<String> filesUnder(String folder, Problems problems) {
    if (!has(folder)) {
      return List.of();
    }
    var listing = new Listing(folder, problems);
    try {
      Files.walkFileTree(root.resolve(folder), listing);
    } catch (IOException e) {
      problems.error(
          ErrorCode.FILE_UNREADABLE,
          Range.ofFile(folder),
          "the folder cannot be read",
          e.getClass().getSimpleName());
    }
    return listing.files.stream().sorted().toList();
  }

  private final class Listing extends SimpleFileVisitor<Path> {
    private final String folder;
    private final Problems problems;
    private final List<String> files = new ArrayList<>();
    private int entries;

    Listing(String folder, Problems problems) {
      this.folder = folder;
      this.problems = problems;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      return isLeftOut(path) && !path.equals(root.resolve(folder))
          ? FileVisitResult.SKIP_SUBTREE
          : counted();
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (!isLeftOut(path)) {
        files.add(name(path));
      }
      return counted();
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      // An editor may have removed it since its folder was listed.
      if (!(e instanceof NoSuchFileException)) {
        problems.error(
            ErrorCode.FILE_UNREADABLE,
            Range.ofFile(name(path)),
            "it cannot be read",
            e.getClass().getSimpleName());
      }
      return counted();
    }

    private FileVisitResult counted() {
      entries++;
      if (entries <= MOST_ENTRIES) {
        return FileVisitResult.CONTINUE;
      }
      problems.error(
          ErrorCode.FILE_TOO_LARGE,
          Range.ofFile(folder),
          "the folder has more than " + MOST_ENTRIES + " files",
          "is this the folder of a project?");
      return FileVisitResult.TERMINATE;
    }

    private boolean isLeftOut(Path path) {
      String name = String.valueOf(path.getFileName());
      return name.startsWith(".") || name.endsWith("~");
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace('\\', '/');
    }
  }
}
