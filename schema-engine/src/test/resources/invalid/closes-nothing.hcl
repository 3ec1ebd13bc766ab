table "users" {
  column "id" {
    type = int
  }
  }
  column "name" {
    type = text
  }
}
