table "t" {
  column "body" {
    type = json
  }
  index "i" {
    columns = [column.body]
  }
}
