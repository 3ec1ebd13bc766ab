CREATE TABLE "public"."orders" (
  "id" bigserial NOT NULL,
  "user_id" integer NOT NULL,
  "total" numeric(10,2) NOT NULL,
  CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "orders_user" ON "public"."orders" ("user_id");
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id");
