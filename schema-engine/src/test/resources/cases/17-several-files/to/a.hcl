table "orders" {
  schema = schema.app
  column "user_id" {
    type = int
  }
  column "status" {
    type = enum.status
  }
  foreign_key "orders_user" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id]
  }
}
