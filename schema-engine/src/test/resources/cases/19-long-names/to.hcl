# Postgres shortens the names that it makes; ours for the primary key follows its rule.
table "a_table_with_a_name_that_is_nearly_as_long_as_postgres_ends_é" {
  column "a_column_that_is_rather_long_and_numbered_by_postgres_itself" {
    type = serial
  }
  primary_key {
    columns = [column.a_column_that_is_rather_long_and_numbered_by_postgres_itself]
  }
}
