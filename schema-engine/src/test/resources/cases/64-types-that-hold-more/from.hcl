table "t" {
  column "id" {
    type = int
  }
  column "code" {
    type    = varchar(10)
    default = "x"
  }
  column "title" {
    type = varchar(20)
  }
  column "price" {
    type    = numeric(8,2)
    default = 1.5
  }
  column "rate" {
    type = numeric(8,2)
  }
  column "at" {
    type = timestamp(3)
  }
  column "tags" {
    type = sql("varchar(5)[]")
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
