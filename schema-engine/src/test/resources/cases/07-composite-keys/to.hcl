table "lines" {
  column "order_id" {
    type = int
  }
  column "line" {
    type = smallint
  }
  column "sku" {
    type = text
  }
  column "note" {
    type = text
  }
  primary_key {
    columns = [column.order_id, column.line]
    include = [column.note]
  }
  unique "lines_sku" {
    columns = [column.sku, column.order_id]
  }
}
table "parcels" {
  column "order_id" {
    type = int
  }
  column "line" {
    type = smallint
  }
  column "sku" {
    type = text
  }
  primary_key {
    columns = [column.line, column.order_id]
  }
  foreign_key "by_line" {
    columns     = [column.line, column.order_id]
    ref_columns = [table.lines.column.line, table.lines.column.order_id]
  }
  foreign_key "by_sku" {
    columns     = [column.sku, column.order_id]
    ref_columns = [table.lines.column.sku, table.lines.column.order_id]
  }
}
