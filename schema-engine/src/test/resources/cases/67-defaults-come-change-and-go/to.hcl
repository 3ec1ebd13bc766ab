table "t" {
  column "id" {
    type = int
  }
  column "a" {
    type    = int
    default = 5
  }
  column "b" {
    type    = int
    default = 2
  }
  column "c" {
    type = text
  }
  primary_key {
    columns = [column.id]
  }
}
