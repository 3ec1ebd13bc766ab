schema "app" {}

table "users" {
  schema = schema.ap
  column "id" {
    type = int
  }
  column "size" {
    type = enum.siz
  }
  primary_key {
    columns = [column.ids]
  }
}

table "orders" {
  column "user_id" {
    type = int
  }
  foreign_key "a" {
    columns     = [column.user_id]
    ref_columns = [table.user.column.id]
  }
  foreign_key "b" {
    columns     = [column.user_id]
    ref_columns = [table.app.orders.column.user_id]
  }
  foreign_key "c" {
    columns     = [column.user_id]
    ref_columns = [table.orders.column.id]
  }
}

enum "size" {
  values = ["S"]
}

table "empty" {
  unique "u" {
    columns = [column.x]
  }
}
