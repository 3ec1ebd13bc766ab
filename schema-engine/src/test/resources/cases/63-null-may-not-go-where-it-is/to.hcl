table "items" {
  column "id" {
    type = int
  }
  column "name" {
    type = text
  }
  primary_key {
    columns = [column.id]
  }
}
