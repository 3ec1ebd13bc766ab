table "logs" {
  column "at" {
    type = timestamptz
  }
  column "line" {
    type = int
  }
  primary_key {
    columns = [column.at, column.line]
  }
}
