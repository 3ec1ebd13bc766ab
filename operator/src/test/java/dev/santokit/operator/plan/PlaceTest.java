package dev.santokit.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.operator.plan.Databases.Place;
import dev.santokit.project.config.Database;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import dev.santokit.project.config.Pool;
import dev.santokit.project.config.SecretText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

  private static final Place PLACE =
      new Place(
          "prod", "shop", "main", new Database(new SecretText("${DATABASE_URL}"), Pool.DEFAULT));

  @ParameterizedTest
  @CsvSource({
    "postgres,            postgres.prod.svc",
    "postgres.data,       postgres.data",
    "db.example.com,      db.example.com",
    "10.1.2.3,            10.1.2.3",
    "[fd00::1],           fd00::1",
    "localhost,           localhost"
  })
  void a_host_that_pods_find_is_found_from_another_namespace(String written, String seen)
      throws DatabaseUrlRefused {
    DatabaseUrl url = DatabaseUrl.parse("postgres://shop:secret@" + written + ":5433/shop");

    assertThat(PLACE.seen(url)).isEqualTo(url.at(seen));
  }
}
