table "users" {
  column "name" {
    type = text
    null = true
  }
  column "email" {
    type = text
  }
  column "id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}
