schema "app" {}

table "users" {
  column "id" {
    type = int
  }
}

table "app" "users" {
  column "id" {
    type = int
  }
}

enum "size" {
  values = ["S"]
}

enum "app" "size" {
  values = ["S"]
}

table "orders" {
  column "size" {
    type = enum.size
  }
  column "user_id" {
    type = int
  }
  foreign_key "f" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id]
  }
}
