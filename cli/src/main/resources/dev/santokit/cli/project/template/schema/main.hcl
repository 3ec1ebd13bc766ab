# The tables as they should be. stk dev makes them so, and asks before it would lose anything.
table "notes" {
  column "id" {
    type    = uuid
    default = sql("gen_random_uuid()")
  }
  column "user_id" {
    type = text
    null = true
  }
  column "text" {
    type = text
  }
  column "created_at" {
    type    = timestamptz
    default = sql("now()")
  }
  primary_key {
    columns = [column.id]
  }
  index "notes_by_time" {
    columns = [column.created_at]
  }
}
