table "users" {
  column "id" {
    type = bigint
  }
  column "email" {
    type = varchar(120)
  }
  column "nick" {
    type = text
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}

table "empty" {}
