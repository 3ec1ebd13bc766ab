# A foreign key may refer to what a unique index makes unique, which is there only later.
table "codes" {
  column "code" {
    type = text
  }
  index "codes_code" {
    unique  = true
    columns = [column.code]
  }
}
table "uses" {
  column "code" {
    type = text
  }
  foreign_key "uses_code" {
    columns     = [column.code]
    ref_columns = [table.codes.column.code]
  }
}
