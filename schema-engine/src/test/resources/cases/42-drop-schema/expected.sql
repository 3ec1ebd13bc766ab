-- contract
DROP TABLE "old"."things";
DROP TYPE "old"."state";
DROP SCHEMA "old";
