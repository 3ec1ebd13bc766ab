table "a" {
  column "id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}

table "b" {
  column "id" {
    type    = int
    default = 9
  }
  primary_key {
    columns = [column.id]
  }
}

table "c" {
  column "id" {
    type = int
    identity {
      generated = BY_DEFAULT
      increment = 10
    }
  }
  column "x" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}

table "d" {
  column "id" {
    type = int
    null = true
  }
}
