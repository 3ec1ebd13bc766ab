SELECT bool_and("on") FROM t
