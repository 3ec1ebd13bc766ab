# The same name in two schemas; references with and without the schema.
schema "app" {
  comment = "what users see"
}

schema "audit" {}

table "app" "users" {
  schema = schema.app
  column "id" {
    type = int
  }
  primary_key {
    columns = [column.id]
  }
}

table "audit" "users" {
  column "user_id" {
    type = int
  }
  column "changed_at" {
    type    = timestamptz
    default = sql("now()")
  }
  foreign_key "who" {
    columns     = [column.user_id]
    ref_columns = [table.app.users.column.id]
  }
  index "users_by_user" {
    columns = [column.user_id]
  }
}

table "notes" {
  schema = schema.public
  column "author" {
    type = int
  }
  foreign_key "author" {
    columns     = [column.author]
    ref_columns = [table["app"].users.column.id]
  }
}

table "plans" {
  schema = schema.app
  column "note_author" {
    type = int
  }
}
