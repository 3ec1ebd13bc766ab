CREATE TABLE "public"."t" (
  "many" integer,
  "one" integer,
  "more" text,
  CONSTRAINT "t_many" UNIQUE ("many"),
  CONSTRAINT "t_one" UNIQUE NULLS NOT DISTINCT ("one") INCLUDE ("more")
);
COMMENT ON CONSTRAINT "t_one" ON "public"."t" IS 'at most one without';
