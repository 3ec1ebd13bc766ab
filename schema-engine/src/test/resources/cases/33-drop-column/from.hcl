table "users" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
  }
  column "name" {
    type = text
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  index "users_name" {
    columns = [column.name]
  }
}
