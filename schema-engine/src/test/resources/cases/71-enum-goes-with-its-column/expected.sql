-- contract
ALTER TABLE "public"."tickets" DROP COLUMN "state";
DROP TYPE "public"."state";
