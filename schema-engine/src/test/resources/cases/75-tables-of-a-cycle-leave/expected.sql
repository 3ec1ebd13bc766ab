ALTER TABLE "public"."c" DROP CONSTRAINT "c_a";
-- contract
ALTER TABLE "public"."b" DROP CONSTRAINT "b_a";
DROP TABLE "public"."a";
DROP TABLE "public"."b";
