table "users" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}

table "orders" {
  column "id" {
    type = int
  }
  column "user_id" {
    type = int
    null = true
  }
  column "payer_id" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "orders_user" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id]
    on_delete   = CASCADE
  }
  foreign_key "orders_payer" {
    columns     = [column.payer_id]
    ref_columns = [table.users.column.id]
    on_delete   = SET_NULL
  }
}
