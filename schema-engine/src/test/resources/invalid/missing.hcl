table {
  column "id" {
    type = nosuch
  }
}

schema {}

enum "e" {}

table "users" {
  column {
    type = int
  }
  column "id" {
    null = true
  }
  column "n" {
    type = int
    identity {}
  }
  primary_key {}
  unique "u" {}
  index "i" {}
  index "j" {
    on {
      desc = true
    }
  }
  foreign_key "f" {}
  check "c" {}
}
