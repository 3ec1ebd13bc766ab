table "a" {
  column "id" {
    type = serial
  }
  primary_key {
    columns = [column.id]
  }
}

table "b" {
  column "id" {
    type = int
    identity {
      generated = ALWAYS
    }
  }
  primary_key {
    columns = [column.id]
  }
}

table "c" {
  column "id" {
    type = int
    identity {
      generated = ALWAYS
      increment = 1
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
    identity {
      generated = ALWAYS
    }
  }
}
