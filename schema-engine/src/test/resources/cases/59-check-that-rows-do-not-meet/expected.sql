ALTER TABLE "public"."items" ADD CONSTRAINT "cheap" CHECK (price < 5) NOT VALID;
-- contract
-- stands alone
ALTER TABLE "public"."items" VALIDATE CONSTRAINT "cheap";
