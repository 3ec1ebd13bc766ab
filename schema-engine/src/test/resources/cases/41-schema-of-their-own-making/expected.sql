-- stands alone
CREATE INDEX CONCURRENTLY "things_body" ON "app"."things" USING GIN ("body");
