package dev.santokit.server.js;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * All that a realm sees of files: the modules of the one program that runs in it, read only. There
 * is nothing behind it; a path that is not in the release does not exist.
 */
final class ReleaseFiles implements FileSystem {

  private static final Path ROOT = Path.of("/");

  private Map<String, byte[]> files = Map.of();

  /** Shows these modules from now on. */
  void show(JsProgram program) {
    files = program.files();
  }

  @Override
  public Path parsePath(URI uri) {
    throw new IllegalArgumentException("modules are imported by relative paths, not by URL");
  }

  @Override
  public Path parsePath(String path) {
    return Path.of(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    content(path);
    if (modes.contains(AccessMode.WRITE) || modes.contains(AccessMode.EXECUTE)) {
      throw new ReadOnlyFileSystemException();
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new Reading(content(path));
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return ROOT.resolve(path).normalize();
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    content(path);
    return toAbsolutePath(path);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return Map.of(
        "isRegularFile",
        true,
        "isDirectory",
        false,
        "isSymbolicLink",
        false,
        "size",
        (long) content(path).length);
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    throw new NoSuchFileException(path.toString());
  }

  private byte[] content(Path path) throws NoSuchFileException {
    byte @Nullable [] content = files.get(toAbsolutePath(path).toString());
    if (content == null) {
      throw new NoSuchFileException(path.toString());
    }
    return content;
  }

  /** A reader of one module's bytes. */
  private static final class Reading implements SeekableByteChannel {

    private final ByteBuffer bytes;

    Reading(byte[] content) {
      bytes = ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    @Override
    public int read(ByteBuffer to) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(to.remaining(), bytes.remaining());
      to.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public long position() {
      return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long position) {
      bytes.position((int) Math.min(position, bytes.limit()));
      return this;
    }

    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public int write(ByteBuffer from) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
