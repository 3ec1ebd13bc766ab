table "things" {
  column "id" {
    type = bigint
    identity {
      generated = ALWAYS
    }
  }
  column "number" {
    type = int
    identity {
      generated = BY_DEFAULT
      start     = -1000
      increment = -10
    }
  }
  column "one" {
    type = smallint
    identity {
      generated = BY_DEFAULT
      start     = 1
      increment = 1
    }
  }
  primary_key {
    columns = [column.id]
  }
}
