schema "app" {}

enum "status" {
  schema = schema.app
  values = ["open"]
}
