schema "app" {
  comment = 1
}

enum "empty" {
  values = []
}

enum "words" {
  values = ["a", b]
}

table "users" {
  schema  = "public"
  comment = "zero \u0000"
  column "a" {
    type = "text"
  }
  column "b" {
    type = 5
    null = "no"
  }
  column "c" {
    type    = int
    default = CURRENT_TIMESTAMP
  }
  column "d" {
    type    = timestamptz
    default = now()
  }
  column "e" {
    type    = text
    default = sql(1)
  }
  column "f" {
    type = bigint
    identity {
      generated = "ALWAYS"
      start     = 1.5
      increment = 99999999999999999999
    }
  }
  column "g" {
    type    = text
    default = "zero \u0000"
  }
  column "h" {
    type    = text
    default = ["a"]
  }
  primary_key {
    columns = column.a
  }
  unique "u" {
    columns = []
  }
  unique "v" {
    columns = [a]
  }
  index "i" {
    columns = [column.a]
    type    = BTRE
    where   = 1
  }
  index "j" {
    on {
      column = [column.a]
      ops    = "text_ops"
    }
  }
  index "k" {
    on {
      column = table.app.others.column.x
    }
  }
  foreign_key "f" {
    columns     = [table.others.column.x]
    ref_columns = [column.a]
    on_delete   = "CASCADE"
    on_update   = NOTHING
    deferrable  = maybe
  }
  foreign_key "g" {
    columns     = [column.a, column.b]
    ref_columns = [column.a, table.others.column.x]
  }
  check "c" {
    expr = true
  }
}

table "others" {
  schema = schema.app
  column "x" {
    type = int
  }
}
