table "t" {
  column "id" {
    type = int
  }
  index "i" {
    columns = [column.id]
    where   = "id > now()"
  }
}
