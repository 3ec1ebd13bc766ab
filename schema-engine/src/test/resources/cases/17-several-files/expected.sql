CREATE SCHEMA IF NOT EXISTS "app";
CREATE TYPE "app"."status" AS ENUM ('open');
CREATE TABLE "app"."users" (
  "id" integer NOT NULL,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "app"."orders" (
  "user_id" integer NOT NULL,
  "status" "app"."status" NOT NULL,
  CONSTRAINT "orders_user" FOREIGN KEY ("user_id") REFERENCES "app"."users" ("id")
);
