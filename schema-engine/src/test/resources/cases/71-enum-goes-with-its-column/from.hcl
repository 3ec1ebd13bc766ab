enum "state" {
  values = ["open", "done"]
}

table "tickets" {
  column "id" {
    type = int
  }
  column "state" {
    type    = enum.state
    default = "open"
  }
  primary_key {
    columns = [column.id]
  }
}
