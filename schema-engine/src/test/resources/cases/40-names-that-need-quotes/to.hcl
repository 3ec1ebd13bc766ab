schema "My App" {}

enum "My App" "Kind of; line" {
  values = ["it's", "--"]
}

table "My App" "Order \"Lines\"" {
  column "Größe in €" {
    type = int
  }
  column "select" {
    type    = enum["Kind of; line"]
    default = "it's"
  }
  column "more" {
    type    = sql("\"My App\".\"Kind of; line\"[]")
    null    = true
  }
  check "Größe ist > 0" {
    expr = "\"Größe in €\" > 0"
  }
}
