schema "pg_mine" {}
schema "santokit" {}
schema "information_schema" {}

enum "e" {
  values = ["", "ok"]
}

table "" {}

table "a_name_that_is_longer_than_sixty_three_bytes_is_cut_by_postgres_" {
  column "xmin" {
    type = int
  }
  column "zero\u0000" {
    type = int
  }
  column "ééééééééééééééééééééééééééééééé1é" {
    type = int
  }
  index "stk_tmp_mine" {
    columns = [column.ok]
  }
  column "ok" {
    type = int
  }
}
