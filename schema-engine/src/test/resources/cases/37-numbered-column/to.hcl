table "users" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
  }
  column "place" {
    type = bigserial
  }
  column "number" {
    type = bigint
    identity {
      generated = ALWAYS
      start     = 100
    }
  }
  primary_key {
    columns = [column.id]
  }
}
