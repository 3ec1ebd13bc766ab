table "folders" {
  column "id" {
    type = int
  }
  column "parent" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "folders_parent" {
    columns     = [column.parent]
    ref_columns = [column.id]
    on_delete   = CASCADE
  }
}
