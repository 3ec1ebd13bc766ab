table "a" {
  column "id" {
    type = text
  }
  primary_key {
    columns = [column.id]
  }
}

table "b" {
  column "id" {
    type = int
  }
  column "a_id" {
    type = text
  }
  column "doc" {
    type = text
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "b_a_too" {
    columns     = [column.a_id]
    ref_columns = [table.a.column.id]
  }
}
