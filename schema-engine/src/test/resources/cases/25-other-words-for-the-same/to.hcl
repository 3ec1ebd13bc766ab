table "items" {
  column "id" {
    type = int4
  }
  column "price" {
    type    = decimal(8, 2)
    default = sql("1.50")
  }
  column "code" {
    type    = text
    default = sql("'a'::text")
  }
  primary_key {
    columns = [column.id]
  }
  check "cheap" {
    expr = "((price) < 100) and /* cheap */ price is not null"
  }
}
