variable "tenant" {}
locals {}
extension "vector" {}
sequence "s" {}
domain "d" {}
view "v" {}
materialized "m" {}
function "f" {}
trigger "t" {}
policy "p" {}
row_security {}

table "users" {
  renamed_from = "people"
  column "id" {
    type         = int
    renamed_from = "key"
  }
  column "total" {
    type = int
    as   = "1 + 1"
  }
  column "sum" {
    type = int
    as {
      expr = "1 + 1"
    }
  }
  column "tags" {
    type = hstore
  }
  index "i" {
    on {
      column = column.id
      ops    = sql("gin_trgm_ops(siglen=32)")
    }
  }
  partition {
    type = RANGE
  }
  row_security {
    enabled = true
  }
}
