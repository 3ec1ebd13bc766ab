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

schema "billing" {
  comment = "money"
}

enum "billing" "state" {
  values = ["open", "paid"]
}

table "billing" "invoices" {
  column "id" {
    type = uuid
  }
  column "user_id" {
    type = int
  }
  column "state" {
    type    = enum.state
    default = "open"
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "invoices_user" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id]
  }
}
