package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.vault.ProjectVault;
import dev.santokit.cli.vault.Unseen;
import dev.santokit.project.config.SecretText;
import dev.santokit.project.quantity.Durations;
import dev.santokit.project.vault.Sealed;
import dev.santokit.project.vault.SealingKey;
import dev.santokit.project.vault.SecretAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk secret set}. */
@Command(
    name = "set",
    description = "Put a value into the project's vault, in place of the one it had.",
    footer = {
      "",
      "The value is typed unseen, or comes from standard input or a file; never from the command"
          + " line, which history and lists of processes keep. One line end behind it does not count.",
      "",
      "It is sealed here for the project's public key, so whoever may set secrets need not be"
          + " allowed to read any.",
      "",
      "Example: stk secret set DATABASE_URL my-app",
      "         openssl rand -hex 32 | stk secret set JWT_SECRET my-app",
      "         stk secret set TLS_KEY my-app --from-file key.pem --yes"
    })
final class SecretSet implements Callable<Integer> {

  /** A line end more than the largest value. */
  private static final int MOST_BYTES = SealingKey.LARGEST_VALUE + 2;

  private final Terminal terminal;
  private final Unseen unseen;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name: A-Z, 0-9 and _.")
  String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(names = "--from-file", paramLabel = "FILE", description = "Read the value from a file.")
  @Nullable Path fromFile;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. A value on standard input counts as a yes, too.")
  boolean yes;

  @Option(
      names = "--dry-run",
      description = "Ask the cluster whether it would do, and change nothing.")
  boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "How long a new project is waited for that has no key yet. Default: ${DEFAULT-VALUE}.")
  String timeout = "30s";

  SecretSet(Terminal terminal, Unseen unseen) {
    this.terminal = terminal;
    this.unseen = unseen;
  }

  @Override
  public Integer call() throws IOException {
    checkName();
    Duration patience =
        Durations.parse(timeout)
            .orElseThrow(() -> CommandFailure.usage("--timeout is " + Durations.GRAMMAR, null));
    String project = target.project(terminal, folder());
    try (Cluster cluster = target.connect(terminal)) {
      ProjectVault vault = new ProjectVault(cluster, project);
      boolean piped = fromFile == null && !terminal.answers();
      terminal.consent("set " + name + " in " + vault.title(), yes || piped || dryRun, "--yes");
      Sealed sealed = vault.seal(name, value(), patience);
      vault.put(name, sealed, dryRun);
      terminal.result(name + (dryRun ? " could be set in " : " set in ") + vault.title());
    }
    return ExitCode.DONE.number();
  }

  private void checkName() {
    if (SecretAddress.isName(name)) {
      return;
    }
    if (name.contains("=")) {
      throw CommandFailure.usage(
          "a value never stands on the command line, where history and lists of processes keep it",
          "name the secret alone and type the value, or pipe it; and think of the one you typed as known");
    }
    throw CommandFailure.usage(
        "the name of a secret is made of "
            + SecretText.NAME_GRAMMAR
            + ", and has at most "
            + SecretAddress.LONGEST_NAME
            + " characters",
        null);
  }

  /** What stands there by mistake may be the value, so it is not repeated. */
  private @Nullable Path folder() {
    if (dir != null && !Files.isDirectory(terminal.workingDirectory().resolve(dir))) {
      throw CommandFailure.usage(
          "what stands behind the name is no folder of a project",
          "a value is typed when asked for, piped, or read with --from-file");
    }
    return dir;
  }

  private String value() throws IOException {
    String value = fromFile == null ? typedOrPiped() : text(bytes(fromFile));
    if (value.isEmpty()) {
      throw CommandFailure.failed("the value is empty, so nothing was changed", null);
    }
    return value;
  }

  private String typedOrPiped() throws IOException {
    if (terminal.answers()) {
      return unseen
          .line(name)
          .orElseThrow(() ->
              CommandFailure.usage(
                  "a value cannot be typed here without being seen",
                  "pipe it on standard input, or name a file with --from-file"));
    }
    return text(bytes(terminal.in()));
  }

  private byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(terminal.workingDirectory().resolve(file))) {
      return bytes(in);
    }
  }

  private byte[] bytes(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw CommandFailure.failed(
          name + " is larger than 64 KiB, which is what a vault takes",
          "keep large files in a bucket or an image, and only their key in the vault");
    }
    return bytes;
  }

  private String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.endsWith("\r\n")
          ? text.substring(0, text.length() - 2)
          : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (CharacterCodingException binary) {
      throw CommandFailure.failed(
          name + " is not text in UTF-8, as functions read it", "write it in Base64");
    }
  }
}
