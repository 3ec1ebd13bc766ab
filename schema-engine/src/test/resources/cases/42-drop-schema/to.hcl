table "users" {
  column "id" {
    type = int
  }
}
