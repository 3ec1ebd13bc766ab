table "users" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
  }
  primary_key {
    columns = [column.id, column.email]
  }
  index "some" {
    unique  = true
    columns = [column.email]
    where   = "id > 0"
  }
  index "lower" {
    unique = true
    on { expr = "email" }
  }
}

table "orders" {
  column "user_id" {
    type = int
  }
  foreign_key "counts" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id, table.users.column.email]
  }
  foreign_key "part" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id]
  }
  foreign_key "partial" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.email]
  }
}
