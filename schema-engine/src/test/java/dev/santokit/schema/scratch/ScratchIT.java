package dev.santokit.schema.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.schema.Case;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.create.Creation;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.model.DesiredSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScratchIT {

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_read_back_from_scratch_is_what_stands_once_it_is_made(Case schema)
      throws SQLException {
    DesiredSchema wanted = schema.schema();
    try (Connection connection = TestPostgres.database().getConnection()) {
      Snapshot before = normalised(connection, wanted);
      try (java.sql.Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        for (Statement next : Creation.statements(wanted)) {
          statement.execute(next.sql());
        }
      }
      Snapshot live = CatalogueReader.read(connection, Scope.of(wanted.scope()));
      assertThat(live.withoutSizes()).isEqualTo(before);
      assertThat(normalised(connection, wanted)).isEqualTo(before);
    }
  }

  private static Snapshot normalised(Connection connection, DesiredSchema wanted)
      throws SQLException {
    Snapshot live = CatalogueReader.read(connection, Scope.of(wanted.scope()));
    connection.setAutoCommit(false);
    Normalised normalised = Scratch.normalise(connection, wanted, live);
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(normalised).isInstanceOf(Normalised.Taken.class);
    return ((Normalised.Taken) normalised).wanted();
  }
}
