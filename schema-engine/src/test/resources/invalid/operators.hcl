table "users" {
  comment = "a" + "b"
}
