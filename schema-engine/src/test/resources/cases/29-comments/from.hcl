table "users" {
  column "id" {
    type = int
    comment = "a number"
  }
  column "email" {
    type = text
  }
  primary_key {
    columns = [column.id]
    comment = "the key"
  }
  index "users_email" {
    columns = [column.email]
  }
  comment = "people"
}
