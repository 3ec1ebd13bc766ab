table "users" {
  column "id" {
    type = int
  }
  column "a" {
    type    = int
    default = 1
  }
  column "b" {
    type    = text
    default = "x"
  }
  column "c" {
    type = text
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}
