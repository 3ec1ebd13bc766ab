table "docs" {
  column "id" {
    type = int
  }
  column "title" {
    type = text
  }
  column "body" {
    type = jsonb
  }
  column "place" {
    type = point
  }
  column "deleted" {
    type    = boolean
    default = false
  }
  index "docs_title" {
    columns = [column.title]
  }
  index "docs_order" {
    on {
      column = column.title
      desc   = true
    }
    on {
      column      = column.id
      nulls_first = true
    }
    on {
      column     = column.deleted
      desc       = true
      nulls_last = true
    }
  }
  index "docs_lower" {
    unique = true
    on {
      expr = "lower(title)"
    }
    on { column = column.id }
    where = "NOT deleted"
  }
  index "docs_body" {
    type = GIN
    on {
      column = column.body
      ops    = jsonb_path_ops
    }
  }
  index "docs_place" {
    type    = GIST
    columns = [column.place]
  }
  index "docs_brin" {
    type    = BRIN
    columns = [column.id]
  }
  index "docs_hash" {
    type    = HASH
    columns = [column.title]
  }
  index "docs_sp" {
    type    = SPGIST
    columns = [column.place]
  }
  index "docs_covering" {
    unique         = true
    columns        = [column.id]
    include        = [column.title, column.deleted]
    nulls_distinct = false
  }
  index "docs_like" {
    on {
      column = column.title
      ops    = text_pattern_ops
    }
  }
}
