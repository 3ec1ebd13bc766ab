table "users" {
  comment =
}
