table "users" {
  column "id" {
    type = numeric(10, 2
  }
}
