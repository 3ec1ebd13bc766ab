table "users" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
  }
  column "nickname" {
    type = text
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}
