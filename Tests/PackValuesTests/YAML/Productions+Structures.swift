extension Productions {
  static let structures: [Production] = [
    (
      "5.2 byte-order mark",
      "\u{FEFF}a: 1\n",
      "{\"a\": integer\"1\"}"
    ),
    (
      "5.3 indicators as text",
      "a: x-y ?z :w\n",
      "{\"a\": string\"x-y ?z :w\"}"
    ),
    (
      "5.4 carriage returns",
      "a: 1\r\nb:\r\n  - 2\r\n",
      "{\"a\": integer\"1\", \"b\": [integer\"2\"]}"
    ),
    (
      "5.5 white space after a value",
      "a: 1  \t\nb: 2\n",
      "{\"a\": integer\"1\", \"b\": integer\"2\"}"
    ),
    (
      "5.7 escapes",
      "a: \"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\\"\\\\\\N\\_\\L\\P\"\n",
      "{\"a\": string\"<0><7><8><9>\\n<B><C><D><1B>\\\"\\\\<85><A0><2028><2029>\"}"
    ),
    (
      "5.7 code points",
      "a: \"\\x41\\u00e9\\U0001F600\"\n",
      "{\"a\": string\"A\u{E9}\u{1F600}\"}"
    ),
    (
      "5.7 escaped slash",
      "a: \"a\\/b\"\n",
      "{\"a\": string\"a/b\"}"
    ),
    (
      "6.1 indentation of one",
      "a:\n b:\n  c: 1\n",
      "{\"a\": {\"b\": {\"c\": integer\"1\"}}}"
    ),
    (
      "6.1 indentation differs by branch",
      "a:\n    b: 1\nc:\n  d: 2\n",
      "{\"a\": {\"b\": integer\"1\"}, \"c\": {\"d\": integer\"2\"}}"
    ),
    (
      "6.2 separation by tabs",
      "a:\t1\nb: \t2\n",
      "{\"a\": integer\"1\", \"b\": integer\"2\"}"
    ),
    (
      "6.3 line prefix in quotes",
      "a: \"x\n  y\"\n",
      "{\"a\": string\"x y\"}"
    ),
    (
      "6.4 empty lines in quotes",
      "a: \"x\n\n\n  y\"\n",
      "{\"a\": string\"x\\n\\ny\"}"
    ),
    (
      "6.5 folding keeps deeper lines",
      "a: >\n  x\n    y\n  z\n",
      "{\"a\": string\"x\\n  y\\nz\\n\"}"
    ),
    (
      "6.6 comments",
      "# one\na: 1 # two\n# three\n",
      "{\"a\": integer\"1\"}"
    ),
    (
      "6.6 a hash without a blank",
      "a: x#y\n",
      "{\"a\": string\"x#y\"}"
    ),
    (
      "6.7 comment between key and value",
      "a:\n  # why\n  b: 1\n",
      "{\"a\": {\"b\": integer\"1\"}}"
    ),
    (
      "6.7 comment in a column of its own",
      "a:\n  b: 1\n# low\n      # high\n  c: 2\n",
      "{\"a\": {\"b\": integer\"1\", \"c\": integer\"2\"}}"
    ),
    (
      "6.8 version directive",
      "%YAML 1.1\n---\na: 1\n",
      "{\"a\": integer\"1\"}"
    ),
    (
      "6.8 tag directive",
      "%TAG !e! tag:example.org,2000:\n---\na: 1\n",
      "{\"a\": integer\"1\"}"
    ),
    (
      "6.9 anchor and alias",
      "a: &x 1\nb: *x\n",
      "{\"a\": integer\"1\", \"b\": integer\"1\"}"
    ),
    (
      "6.9 anchor of a mapping",
      "a: &x\n  b: 1\nc: *x\n",
      "{\"a\": {\"b\": integer\"1\"}, \"c\": {\"b\": integer\"1\"}}"
    ),
    (
      "6.9 anchor of a sequence at its key's column",
      "a: &x\n- 1\nb: *x\n",
      "{\"a\": [integer\"1\"], \"b\": [integer\"1\"]}"
    ),
    (
      "6.9 anchor before tag",
      "a: &x !!str 1\n",
      "{\"a\": string\"1\"}"
    ),
    (
      "6.9 tag before anchor",
      "a: !!str &x 1\n",
      "{\"a\": string\"1\"}"
    ),
    (
      "6.9 an anchor again",
      "a: &x 1\nb: *x\nc: &x 2\nd: *x\n",
      "{\"a\": integer\"1\", \"b\": integer\"1\", \"c\": integer\"2\", \"d\": integer\"2\"}"
    ),
    (
      "7.1 alias in a sequence",
      "- &a 1\n- *a\n- [*a, *a]\n",
      "[integer\"1\", integer\"1\", [integer\"1\", integer\"1\"]]"
    ),
    (
      "7.2 empty values",
      "a:\nb: \nc: ~\n",
      "{\"a\": null\"\", \"b\": null\"\", \"c\": null\"~\"}"
    ),
    (
      "7.2 empty items",
      "-\n- \n- 1\n",
      "[null\"\", null\"\", integer\"1\"]"
    ),
    (
      "7.2 empty with properties",
      "a: &x\nb: !!str\nc: *x\n",
      "{\"a\": null\"\", \"b\": string\"\", \"c\": null\"\"}"
    ),
    (
      "7.3 double quotes",
      "\"a b\": \"c: d # e\"\n",
      "{\"a b\": string\"c: d # e\"}"
    ),
    (
      "7.3 escaped line end",
      "a: \"x\\\n  y \\\n  z\"\n",
      "{\"a\": string\"xy z\"}"
    ),
    (
      "7.3 single quotes",
      "'a b': 'it''s \"so\"'\n",
      "{\"a b\": string\"it's \\\"so\\\"\"}"
    ),
    (
      "7.3 single quotes of several lines",
      "a: 'x\n\n  y\n  z'\n",
      "{\"a\": string\"x\\ny z\"}"
    ),
    (
      "7.3 plain",
      "a: b c  d\n",
      "{\"a\": string\"b c  d\"}"
    ),
    (
      "7.3 plain of several lines",
      "a: x\n  y\n\n  z\n",
      "{\"a\": string\"x y\\nz\"}"
    ),
    (
      "7.3 plain with indicators",
      "a: -1\nb: ?x\nc: :y\nd: a,b]c}\n",
      "{\"a\": integer\"-1\", \"b\": string\"?x\", \"c\": string\":y\", \"d\": string\"a,b]c}\"}"
    ),
    (
      "7.3 plain at the root",
      "x\ny\n",
      "string\"x y\""
    ),
    (
      "7.3 address as text",
      "a: http://host:80/p?q=1#f\n",
      "{\"a\": string\"http://host:80/p?q=1#f\"}"
    ),
    (
      "7.4 flow sequence",
      "[a, 'b', \"c\", [d], {e: f}]\n",
      "[string\"a\", string\"b\", string\"c\", [string\"d\"], {\"e\": string\"f\"}]"
    ),
    (
      "7.4 flow sequence of several lines",
      "a: [\n  x,   # one\n  y\n  ]\n",
      "{\"a\": [string\"x\", string\"y\"]}"
    ),
    (
      "7.4 comma at the end",
      "[a, b,]\n",
      "[string\"a\", string\"b\"]"
    ),
    (
      "7.4 empty collections",
      "a: []\nb: {}\nc: [ ]\nd: { }\n",
      "{\"a\": [], \"b\": {}, \"c\": [], \"d\": {}}"
    ),
    (
      "7.4 flow mapping",
      "{a: 1, 'b': 2, \"c\": 3}\n",
      "{\"a\": integer\"1\", \"b\": integer\"2\", \"c\": integer\"3\"}"
    ),
    (
      "7.4 keys without values",
      "{a, b: , c: 1}\n",
      "{\"a\": null\"\", \"b\": null\"\", \"c\": integer\"1\"}"
    ),
    (
      "7.4 adjacent value",
      "{\"a\":1, \"b\" : 2}\n",
      "{\"a\": integer\"1\", \"b\": integer\"2\"}"
    ),
    (
      "7.4 pairs in a sequence",
      "[a: 1, b, 'c': 2]\n",
      "[{\"a\": integer\"1\"}, string\"b\", {\"c\": integer\"2\"}]"
    ),
    (
      "7.4 colons within words",
      "[a:b, c::d]\n",
      "[string\"a:b\", string\"c::d\"]"
    ),
    (
      "7.4 flow mapping of several lines",
      "{\n  a: 1,\n  b: {c: 2,\n      d: 3}\n}\n",
      "{\"a\": integer\"1\", \"b\": {\"c\": integer\"2\", \"d\": integer\"3\"}}"
    ),
    (
      "7.4 quotes of several lines in brackets",
      "[\"x\n  y\", z]\n",
      "[string\"x y\", string\"z\"]"
    ),
    (
      "7.4 plain of several lines in brackets",
      "[x\n  y, z]\n",
      "[string\"x y\", string\"z\"]"
    ),
    (
      "7.4 properties in brackets",
      "[&a x, !!str 1, *a]\n",
      "[string\"x\", string\"1\", string\"x\"]"
    ),
  ]
}
