ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_old";
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_payer" FOREIGN KEY ("payer_id") REFERENCES "public"."users" ("id") ON DELETE SET NULL NOT VALID;
ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_user", ADD CONSTRAINT "orders_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") ON DELETE CASCADE NOT VALID;
-- contract
-- stands alone
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "orders_payer";
-- stands alone
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "orders_user";
