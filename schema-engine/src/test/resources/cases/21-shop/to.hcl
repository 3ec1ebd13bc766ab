table "users" {
  column "id" {
    type    = uuid
    default = sql("gen_random_uuid()")
  }
  column "email" {
    type = text
  }
  column "name" {
    type = text
  }
  primary_key {
    columns = [column.id]
  }
  unique "users_email" {
    columns = [column.email]
  }
}

table "products" {
  column "id" {
    type    = uuid
    default = sql("gen_random_uuid()")
  }
  column "name" {
    type = text
  }
  column "price" {
    type = numeric(10, 2)
  }
  column "stock" {
    type    = int
    default = 0
  }
  primary_key {
    columns = [column.id]
  }
  check "stock_is_not_negative" {
    expr = "stock >= 0"
  }
}

table "orders" {
  column "id" {
    type    = uuid
    default = sql("gen_random_uuid()")
  }
  column "user_id" {
    type = uuid
  }
  column "product_id" {
    type = uuid
  }
  column "quantity" {
    type = int
  }
  column "unit_price" {
    type    = numeric(10, 2)
    comment = "The product's price when it was ordered."
  }
  column "created_at" {
    type    = timestamptz
    default = sql("now()")
  }
  primary_key {
    columns = [column.id]
  }
  foreign_key "orders_user" {
    columns     = [column.user_id]
    ref_columns = [table.users.column.id]
  }
  foreign_key "orders_product" {
    columns     = [column.product_id]
    ref_columns = [table.products.column.id]
  }
  index "orders_by_user" {
    on {
      column = column.user_id
    }
    on {
      column = column.created_at
      desc   = true
    }
  }
}
