CREATE TYPE "public"."role" AS ENUM ('guest', 'member');
ALTER TABLE "public"."users" ADD COLUMN "role" "public"."role" DEFAULT 'guest' NOT NULL;
