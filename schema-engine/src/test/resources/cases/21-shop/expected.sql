CREATE TABLE "public"."products" (
  "id" uuid DEFAULT (gen_random_uuid()) NOT NULL,
  "name" text NOT NULL,
  "price" numeric(10,2) NOT NULL,
  "stock" integer DEFAULT 0 NOT NULL,
  CONSTRAINT "products_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "stock_is_not_negative" CHECK (stock >= 0)
);
CREATE TABLE "public"."users" (
  "id" uuid DEFAULT (gen_random_uuid()) NOT NULL,
  "email" text NOT NULL,
  "name" text NOT NULL,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_email" UNIQUE ("email")
);
CREATE TABLE "public"."orders" (
  "id" uuid DEFAULT (gen_random_uuid()) NOT NULL,
  "user_id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "quantity" integer NOT NULL,
  "unit_price" numeric(10,2) NOT NULL,
  "created_at" timestamp with time zone DEFAULT (now()) NOT NULL,
  CONSTRAINT "orders_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "orders_product" FOREIGN KEY ("product_id") REFERENCES "public"."products" ("id"),
  CONSTRAINT "orders_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id")
);
CREATE INDEX "orders_by_user" ON "public"."orders" ("user_id", "created_at" DESC);
COMMENT ON COLUMN "public"."orders"."unit_price" IS 'The product''s price when it was ordered.';
