table "logs" {
  column "day" {
    type = date
  }
  column "line" {
    type = int
  }
  primary_key {
    columns = [column.day, column.line]
  }
}
