table "t" {
  column "id" {
    type = int
  }
  check "ümläut 😀" {
    expr = "true"
  }
  check "z" {
    expr = "id > > 0"
  }
}
