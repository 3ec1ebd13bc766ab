schema "a" "b" {}

table "public" "users" "x" {
  column "a" "b" {
    type = int
  }
  primary_key "users_pkey" {
    columns = [column.b]
  }
}
