CREATE TABLE "public"."things" (
  "id" uuid DEFAULT (gen_random_uuid()) NOT NULL,
  "name" text DEFAULT E'it''s "new" \\ ${and} %{odd}	é' NOT NULL,
  "count" integer DEFAULT -7 NOT NULL,
  "price" numeric DEFAULT 12345678901234567890.10 NOT NULL,
  "huge" numeric DEFAULT 1000000000000000000000000000000 NOT NULL,
  "active" boolean DEFAULT true NOT NULL,
  "born" date DEFAULT '2001-02-03' NOT NULL,
  "nothing" text,
  "at" timestamp with time zone DEFAULT (now() AT TIME ZONE 'UTC' + interval '1 day') NOT NULL,
  "tags" text[] DEFAULT ('{}') NOT NULL,
  "settings" jsonb DEFAULT (jsonb_build_object('a', 1, 'b', '{fn x}')) NOT NULL,
  "zoned" timestamp with time zone DEFAULT (TIMESTAMP WITH TIME ZONE '2001-02-03 04:05:06+00') NOT NULL,
  "cased" integer DEFAULT (CASE WHEN true THEN 1 ELSE 2 END) NOT NULL
);
