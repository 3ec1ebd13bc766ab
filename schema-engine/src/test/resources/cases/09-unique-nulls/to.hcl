table "t" {
  column "many" {
    type = int
    null = true
  }
  column "one" {
    type = int
    null = true
  }
  column "more" {
    type = text
    null = true
  }
  unique "t_many" {
    columns = [column.many]
  }
  unique "t_one" {
    columns        = [column.one]
    include        = [column.more]
    nulls_distinct = false
    comment        = "at most one without"
  }
}
