table "items" {
  column "id" {
    type = int
  }
  column "name" {
    type = text
    null = true
  }
  column "price" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}
