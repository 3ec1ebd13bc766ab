-- stands alone
CREATE UNIQUE INDEX CONCURRENTLY "stk_tmp_pk_6be7f05055ac" ON "public"."logs" ("day", "line");
-- contract
ALTER TABLE "public"."logs" DROP CONSTRAINT "logs_pkey", ADD CONSTRAINT "logs_pkey" PRIMARY KEY USING INDEX "stk_tmp_pk_6be7f05055ac";
