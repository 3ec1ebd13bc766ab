package dev.santokit.project.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compression of manifests and shards. */
final class Gzip {

  private Gzip() {}

  static byte[] deflate(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return out.toByteArray();
  }

  /**
   * Inflates, and stops as soon as there is more than {@code most}, however little the compressed
   * form is.
   *
   * @param what its name in the message
   * @throws ReleaseRefused when it is no gzip, cut short, or inflates to more than {@code most}
   */
  static byte[] inflate(byte[] gzip, int most, String what) throws ReleaseRefused {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new ReleaseRefused(what + " inflates to more than " + most + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new ReleaseRefused(what + " is no gzip, or cut short", e);
    }
  }
}
