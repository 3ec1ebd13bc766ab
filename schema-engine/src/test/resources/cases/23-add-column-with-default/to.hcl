table "users" {
  column "id" {
    type = int
  }
  column "email" {
    type = text
  }
  column "active" {
    type    = boolean
    default = true
  }
  column "tag" {
    type    = uuid
    default = sql("gen_random_uuid()")
  }
  column "note" {
    type    = varchar(20)
    default = "none 'yet'"
    comment = "what people say"
  }
  primary_key {
    columns = [column.id]
  }
}
