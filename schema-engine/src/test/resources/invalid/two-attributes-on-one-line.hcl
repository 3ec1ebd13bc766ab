table "users" {
  column "id" { type = int, null = true }
}
