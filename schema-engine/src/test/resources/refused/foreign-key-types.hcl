table "a" {
  column "id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}

table "b" {
  column "a_id" {
    type = uuid
  }
  foreign_key "b_a" {
    columns     = [column.a_id]
    ref_columns = [table.a.column.id]
  }
}
