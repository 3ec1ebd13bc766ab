schema "app" {}
schema "app" {}

enum "users" {
  values = ["a", "a"]
}

table "users" {
  column "id" {
    type = serial
  }
  column "id" {
    type = int
  }
  column "b" {
    type = int
  }
  primary_key {
    columns = [column.id, column.id]
  }
}

table "users" {}

table "orders" {
  column "id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
  unique "orders" {
    columns = [column.id]
  }
  unique "same" {
    columns = [column.id]
  }
  check "same" {
    expr = "id > 0"
  }
  foreign_key "orders_pkey" {
    columns     = [column.id]
    ref_columns = [column.id]
  }
  index "users_id_seq" {
    columns = [column.id]
  }
  index "twice" {
    columns = [column.id]
  }
}

table "others" {
  column "id" {
    type = int
  }
  index "twice" {
    columns = [column.id]
  }
}
