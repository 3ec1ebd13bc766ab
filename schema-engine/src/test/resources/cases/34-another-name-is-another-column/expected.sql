ALTER TABLE "public"."users" ADD COLUMN "mail" text;
-- contract
ALTER TABLE "public"."users" DROP COLUMN "email";
