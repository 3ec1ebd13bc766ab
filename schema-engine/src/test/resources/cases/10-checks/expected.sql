CREATE TABLE "public"."offers" (
  "price" numeric(10,2) NOT NULL,
  "was" numeric(10,2),
  "update" text NOT NULL,
  CONSTRAINT "cheaper" CHECK (was IS NULL OR price < was),
  CONSTRAINT "named_like_a_statement" CHECK ("update" <> 'a;b' AND offers.update <> $$;$$),
  CONSTRAINT "positive" CHECK (price > 0 AND price < 1000000)
);
COMMENT ON CONSTRAINT "cheaper" ON "public"."offers" IS 'an offer is cheaper than before';
