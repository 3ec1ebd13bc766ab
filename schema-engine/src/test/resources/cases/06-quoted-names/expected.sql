CREATE SCHEMA IF NOT EXISTS "my schema";
CREATE TABLE "my schema"."Order; DROP TABLE x" (
  "a b" integer NOT NULL,
  "say ""hi""" text NOT NULL,
  "select" integer NOT NULL,
  "größe" integer NOT NULL,
  CONSTRAINT "Order; DROP TABLE x_pkey" PRIMARY KEY ("a b", "select"),
  CONSTRAINT "it's" UNIQUE ("say ""hi""")
);
CREATE TABLE "public"."refers" (
  "x" integer NOT NULL,
  "y" integer NOT NULL,
  CONSTRAINT "f k" FOREIGN KEY ("x", "y") REFERENCES "my schema"."Order; DROP TABLE x" ("a b", "select")
);
CREATE INDEX "i.j" ON "my schema"."Order; DROP TABLE x" ("größe");
