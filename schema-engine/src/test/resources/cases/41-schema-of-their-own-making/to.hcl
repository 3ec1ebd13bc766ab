schema "app" {}

table "app" "things" {
  column "id" {
    type = int
  }
  column "body" {
    type = jsonb
    null = true
  }
  index "things_body" {
    columns = [column.body]
    type    = GIN
  }
}
