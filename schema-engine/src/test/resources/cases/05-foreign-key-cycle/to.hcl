# a → b → c → a, and d, which stands before a in the alphabet of nobody but needs it.
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
  column "c_id" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "b_c" {
    columns     = [column.c_id]
    ref_columns = [table.c.column.id]
  }
}
table "c" {
  column "id" {
    type = int
  }
  column "a_id" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "c_a" {
    columns     = [column.a_id]
    ref_columns = [table.a.column.id]
  }
}
table "Ahead" {
  column "a_id" {
    type = int
  }
  foreign_key "ahead_a" {
    columns     = [column.a_id]
    ref_columns = [table.a.column.id]
  }
}
