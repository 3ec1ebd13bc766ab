ALTER INDEX "public"."items_a" RENAME TO "stk_tmp_old_f9c7291bc0a1";
ALTER TABLE "public"."items" ADD CONSTRAINT "items_b" UNIQUE USING INDEX "items_b";
-- stands alone
CREATE UNIQUE INDEX CONCURRENTLY "items_a" ON "public"."items" ("name");
-- contract
ALTER TABLE "public"."items" DROP CONSTRAINT "stk_tmp_old_f9c7291bc0a1";
