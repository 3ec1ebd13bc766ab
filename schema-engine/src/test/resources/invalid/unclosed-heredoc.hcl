table "users" {
  check "c" {
    expr = <<SQL
      id > 0
  }
}
