-- contract
-- stands alone
DROP INDEX CONCURRENTLY "public"."users_name";
ALTER TABLE "public"."users" DROP COLUMN "name";
