ALTER INDEX "public"."items_search" RENAME TO "stk_tmp_old_06241f87182c";
-- stands alone
CREATE INDEX CONCURRENTLY "items_search" ON "public"."items" ("name", "price");
-- contract
-- stands alone
DROP INDEX CONCURRENTLY "public"."stk_tmp_old_06241f87182c";
