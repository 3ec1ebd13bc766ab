CREATE TABLE "public"."t" (
  "c" integer NOT NULL,
  "d" integer NOT NULL,
  CONSTRAINT "t_pkey" PRIMARY KEY ("c")
);
CREATE INDEX "t_d" ON "public"."t" ("d");
COMMENT ON TABLE "public"."t" IS 'a table''s';
COMMENT ON COLUMN "public"."t"."c" IS E'a column''s ${x} with \\ and ''); DROP TABLE t; --';
COMMENT ON CONSTRAINT "t_pkey" ON "public"."t" IS 'a key''s';
COMMENT ON INDEX "public"."t_d" IS 'an index''s,
in two lines
';
COMMENT ON SCHEMA "public" IS 'all of it';
