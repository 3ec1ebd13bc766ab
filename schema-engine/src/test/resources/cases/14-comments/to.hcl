schema "public" {
  comment = "all of it"
}
table "t" {
  comment = "a table's"
  column "c" {
    type    = int
    comment = "a column's $${x} with \\ and '); DROP TABLE t; --"
  }
  column "d" {
    type = int
  }
  primary_key {
    columns = [column.c]
    comment = "a key's"
  }
  index "t_d" {
    columns = [column.d]
    comment = <<EOT
an index's,
in two lines
EOT
  }
}
