table "users" {
  column "id" {
    type = int
  }
}

schema "old" {}

enum "old" "state" {
  values = ["a"]
}

table "old" "things" {
  column "id" {
    type = int
  }
  column "state" {
    type    = enum.state
    default = "a"
  }
}
