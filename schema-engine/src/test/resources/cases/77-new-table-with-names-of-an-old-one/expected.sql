ALTER INDEX "public"."by_email" RENAME TO "stk_tmp_old_76eb0977e5a5";
ALTER INDEX "public"."by_id" RENAME TO "stk_tmp_old_e4bead2400df";
CREATE TABLE "public"."people" (
  "id" integer NOT NULL,
  "email" text NOT NULL,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "by_email" UNIQUE ("email")
);
CREATE INDEX "by_id" ON "public"."people" ("id", "email");
-- contract
DROP TABLE "public"."users";
