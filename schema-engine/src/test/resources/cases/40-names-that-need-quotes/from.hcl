schema "My App" {}

table "My App" "Order \"Lines\"" {
  column "Größe in €" {
    type = int
  }
}
