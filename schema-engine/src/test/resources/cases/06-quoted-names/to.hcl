schema "my schema" {}

table "Order; DROP TABLE x" {
  schema = schema["my schema"]
  column "a b" {
    type = int
  }
  column "say \"hi\"" {
    type = text
  }
  column "select" {
    type = int
  }
  column "größe" {
    type = int
  }
  primary_key {
    columns = [column["a b"], column.select]
  }
  unique "it's" {
    columns = [column["say \"hi\""]]
  }
  index "i.j" {
    columns = [column.größe]
  }
}

table "refers" {
  column "x" {
    type = int
  }
  column "y" {
    type = int
  }
  foreign_key "f k" {
    columns     = [column.x, column.y]
    ref_columns = [
      table["my schema"]["Order; DROP TABLE x"].column["a b"],
      table["Order; DROP TABLE x"].column.select, # the schema may be left out
    ]
  }
}
