enum "mood" {
  values = ["fine", "sad"]
}

table "users" {
  column "made" {
    type    = timestamptz
    default = sql("now()")
  }
  column "id" {
    type = int
  }
  column "name" {
    type    = varchar(40)
    default = "x"
  }
  column "price" {
    type = decimal(8, 2)
    null = true
  }
  column "feels" {
    type    = enum.mood
    default = "fine"
  }
  primary_key {
    columns = [column.id]
  }
  check "users_price_check" {
    expr = "price > 0"
  }
}

table "notes" {
  column "id" {
    type = serial
  }
  column "user_id" {
    type = int
    null = true
  }
  column "body" {
    type = text
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  index "notes_body" {
    on {
      expr = "lower(body)"
    }
    where = "body IS NOT NULL"
  }
  foreign_key "notes_user_id_fkey" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id]
    on_delete   = CASCADE
  }
}
