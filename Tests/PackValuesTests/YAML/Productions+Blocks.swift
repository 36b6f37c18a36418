extension Productions {
  static let blocks: [Production] = [
    (
      "8.1 literal",
      "a: |\n  x\n   y\n\n  z\n",
      "{\"a\": string\"x\\n y\\n\\nz\\n\"}"
    ),
    (
      "8.1 literal without its line end",
      "a: |-\n  x\n\nb: 1\n",
      "{\"a\": string\"x\", \"b\": integer\"1\"}"
    ),
    (
      "8.1 literal with all line ends",
      "a: |+\n  x\n\nb: 1\n",
      "{\"a\": string\"x\\n\\n\", \"b\": integer\"1\"}"
    ),
    (
      "8.1 literal with its indentation",
      "a: |2\n    x\n  y\n",
      "{\"a\": string\"  x\\ny\\n\"}"
    ),
    (
      "8.1 indentation and chomping",
      "a: |1-\n  x\n\nb: |-1\n  y\n",
      "{\"a\": string\" x\", \"b\": string\" y\"}"
    ),
    (
      "8.1 literal at the end of the text",
      "a: |\n  x",
      "{\"a\": string\"x\"}"
    ),
    (
      "8.1 literal of nothing",
      "a: |\nb: |+\n\nc: 1\n",
      "{\"a\": string\"\", \"b\": string\"\\n\", \"c\": integer\"1\"}"
    ),
    (
      "8.1 literal with a comment on its header",
      "a: | # why\n  x\n",
      "{\"a\": string\"x\\n\"}"
    ),
    (
      "8.1 literal with leading empty lines",
      "a: |\n\n  x\n",
      "{\"a\": string\"\\nx\\n\"}"
    ),
    (
      "8.1 literal holds what looks like YAML",
      "a: |\n  # x\n  - b: [\n  --- y\nc: 1\n",
      "{\"a\": string\"# x\\n- b: [\\n--- y\\n\", \"c\": integer\"1\"}"
    ),
    (
      "8.1 comment after a literal",
      "a: |\n  x\n# no text\nb: 1\n",
      "{\"a\": string\"x\\n\", \"b\": integer\"1\"}"
    ),
    (
      "8.1 literal at the root",
      "|\n  x\n  y\n",
      "string\"x\\ny\\n\""
    ),
    (
      "8.1 literal at the root with its indentation",
      "|1\n  x\n y\n",
      "string\" x\\ny\\n\""
    ),
    (
      "8.1 literal in a sequence",
      "- |\n x\n- >-\n  y\n  z\n",
      "[string\"x\\n\", string\"y z\"]"
    ),
    (
      "8.1 folded",
      "a: >\n  x\n  y\n\n  z\n",
      "{\"a\": string\"x y\\nz\\n\"}"
    ),
    (
      "8.1 folded keeps breaks round deeper lines",
      "a: >\n  x\n\n   y\n   z\n\n  w\n",
      "{\"a\": string\"x\\n\\n y\\n z\\n\\nw\\n\"}"
    ),
    (
      "8.1 folded with empty lines at the end",
      "a: >+\n  x\n\n\nb: >-\n  y\n\n\n",
      "{\"a\": string\"x\\n\\n\\n\", \"b\": string\"y\"}"
    ),
    (
      "8.1 tabs within a literal",
      "a: |\n  x\n  \ty\t\n",
      "{\"a\": string\"x\\n<9>y<9>\\n\"}"
    ),
    (
      "8.2 block sequence",
      "- a\n- b\n",
      "[string\"a\", string\"b\"]"
    ),
    (
      "8.2 sequence below its key",
      "a:\n  - 1\n  - 2\n",
      "{\"a\": [integer\"1\", integer\"2\"]}"
    ),
    (
      "8.2 sequence at its key's column",
      "a:\n- 1\n- 2\nb: 3\n",
      "{\"a\": [integer\"1\", integer\"2\"], \"b\": integer\"3\"}"
    ),
    (
      "8.2 sequences inside each other",
      "- - a\n  - b\n- - - c\n",
      "[[string\"a\", string\"b\"], [[string\"c\"]]]"
    ),
    (
      "8.2 compact mapping",
      "- a: 1\n  b: 2\n- c: 3\n",
      "[{\"a\": integer\"1\", \"b\": integer\"2\"}, {\"c\": integer\"3\"}]"
    ),
    (
      "8.2 compact with wide dashes",
      "-   a: 1\n    b: 2\n",
      "[{\"a\": integer\"1\", \"b\": integer\"2\"}]"
    ),
    (
      "8.2 sequence in a compact mapping",
      "- a:\n  - 1\n  b:\n    - 2\n",
      "[{\"a\": [integer\"1\"], \"b\": [integer\"2\"]}]"
    ),
    (
      "8.2 value on the next line",
      "-\n  a: 1\n-\n  - b\n",
      "[{\"a\": integer\"1\"}, [string\"b\"]]"
    ),
    (
      "8.2 block mapping",
      "a: 1\nb c: 2\n'd': 3\n\"e\": 4\n",
      "{\"a\": integer\"1\", \"b c\": integer\"2\", \"d\": integer\"3\", \"e\": integer\"4\"}"
    ),
    (
      "8.2 blank before the colon",
      "a : 1\n'b' : 2\n",
      "{\"a\": integer\"1\", \"b\": integer\"2\"}"
    ),
    (
      "8.2 explicit key",
      "? a\n: 1\n? b\n",
      "{\"a\": integer\"1\", \"b\": null\"\"}"
    ),
    (
      "8.2 explicit key of a literal",
      "? |\n  a\n: 1\n",
      "{\"a\\n\": integer\"1\"}"
    ),
    (
      "8.2 anchor on a key",
      "&x a: 1\nb: *x\n",
      "{\"a\": integer\"1\", \"b\": string\"a\"}"
    ),
    (
      "8.2 scalar on the next line",
      "a:\n  1\nb:\n  \"c\"\n",
      "{\"a\": integer\"1\", \"b\": string\"c\"}"
    ),
    (
      "8.2 flow on the next line",
      "a:\n  [1, 2]\n",
      "{\"a\": [integer\"1\", integer\"2\"]}"
    ),
    (
      "8.2 tagged mapping",
      "a: !!map\n  b: 1\nc: !!seq\n- 1\n",
      "{\"a\": {\"b\": integer\"1\"}, \"c\": [integer\"1\"]}"
    ),
    (
      "8.2 deep and back",
      "a:\n  b:\n    c:\n      - d: 1\n        e:\n          f: 2\ng: 3\n",
      "{\"a\": {\"b\": {\"c\": [{\"d\": integer\"1\", \"e\": {\"f\": integer\"2\"}}]}}, \"g\": integer\"3\"}"
    ),
    (
      "9.1 only comments",
      "# none\n\n",
      ""
    ),
    (
      "9.1 explicit start",
      "---\na: 1\n",
      "{\"a\": integer\"1\"}"
    ),
    (
      "9.1 explicit end",
      "a: 1\n...\n",
      "{\"a\": integer\"1\"}"
    ),
    (
      "9.1 scalar beside the marker",
      "--- x\n",
      "string\"x\""
    ),
    (
      "9.1 literal beside the marker",
      "--- |\n  x\n",
      "string\"x\\n\""
    ),
    (
      "9.1 comment beside the marker",
      "--- # one\na: 1\n... # end\n",
      "{\"a\": integer\"1\"}"
    ),
    (
      "9.2 several documents",
      "a: 1\n---\n- 2\n---\n3\n",
      "{\"a\": integer\"1\"} --- [integer\"2\"] --- integer\"3\""
    ),
    (
      "9.2 empty documents",
      "---\n---\n---\na: 1\n",
      "null\"\" --- null\"\" --- {\"a\": integer\"1\"}"
    ),
    (
      "9.2 ends between documents",
      "a: 1\n...\n---\nb: 2\n...\n",
      "{\"a\": integer\"1\"} --- {\"b\": integer\"2\"}"
    ),
    (
      "9.2 what looks like a marker",
      "a: ---\nb: |\n  ---\nc---: 1\n----: 2\n",
      "{\"a\": string\"---\", \"b\": string\"---\\n\", \"c---\": integer\"1\", \"----\": integer\"2\"}"
    ),
    (
      "9.2 directives for each document",
      "%YAML 1.1\n---\na\n...\n%YAML 1.1\n---\nb\n",
      "string\"a\" --- string\"b\""
    ),
    (
      "10 null",
      "[~, null, Null, NULL]\n",
      "[null\"~\", null\"null\", null\"Null\", null\"NULL\"]"
    ),
    (
      "10 truth values",
      "[yes, No, TRUE, off, y]\n",
      "[boolean\"yes\", boolean\"No\", boolean\"TRUE\", boolean\"off\", string\"y\"]"
    ),
    (
      "10 integers",
      "[1, -1, 0x1F, 017, 0b11, 1_000, 190:20:30]\n",
      "[integer\"1\", integer\"-1\", integer\"0x1F\", integer\"017\", integer\"0b11\", integer\"1_000\", integer\"190:20:30\"]"
    ),
    (
      "10 numbers",
      "[1.5, -.inf, .nan, 1.0e+3, 6.8523015e+5, 1.2.3]\n",
      "[float\"1.5\", float\"-.inf\", float\".nan\", float\"1.0e+3\", float\"6.8523015e+5\", string\"1.2.3\"]"
    ),
    (
      "10 times",
      "[2001-12-14, 2001-12-14t21:59:43.10-05:00, 2001-12-14 21:59:43.10 -5]\n",
      "[timestamp\"2001-12-14\", timestamp\"2001-12-14t21:59:43.10-05:00\", timestamp\"2001-12-14 21:59:43.10 -5\"]"
    ),
    (
      "10 quoted are texts",
      "['1', \"true\", '~', \"\"]\n",
      "[string\"1\", string\"true\", string\"~\", string\"\"]"
    ),
    (
      "10 merge key",
      "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n",
      "{\"a\": {\"x\": integer\"1\", \"y\": integer\"2\"}, \"b\": {\"x\": integer\"1\", \"y\": integer\"3\"}}"
    ),
  ]
}
