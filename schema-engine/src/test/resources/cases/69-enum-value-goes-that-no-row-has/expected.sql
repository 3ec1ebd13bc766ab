-- contract
ALTER TYPE "public"."state" RENAME TO "stk_tmp_enum_46f0f4340e4e";
CREATE TYPE "public"."state" AS ENUM ('done', 'open');
DROP INDEX "public"."tickets_open";
ALTER TABLE "public"."tickets" DROP CONSTRAINT "not_done";
ALTER TABLE "public"."tickets" ALTER COLUMN "state" DROP DEFAULT, ALTER COLUMN "state" TYPE "public"."state" USING "state"::text::"public"."state", ALTER COLUMN "state" SET DEFAULT 'open';
ALTER TABLE "public"."tickets" ALTER COLUMN "past" TYPE "public"."state"[] USING "past"::text[]::"public"."state"[];
CREATE INDEX "tickets_open" ON "public"."tickets" ("id") WHERE (state = 'open');
ALTER TABLE "public"."tickets" ADD CONSTRAINT "not_done" CHECK (state <> 'done');
COMMENT ON CONSTRAINT "not_done" ON "public"."tickets" IS 'never';
DROP TYPE "public"."stk_tmp_enum_46f0f4340e4e";
