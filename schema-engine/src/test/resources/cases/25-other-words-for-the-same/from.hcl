table "items" {
  column "id" {
    type = int
  }
  column "price" {
    type    = numeric(8,2)
    default = 1.50
  }
  column "code" {
    type    = text
    default = "a"
  }
  primary_key {
    columns = [column.id]
  }
  check "cheap" {
    expr = "price < 100 AND price IS NOT NULL"
  }
}
