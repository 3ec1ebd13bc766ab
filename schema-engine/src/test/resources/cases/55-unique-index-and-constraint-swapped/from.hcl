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
  unique "items_a" {
    columns = [column.name]
  }
  index "items_b" {
    columns = [column.price]
    unique  = true
  }
}
