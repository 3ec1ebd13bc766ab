CREATE TABLE "public"."a_table_with_a_name_that_is_nearly_as_long_as_postgres_ends_é" (
  "a_column_that_is_rather_long_and_numbered_by_postgres_itself" serial NOT NULL,
  CONSTRAINT "a_table_with_a_name_that_is_nearly_as_long_as_postgres_end_pkey" PRIMARY KEY ("a_column_that_is_rather_long_and_numbered_by_postgres_itself")
);
