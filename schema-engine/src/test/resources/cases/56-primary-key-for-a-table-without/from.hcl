table "logs" {
  column "at" {
    type = timestamptz
    null = true
  }
  column "line" {
    type = int
  }
}
