table "t" {
  column "id" {
    type = bigint
  }
  column "code" {
    type    = varchar(40)
    default = "x"
  }
  column "title" {
    type = text
  }
  column "price" {
    type    = numeric(12,2)
    default = 1.5
  }
  column "rate" {
    type = numeric(10,4)
  }
  column "at" {
    type = timestamp
  }
  column "tags" {
    type = sql("varchar(9)[]")
  }
  primary_key {
    columns = [column.id]
  }
  index "t_code" {
    columns = [column.code]
    where   = "code <> ''"
  }
  check "titled" {
    expr = "title <> ''"
  }
}
