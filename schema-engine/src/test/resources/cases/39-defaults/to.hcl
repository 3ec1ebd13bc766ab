table "users" {
  column "id" {
    type = int
  }
  column "a" {
    type    = int
    default = 2
  }
  column "b" {
    type = text
  }
  column "c" {
    type    = text
    null    = true
    default = sql("upper('y')")
  }
  primary_key {
    columns = [column.id]
  }
}
