table "t" {
  column "hostile" {
    type    = int
    default = sql("0); COMMIT; CREATE TABLE pwned(x int); COMMIT; BEGIN; SELECT (1")
  }
  column "semicolon" {
    type    = int
    default = sql("0; COMMIT")
  }
  column "string" {
    type    = text
    default = sql("'never ends")
  }
  column "dollars" {
    type    = text
    default = sql("$a$ never ends $b$")
  }
  column "comment" {
    type    = text
    default = sql("1 /* never ends")
  }
  column "empty" {
    type    = text
    default = sql(" -- nothing")
  }
  column "parameter" {
    type    = int
    default = sql(":limit + $1")
  }
  column "positional" {
    type    = int
    default = sql("$1")
  }
  column "statement" {
    type    = int
    default = sql("1 UNION select 2")
  }
  column "more" {
    type    = int
    default = sql("1, x int")
  }
  column "constraint" {
    type = sql("int DEFAULT 1")
  }
  column "another" {
    type = sql("int, x int")
  }
  column "half" {
    type = sql("public.")
  }
  column "value" {
    type = sql("5")
  }
  column "evil" {
    type = sql("int); COMMIT; --")
  }
  check "lines" {
    expr = <<-SQL
      hostile > 0
        AND $${x}
    SQL
  }
  index "predicate" {
    columns = [column.half]
    where   = "true) TABLESPACE (x"
  }
  index "expression" {
    on {
      expr = "lower(half), upper(half)"
    }
  }
}
