enum "kind" {
  values = ["a", "b"]
}

table "t" {
  column "id" {
    type = int
  }
  column "state" {
    type    = text
    default = "open"
  }
  column "kind" {
    type    = enum.kind
    default = "a"
  }
  primary_key {
    columns = [column.id]
  }
}
