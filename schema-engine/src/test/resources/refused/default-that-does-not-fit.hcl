table "t" {
  column "ok" {
    type = int
  }
  column "status" {
    type    = enum.status
    default = "opened"
  }
}

enum "status" {
  values = ["open"]
}
