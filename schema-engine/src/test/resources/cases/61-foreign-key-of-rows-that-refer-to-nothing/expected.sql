ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") NOT VALID;
-- contract
-- stands alone
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "orders_user";
