ALTER TABLE "public"."items" DROP CONSTRAINT "short";
ALTER TABLE "public"."items" ADD CONSTRAINT "named" CHECK (name <> '') NOT VALID;
ALTER TABLE "public"."items" DROP CONSTRAINT "positive", ADD CONSTRAINT "positive" CHECK (price >= 0) NOT VALID;
COMMENT ON CONSTRAINT "positive" ON "public"."items" IS 'free is fine';
-- contract
-- stands alone
ALTER TABLE "public"."items" VALIDATE CONSTRAINT "named";
-- stands alone
ALTER TABLE "public"."items" VALIDATE CONSTRAINT "positive";
