table "fine" {
  column "id" {
    type = int
  }
}

table "t" {
  column "ok" {
    type = int
  }
  column "where" {
    type = sql("vector(384)")
  }
}
