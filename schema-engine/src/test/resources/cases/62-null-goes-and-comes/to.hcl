table "items" {
  column "id" {
    type = int
  }
  column "name" {
    type = text
  }
  column "price" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}
