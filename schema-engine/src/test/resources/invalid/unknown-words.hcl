# Ignored, any of these would drop something.
tabel "users" {}

colour = "red"

table "users" {
  colum "id" {
    type = int
  }
  column "name" {
    type     = text
    nullable = true
    size     = 10
    identity {
      begin = 1
    }
  }
  index "i" {
    columns = [column.name]
    method  = HASH
  }
  foreign_key "f" {
    columns     = [column.name]
    ref_columns = [column.name]
    ondelete    = CASCADE
  }
}
