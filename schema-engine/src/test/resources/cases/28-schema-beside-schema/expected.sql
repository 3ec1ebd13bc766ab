CREATE SCHEMA IF NOT EXISTS "billing";
CREATE TYPE "billing"."state" AS ENUM ('open', 'paid');
CREATE TABLE "billing"."invoices" (
  "id" uuid NOT NULL,
  "user_id" integer NOT NULL,
  "state" "billing"."state" DEFAULT 'open' NOT NULL,
  CONSTRAINT "invoices_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "billing"."invoices" ADD CONSTRAINT "invoices_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id");
COMMENT ON SCHEMA "billing" IS 'money';
