-- stands alone
DROP INDEX CONCURRENTLY "public"."items_name";
-- stands alone
CREATE INDEX CONCURRENTLY "items_name" ON "public"."items" ("name");
