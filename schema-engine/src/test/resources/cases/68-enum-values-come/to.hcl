enum "state" {
  values = ["new", "seen", "open", "held", "done", "gone"]
}

table "tickets" {
  column "id" {
    type = int
  }
  column "state" {
    type    = enum.state
    default = "new"
  }
  primary_key {
    columns = [column.id]
  }
}
