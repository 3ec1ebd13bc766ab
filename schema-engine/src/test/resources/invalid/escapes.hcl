table "users" {
  comment = "100 \%"
}
