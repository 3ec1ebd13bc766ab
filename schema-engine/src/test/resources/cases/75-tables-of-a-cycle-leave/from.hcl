table "a" {
  column "id" {
    type = int
  }
  column "b_id" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "a_b" {
    columns     = [column.b_id]
    ref_columns = [table.b.column.id]
  }
}

table "b" {
  column "id" {
    type = int
  }
  column "a_id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "b_a" {
    columns     = [column.a_id]
    ref_columns = [table.a.column.id]
  }
}

table "c" {
  column "id" {
    type = int
  }
  column "a_id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "c_a" {
    columns     = [column.a_id]
    ref_columns = [table.a.column.id]
  }
}
