table "things" {
  column "id" {
    type    = uuid
    default = sql("gen_random_uuid()")
  }
  column "name" {
    type    = text
    default = "it's \"new\" \\ $${and} %%{odd}\t\u00e9"
  }
  column "count" {
    type    = int
    default = -7
  }
  column "price" {
    type    = numeric
    default = 12345678901234567890.10
  }
  column "huge" {
    type    = numeric
    default = 1e30
  }
  column "active" {
    type    = boolean
    default = true
  }
  column "born" {
    type    = date
    default = "2001-02-03"
  }
  column "nothing" {
    type    = text
    null    = true
    default = null
  }
  column "at" {
    type    = timestamptz
    default = sql("now() AT TIME ZONE 'UTC' + interval '1 day'")
  }
  column "tags" {
    type    = sql("text[]")
    default = sql("'{}'")
  }
  column "settings" {
    type    = jsonb
    default = sql("jsonb_build_object('a', 1, 'b', '{fn x}')")
  }
  column "zoned" {
    type    = timestamptz
    default = sql("TIMESTAMP WITH TIME ZONE '2001-02-03 04:05:06+00'")
  }
  column "cased" {
    type    = int
    default = sql("CASE WHEN true THEN 1 ELSE 2 END")
  }
}
