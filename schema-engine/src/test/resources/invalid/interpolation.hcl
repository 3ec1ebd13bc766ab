table "users" {
  comment = "of ${var.name}"
}
