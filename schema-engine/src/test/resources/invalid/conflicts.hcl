schema "app" {}

table "app" "t" {
  schema = schema.public
  column "a" {
    type    = serial
    default = 1
    null    = true
  }
  column "b" {
    type = text
    identity {
      generated = ALWAYS
    }
  }
  column "c" {
    type    = int
    default = 1
    null    = true
    identity {
      generated = ALWAYS
    }
  }
  column "d" {
    type = serial
    identity {
      generated = ALWAYS
    }
  }
  index "i" {
    columns        = [column.a]
    nulls_distinct = false
    on { column = column.b }
  }
  index "j" {
    on {
      column      = column.a
      expr        = "a"
      nulls_first = true
      nulls_last  = true
    }
  }
}
