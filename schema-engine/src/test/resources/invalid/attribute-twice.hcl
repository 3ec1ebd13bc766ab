table "users" {
  column "id" {
    type = int
    type = text
  }
}
