-- stands alone
CREATE UNIQUE INDEX CONCURRENTLY "items_name_key" ON "public"."items" ("name");
ALTER TABLE "public"."items" ADD CONSTRAINT "items_name_key" UNIQUE USING INDEX "items_name_key";
