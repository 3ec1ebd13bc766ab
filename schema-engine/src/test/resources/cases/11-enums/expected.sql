CREATE SCHEMA IF NOT EXISTS "app";
CREATE TYPE "app"."size" AS ENUM ('S', 'M', 'L');
CREATE TYPE "public"."size" AS ENUM ('unused');
CREATE TYPE "public"."status" AS ENUM ('open', 'it''s', E'closed\\');
CREATE TABLE "public"."orders" (
  "status" "public"."status" DEFAULT 'open' NOT NULL,
  "size" "app"."size" NOT NULL
);
COMMENT ON TYPE "public"."status" IS 'where an order stands';
