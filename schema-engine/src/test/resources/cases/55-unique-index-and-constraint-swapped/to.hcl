table "items" {
  column "id" {
    type = int
  }
  column "name" {
    type = text
  }
  column "price" {
    type = numeric(8,2)
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  index "items_a" {
    columns = [column.name]
    unique  = true
  }
  unique "items_b" {
    columns = [column.price]
  }
}
