ALTER TABLE "public"."items" ALTER COLUMN "price" DROP NOT NULL;
-- contract
ALTER TABLE "public"."items" ADD CONSTRAINT "stk_tmp_nn_132999ab41b6" CHECK ("name" IS NOT NULL) NOT VALID;
-- stands alone
ALTER TABLE "public"."items" VALIDATE CONSTRAINT "stk_tmp_nn_132999ab41b6";
ALTER TABLE "public"."items" ALTER COLUMN "name" SET NOT NULL;
ALTER TABLE "public"."items" DROP CONSTRAINT "stk_tmp_nn_132999ab41b6";
