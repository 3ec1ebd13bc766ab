CREATE TABLE "public"."c" (
  "id" integer NOT NULL,
  "a_id" integer,
  CONSTRAINT "c_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "public"."b" (
  "id" integer NOT NULL,
  "c_id" integer,
  CONSTRAINT "b_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "b_c" FOREIGN KEY ("c_id") REFERENCES "public"."c" ("id")
);
CREATE TABLE "public"."a" (
  "id" integer NOT NULL,
  "b_id" integer,
  CONSTRAINT "a_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "a_b" FOREIGN KEY ("b_id") REFERENCES "public"."b" ("id")
);
CREATE TABLE "public"."Ahead" (
  "a_id" integer NOT NULL,
  CONSTRAINT "ahead_a" FOREIGN KEY ("a_id") REFERENCES "public"."a" ("id")
);
ALTER TABLE "public"."c" ADD CONSTRAINT "c_a" FOREIGN KEY ("a_id") REFERENCES "public"."a" ("id");
