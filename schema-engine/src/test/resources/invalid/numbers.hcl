table "users" {
  column "id" {
    type = varchar(12ab)
  }
}
