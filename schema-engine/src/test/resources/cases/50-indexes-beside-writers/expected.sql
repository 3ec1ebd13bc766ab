-- stands alone
CREATE INDEX CONCURRENTLY "items_cheap" ON "public"."items" ("price") WHERE (price < 5);
-- stands alone
CREATE UNIQUE INDEX CONCURRENTLY "items_lower_name" ON "public"."items" ((lower(name)));
-- stands alone
CREATE INDEX CONCURRENTLY "items_name" ON "public"."items" ("name");
COMMENT ON INDEX "public"."items_name" IS 'by name';
