table "t" {
  column "id" {
    type = int
  }
  column "on" {
    type = boolean
  }
  primary_key {
    columns = [column.id]
  }
}
