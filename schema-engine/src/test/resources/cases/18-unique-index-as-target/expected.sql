CREATE TABLE "public"."codes" (
  "code" text NOT NULL
);
CREATE TABLE "public"."uses" (
  "code" text NOT NULL
);
CREATE UNIQUE INDEX "codes_code" ON "public"."codes" ("code");
ALTER TABLE "public"."uses" ADD CONSTRAINT "uses_code" FOREIGN KEY ("code") REFERENCES "public"."codes" ("code");
