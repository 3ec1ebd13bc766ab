-- contract
ALTER TABLE "public"."items" DROP COLUMN "price";
