table "c" {
  column "id" {
    type = int
  }
  column "a_id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}
