table "t" {
  column "id" {
    type    = int
    default = sql("no_such_function(1)")
  }
}
