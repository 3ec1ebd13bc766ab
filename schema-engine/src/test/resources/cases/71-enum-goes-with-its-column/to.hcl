table "tickets" {
  column "id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}
