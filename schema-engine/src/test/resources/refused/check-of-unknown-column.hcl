table "t" {
  column "id" {
    type = int
  }
  check "c" {
    expr = "ident > 0"
  }
}
