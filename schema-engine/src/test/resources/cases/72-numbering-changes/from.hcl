table "a" {
  column "id" {
    type = serial
  }
  column "x" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}

table "b" {
  column "id" {
    type = int
  }
  column "x" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}

table "c" {
  column "id" {
    type = int
  }
  column "x" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}

table "d" {
  column "id" {
    type = serial
  }
  column "x" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}
