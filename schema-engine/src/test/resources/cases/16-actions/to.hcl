table "parents" {
  column "id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}

table "children" {
  column "p0" {
    type = int
    null = true
  }
  column "p1" {
    type = int
    null = true
  }
  column "p2" {
    type = int
    null = true
  }
  column "p3" {
    type = int
    null = true
  }
  column "p4" {
    type = int
    null = true
  }
  foreign_key "f0" {
    columns     = [column.p0]
    ref_columns = [table.parents.column.id]
    on_delete   = NO_ACTION
    on_update   = SET_DEFAULT
    deferrable  = true
  }
  foreign_key "f1" {
    columns     = [column.p1]
    ref_columns = [table.parents.column.id]
    on_delete   = RESTRICT
    on_update   = SET_NULL
    deferrable  = false
  }
  foreign_key "f2" {
    columns     = [column.p2]
    ref_columns = [table.parents.column.id]
    on_delete   = CASCADE
    on_update   = CASCADE
    deferrable  = INITIALLY_IMMEDIATE
  }
  foreign_key "f3" {
    columns     = [column.p3]
    ref_columns = [table.parents.column.id]
    on_delete   = SET_NULL
    on_update   = RESTRICT
    deferrable  = INITIALLY_DEFERRED
  }
  foreign_key "f4" {
    columns     = [column.p4]
    ref_columns = [table.parents.column.id]
    on_delete   = SET_DEFAULT
    on_update   = NO_ACTION
  }
}
