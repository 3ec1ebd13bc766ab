package dev.santokit.cli.token;

import dev.santokit.project.config.Auth;
import dev.santokit.project.config.SecretMissing;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The secret that signs tokens of a project on this machine. */
public final class SigningSecret {

  private SigningSecret() {}

  /**
   * From where the server of {@code stk dev} has it: {@code .stk/secrets.env}, then the
   * environment.
   *
   * @throws SecretMissing when neither has it
   */
  public static String of(Path folder, Auth.Jwt jwt, Map<String, String> environment)
      throws SecretMissing {
    Map<String, String> known = SecretsFile.of(folder).read();
    return jwt.secret()
        .resolve(name ->
            Optional.ofNullable(known.get(name))
                .or(() -> Optional.ofNullable(environment.get(name))));
  }
}
