table "t" {
  column "a" {
    type = int
    null = true
  }
  primary_key {
    columns = [column.a]
  }
}
