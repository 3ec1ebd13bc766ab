table "t" {
  column "id" {
    type = int
  }
  column "on" {
    type = date
  }
  primary_key {
    columns = [column.id]
  }
}
