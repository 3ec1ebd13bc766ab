schema "app" {}

enum "status" {
  schema = schema.public
  values = ["open", "closed"]
}

enum "app" "status" {
  values = ["new", "old"]
}

table "a" {
  column "id" {
    type = int
  }
  column "status" {
    type    = enum.public.status
    default = "open"
  }
  check "not_closed" {
    expr = "status <> 'closed'::public.status"
  }
}

table "app" "b" {
  column "id" {
    type = int
  }
  column "status" {
    type    = enum.app.status
    default = sql("'new'::app.status")
  }
  column "all" {
    type    = sql("app.status[]")
    default = sql("ARRAY['new']::\"app\".status[]")
  }
  index "b_new" {
    columns = [column.id]
    where   = "status = 'new'"
  }
}
