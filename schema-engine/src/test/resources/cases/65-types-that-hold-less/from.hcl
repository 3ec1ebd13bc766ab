table "t" {
  column "id" {
    type = bigint
  }
  column "name" {
    type = text
  }
  column "size" {
    type    = text
    default = "0"
  }
  column "at" {
    type = timestamp
  }
  column "price" {
    type = numeric(8,4)
  }
  primary_key {
    columns = [column.id]
  }
}
