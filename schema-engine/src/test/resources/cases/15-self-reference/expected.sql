CREATE TABLE "public"."folders" (
  "id" integer NOT NULL,
  "parent" integer,
  CONSTRAINT "folders_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "folders_parent" FOREIGN KEY ("parent") REFERENCES "public"."folders" ("id") ON DELETE CASCADE
);
