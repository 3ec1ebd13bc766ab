table "users" {
  column "id" {
    type    = int
    default = 1e999999999
  }
}
