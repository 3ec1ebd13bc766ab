-- stands alone
CREATE UNIQUE INDEX CONCURRENTLY "stk_tmp_pk_2db72ff06a77" ON "public"."logs" ("at", "line");
-- contract
ALTER TABLE "public"."logs" ADD CONSTRAINT "stk_tmp_nn_8e5cf0f49560" CHECK ("at" IS NOT NULL) NOT VALID;
-- stands alone
ALTER TABLE "public"."logs" VALIDATE CONSTRAINT "stk_tmp_nn_8e5cf0f49560";
ALTER TABLE "public"."logs" ALTER COLUMN "at" SET NOT NULL;
ALTER TABLE "public"."logs" DROP CONSTRAINT "stk_tmp_nn_8e5cf0f49560";
ALTER TABLE "public"."logs" ADD CONSTRAINT "logs_pkey" PRIMARY KEY USING INDEX "stk_tmp_pk_2db72ff06a77";
