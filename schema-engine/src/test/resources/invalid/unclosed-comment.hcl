table "users" {
  /* the columns
  column "id" {
    type = int
  }
}
