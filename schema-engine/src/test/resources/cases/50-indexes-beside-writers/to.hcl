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
  index "items_name" {
    columns = [column.name]
    comment = "by name"
  }
  index "items_cheap" {
    columns = [column.price]
    where   = "price < 5"
  }
  index "items_lower_name" {
    unique = true
    on {
      expr = "lower(name)"
    }
  }
}
