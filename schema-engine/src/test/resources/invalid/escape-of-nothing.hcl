table "users" {
  comment = "\ud800"
}
