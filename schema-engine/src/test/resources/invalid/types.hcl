table "t" {
  column "a" {
    type = txt
  }
  column "b" {
    type = geography
  }
  column "c" {
    type = varchar(0)
  }
  column "d" {
    type = varchar(10, 2)
  }
  column "e" {
    type = varchar("10")
  }
  column "f" {
    type = int(4)
  }
  column "g" {
    type = numeric(1001)
  }
  column "h" {
    type = numeric(10, 2, 1)
  }
  column "i" {
    type = timestamptz(7)
  }
  column "j" {
    type = float(54)
  }
  column "k" {
    type = serial(4)
  }
  column "l" {
    type = enum.a.b.c
  }
  column "m" {
    type = time(1.5)
  }
}
