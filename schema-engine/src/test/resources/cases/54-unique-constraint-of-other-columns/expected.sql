ALTER INDEX "public"."items_key" RENAME TO "stk_tmp_old_8ea7fe338d07";
-- stands alone
CREATE UNIQUE INDEX CONCURRENTLY "items_key" ON "public"."items" ("name", "price");
ALTER TABLE "public"."items" ADD CONSTRAINT "items_key" UNIQUE USING INDEX "items_key";
-- contract
ALTER TABLE "public"."items" DROP CONSTRAINT "stk_tmp_old_8ea7fe338d07";
