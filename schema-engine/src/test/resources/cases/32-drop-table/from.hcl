table "users" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
  }
  primary_key {
    columns = [column.id]
  }
}

table "orders" {
  column "id" {
    type = bigserial
  }
  column "user_id" {
    type = int
  }
  column "total" {
    type = numeric(10,2)
  }
  primary_key {
    columns = [column.id]
  }
  index "orders_user" {
    columns = [column.user_id]
  }
  foreign_key "orders_user" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id]
  }
}
