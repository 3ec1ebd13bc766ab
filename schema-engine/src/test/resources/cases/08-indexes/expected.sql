CREATE TABLE "public"."docs" (
  "id" integer NOT NULL,
  "title" text NOT NULL,
  "body" jsonb NOT NULL,
  "place" point NOT NULL,
  "deleted" boolean DEFAULT false NOT NULL
);
CREATE INDEX "docs_body" ON "public"."docs" USING GIN ("body" "jsonb_path_ops");
CREATE INDEX "docs_brin" ON "public"."docs" USING BRIN ("id");
CREATE UNIQUE INDEX "docs_covering" ON "public"."docs" ("id") INCLUDE ("title", "deleted") NULLS NOT DISTINCT;
CREATE INDEX "docs_hash" ON "public"."docs" USING HASH ("title");
CREATE INDEX "docs_like" ON "public"."docs" ("title" "text_pattern_ops");
CREATE UNIQUE INDEX "docs_lower" ON "public"."docs" ((lower(title)), "id") WHERE (NOT deleted);
CREATE INDEX "docs_order" ON "public"."docs" ("title" DESC, "id" NULLS FIRST, "deleted" DESC NULLS LAST);
CREATE INDEX "docs_place" ON "public"."docs" USING GIST ("place");
CREATE INDEX "docs_sp" ON "public"."docs" USING SPGIST ("place");
CREATE INDEX "docs_title" ON "public"."docs" ("title");
