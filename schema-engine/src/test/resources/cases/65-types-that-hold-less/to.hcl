table "t" {
  column "id" {
    type = int
  }
  column "name" {
    type = varchar(5)
  }
  column "size" {
    type    = int
    default = 0
  }
  column "at" {
    type = date
  }
  column "price" {
    type = numeric(6,1)
  }
  primary_key {
    columns = [column.id]
  }
}
