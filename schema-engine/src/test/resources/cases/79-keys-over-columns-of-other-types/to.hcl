table "a" {
  column "id" {
    type = uuid
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
    type = uuid
  }
  column "doc" {
    type = jsonb
  }
  primary_key {
    columns = [column.id]
  }
  index "b_doc" {
    columns = [column.doc]
    type    = GIN
  }
  foreign_key "b_a" {
    columns     = [column.a_id]
    ref_columns = [table.a.column.id]
  }
  foreign_key "b_a_too" {
    columns     = [column.a_id]
    ref_columns = [table.a.column.id]
  }
  check "is_object" {
    expr = "jsonb_typeof(doc) = 'object'"
  }
}
