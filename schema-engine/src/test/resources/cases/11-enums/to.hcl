schema "app" {}

# Used before it is declared, and declared in two schemas.
table "orders" {
  column "status" {
    type    = enum.status
    default = "open"
  }
  column "size" {
    type = enum.app.size
  }
}
enum "status" {
  schema  = schema.public
  values  = ["open", "it's", "closed\\"]
  comment = "where an order stands"
}
enum "app" "size" {
  values = ["S", "M", "L"]
}
enum "size" {
  values = ["unused"]
}
