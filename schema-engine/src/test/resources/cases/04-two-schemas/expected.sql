CREATE SCHEMA IF NOT EXISTS "app";
CREATE SCHEMA IF NOT EXISTS "audit";
CREATE TABLE "app"."plans" (
  "note_author" integer NOT NULL
);
CREATE TABLE "app"."users" (
  "id" integer NOT NULL,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "audit"."users" (
  "user_id" integer NOT NULL,
  "changed_at" timestamp with time zone DEFAULT (now()) NOT NULL,
  CONSTRAINT "who" FOREIGN KEY ("user_id") REFERENCES "app"."users" ("id")
);
CREATE TABLE "public"."notes" (
  "author" integer NOT NULL,
  CONSTRAINT "author" FOREIGN KEY ("author") REFERENCES "app"."users" ("id")
);
CREATE INDEX "users_by_user" ON "audit"."users" ("user_id");
COMMENT ON SCHEMA "app" IS 'what users see';
