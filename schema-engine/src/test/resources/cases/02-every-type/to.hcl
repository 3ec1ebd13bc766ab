# Every name of a type that the dialect has, and SQL for what it has not.
table "types" {
  column "c00" {
    type = bit
  }
  column "c01" {
    type = bit(8)
  }
  column "c02" {
    type = varbit
  }
  column "c03" {
    type = varbit(9)
  }
  column "c04" {
    type = bit_varying(3)
  }
  column "c05" {
    type = varchar
  }
  column "c06" {
    type = varchar(10)
  }
  column "c07" {
    type = character_varying(11)
  }
  column "c08" {
    type = char
  }
  column "c09" {
    type = char(5)
  }
  column "c10" {
    type = character(6)
  }
  column "c11" {
    type = text
  }
  column "c12" {
    type = smallint
  }
  column "c13" {
    type = int2
  }
  column "c14" {
    type = int
  }
  column "c15" {
    type = int4
  }
  column "c16" {
    type = integer
  }
  column "c17" {
    type = bigint
  }
  column "c18" {
    type = int8
  }
  column "c19" {
    type = boolean
  }
  column "c20" {
    type = bool
  }
  column "c21" {
    type = bytea
  }
  column "c22" {
    type = numeric
  }
  column "c23" {
    type = numeric(5)
  }
  column "c24" {
    type = numeric(10, 2)
  }
  column "c25" {
    type = decimal(8, 3)
  }
  column "c26" {
    type = numeric(3, -2)
  }
  column "c27" {
    type = real
  }
  column "c28" {
    type = float4
  }
  column "c29" {
    type = float
  }
  column "c30" {
    type = float(24)
  }
  column "c31" {
    type = float(25)
  }
  column "c32" {
    type = float8
  }
  column "c33" {
    type = double_precision
  }
  column "c34" {
    type = date
  }
  column "c35" {
    type = time
  }
  column "c36" {
    type = time(3)
  }
  column "c37" {
    type = timetz
  }
  column "c38" {
    type = timetz(0)
  }
  column "c39" {
    type = timestamp
  }
  column "c40" {
    type = timestamp(6)
  }
  column "c41" {
    type = timestamptz
  }
  column "c42" {
    type = timestamptz(3)
  }
  column "c43" {
    type = interval
  }
  column "c44" {
    type = interval(2)
  }
  column "c45" {
    type = uuid
  }
  column "c46" {
    type = json
  }
  column "c47" {
    type = jsonb
  }
  column "c48" {
    type = xml
  }
  column "c49" {
    type = money
  }
  column "c50" {
    type = inet
  }
  column "c51" {
    type = cidr
  }
  column "c52" {
    type = macaddr
  }
  column "c53" {
    type = macaddr8
  }
  column "c54" {
    type = point
  }
  column "c55" {
    type = line
  }
  column "c56" {
    type = lseg
  }
  column "c57" {
    type = box
  }
  column "c58" {
    type = path
  }
  column "c59" {
    type = polygon
  }
  column "c60" {
    type = circle
  }
  column "c61" {
    type = tsvector
  }
  column "c62" {
    type = tsquery
  }
  column "c63" {
    type = int4range
  }
  column "c64" {
    type = int8range
  }
  column "c65" {
    type = numrange
  }
  column "c66" {
    type = tsrange
  }
  column "c67" {
    type = tstzrange
  }
  column "c68" {
    type = daterange
  }
  column "c69" {
    type = int4multirange
  }
  column "c70" {
    type = int8multirange
  }
  column "c71" {
    type = nummultirange
  }
  column "c72" {
    type = tsmultirange
  }
  column "c73" {
    type = tstzmultirange
  }
  column "c74" {
    type = datemultirange
  }
  column "s00" {
    type = sql("text[]")
  }
  column "s01" {
    type = sql("numeric(10, 2)[]")
  }
  column "s02" {
    type = sql("interval day to second(3)")
  }
  column "s03" {
    type = sql("timestamp (3) WITH time zone")
  }
  column "s04" {
    type = sql("double precision")
  }
  column "s05" {
    type = sql("pg_catalog.int4")
  }
  column "s06" {
    type = sql("name")
  }
  column "s07" {
    type = sql("integer[3][3]")
  }
  column "s08" {
    type = sql("bit varying(4)")
  }
  column "s09" {
    type = sql("character varying array")
  }
}
