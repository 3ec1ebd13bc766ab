package dev.santokit.cli;

import dev.santokit.cli.profile.Profile;
import dev.santokit.cli.profile.Profiles;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk profile set}. */
@Command(
    name = "set",
    description = "Make a profile, or change what is named of one.",
    footer = {
      "",
      "The hub is the Kubernetes API server. The first profile becomes the current one. Profiles stand"
          + " in ~/.santokit/config.json, which only you can read.",
      "",
      "Example: stk profile set prod --hub-url https://k8s.example.com:6443 --token - < token.txt",
      "         stk profile set local --context kind-dev --namespace shop"
    })
final class ProfileSet implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(paramLabel = "NAME", description = "Of the profile.")
  String name = "";

  @Option(names = "--hub-url", paramLabel = "URL", description = "Of the API server: https://….")
  @Nullable String hubUrl;

  @Option(
      names = "--certificate-authority",
      paramLabel = "FILE",
      description = "PEM file of who signed the API server's certificate. Default: Java's own.")
  @Nullable Path certificateAuthority;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Shown to the API server; - reads it from standard input.")
  @Nullable String token;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig, in the place of an API server.")
  @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Where the projects are.")
  @Nullable String namespace;

  @Option(
      names = {"--project-id", "--project"},
      paramLabel = "NAME",
      description = "The project of commands that no folder names one for.")
  @Nullable String projectId;

  ProfileSet(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw CommandFailure.usage("\"" + name + "\" is no name of a profile", null);
    }
    if (context != null && (hubUrl != null || token != null || certificateAuthority != null)) {
      throw CommandFailure.usage(
          "--context and --hub-url, --token or --certificate-authority exclude each other",
          "a context has an API server and credentials of its own");
    }
    Profile changes = new Profile(url(), authority(), token(), context, namespace, projectId);
    Profiles profiles = Profiles.read(terminal);
    Profile profile = profiles.named(name).orElse(Profile.EMPTY).with(changes);
    profiles.with(name, profile).write(terminal);
    return ExitCode.DONE.number();
  }

  private @Nullable String url() {
    if (hubUrl == null) {
      return null;
    }
    try {
      URI url = URI.create(hubUrl);
      if ("https".equals(url.getScheme()) && url.getHost() != null) {
        return hubUrl;
      }
    } catch (IllegalArgumentException noUrl) {
      throw new CommandFailure(
          ExitCode.USAGE, "--hub-url is no URL: " + noUrl.getMessage(), null, noUrl);
    }
    throw CommandFailure.usage(
        "--hub-url is https://host[:port]: a token is shown to nobody who does not prove who it is",
        null);
  }

  private @Nullable String authority() {
    if (certificateAuthority == null) {
      return null;
    }
    Path file = terminal.workingDirectory().resolve(certificateAuthority).normalize();
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.notFound("no such file: " + certificateAuthority, null);
    }
    return file.toString();
  }

  private @Nullable String token() throws IOException {
    if (token == null || !token.equals("-")) {
      if (token != null) {
        terminal.progress(
            "notice: a token on the command line is seen by everyone on this machine: --token - reads"
                + " it from standard input");
      }
      return token;
    }
    String read = new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (read.isEmpty() || read.chars().anyMatch(Character::isWhitespace)) {
      throw CommandFailure.usage("standard input holds no token", null);
    }
    return read;
  }
}
