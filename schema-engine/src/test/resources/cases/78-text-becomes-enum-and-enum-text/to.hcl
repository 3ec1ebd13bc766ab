enum "state" {
  values = ["open", "done"]
}

table "t" {
  column "id" {
    type = int
  }
  column "state" {
    type    = enum.state
    default = "open"
  }
  column "kind" {
    type    = text
    default = "a"
  }
  primary_key {
    columns = [column.id]
  }
}
