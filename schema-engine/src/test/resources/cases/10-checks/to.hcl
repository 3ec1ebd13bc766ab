table "offers" {
  column "price" {
    type = numeric(10, 2)
  }
  column "was" {
    type = numeric(10, 2)
    null = true
  }
  column "update" {
    type = text
  }
  check "cheaper" {
    expr    = "was IS NULL OR price < was" # may be a comment, even --
    comment = "an offer is cheaper than before"
  }
  check "positive" {
    expr = <<-SQL
      price > 0          -- free things are no offers
        /* and nothing /* is */ cheaper */ AND price < 1000000
    SQL
  }
  check "named_like_a_statement" {
    expr = sql("\"update\" <> 'a;b' AND offers.update <> $$;$$")
  }
}
