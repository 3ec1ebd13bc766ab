CREATE TABLE "public"."parents" (
  "id" integer NOT NULL,
  CONSTRAINT "parents_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "public"."children" (
  "p0" integer,
  "p1" integer,
  "p2" integer,
  "p3" integer,
  "p4" integer,
  CONSTRAINT "f0" FOREIGN KEY ("p0") REFERENCES "public"."parents" ("id") ON UPDATE SET DEFAULT DEFERRABLE,
  CONSTRAINT "f1" FOREIGN KEY ("p1") REFERENCES "public"."parents" ("id") ON UPDATE SET NULL ON DELETE RESTRICT,
  CONSTRAINT "f2" FOREIGN KEY ("p2") REFERENCES "public"."parents" ("id") ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE,
  CONSTRAINT "f3" FOREIGN KEY ("p3") REFERENCES "public"."parents" ("id") ON UPDATE RESTRICT ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "f4" FOREIGN KEY ("p4") REFERENCES "public"."parents" ("id") ON DELETE SET DEFAULT
);
