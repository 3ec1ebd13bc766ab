table "a" {
  column "id" {
    type = int
    identity {
      generated = ALWAYS
    }
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
    identity {
      generated = BY_DEFAULT
    }
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

table "d" {
  column "id" {
    type = bigserial
  }
  column "x" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.id]
  }
}
