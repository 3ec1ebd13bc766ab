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
  column "past" {
    type = sql("state[]")
    null = true
  }
  primary_key {
    columns = [column.id]
  }
  index "tickets_open" {
    columns = [column.id]
    where   = "state = 'open'"
  }
  check "not_done" {
    expr    = "state <> 'done'"
    comment = "never"
  }
}
