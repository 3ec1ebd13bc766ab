table "users" {
  column "id" {
    type = int
  }
  column "mail" {
    type = text
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}
