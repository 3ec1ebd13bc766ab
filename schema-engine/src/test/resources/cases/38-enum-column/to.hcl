enum "role" {
  values = ["guest", "member"]
}

table "users" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
  }
  column "role" {
    type    = enum.role
    default = "guest"
  }
  primary_key {
    columns = [column.id]
  }
}
