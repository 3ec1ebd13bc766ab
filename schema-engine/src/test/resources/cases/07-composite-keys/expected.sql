CREATE TABLE "public"."lines" (
  "order_id" integer NOT NULL,
  "line" smallint NOT NULL,
  "sku" text NOT NULL,
  "note" text NOT NULL,
  CONSTRAINT "lines_pkey" PRIMARY KEY ("order_id", "line") INCLUDE ("note"),
  CONSTRAINT "lines_sku" UNIQUE ("sku", "order_id")
);
CREATE TABLE "public"."parcels" (
  "order_id" integer NOT NULL,
  "line" smallint NOT NULL,
  "sku" text NOT NULL,
  CONSTRAINT "parcels_pkey" PRIMARY KEY ("line", "order_id"),
  CONSTRAINT "by_line" FOREIGN KEY ("line", "order_id") REFERENCES "public"."lines" ("line", "order_id"),
  CONSTRAINT "by_sku" FOREIGN KEY ("sku", "order_id") REFERENCES "public"."lines" ("sku", "order_id")
);
