SELECT price = 1.50 FROM items
