table "users" {
  primary_key {
    columns = [column[0]]
  }
}
