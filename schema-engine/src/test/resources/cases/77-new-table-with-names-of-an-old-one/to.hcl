table "people" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
  }
  primary_key {
    columns = [column.id]
  }
  unique "by_email" {
    columns = [column.email]
  }
  index "by_id" {
    columns = [column.id, column.email]
  }
}
