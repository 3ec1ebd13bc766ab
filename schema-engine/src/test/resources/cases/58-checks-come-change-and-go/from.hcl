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
  check "positive" {
    expr = "price > 0"
  }
  check "short" {
    expr = "length(name) < 5"
  }
}
