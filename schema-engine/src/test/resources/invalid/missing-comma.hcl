table "users" {
  primary_key {
    columns = [column.id column.name]
  }
}
