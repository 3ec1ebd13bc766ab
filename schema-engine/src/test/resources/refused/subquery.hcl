table "t" {
  column "id" {
    type    = int
    default = sql("(SELECT 1)")
  }
}
