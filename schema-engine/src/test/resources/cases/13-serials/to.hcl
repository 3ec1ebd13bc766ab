table "counted" {
  column "small" {
    type = smallserial
  }
  column "normal" {
    type = serial
  }
  column "big" {
    type = bigserial
  }
}
