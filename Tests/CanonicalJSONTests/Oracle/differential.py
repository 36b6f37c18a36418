#!/usr/bin/env python3
"""Compare a canonicalizer with PyPI's rfc8785==0.1.4 over generated documents.

  differential.py --tool 'strata canonicalize --jcs -' [--count 1000000] [--seed 1]

The tool reads one JSON text from standard input and writes its RFC 8785 bytes. Documents go to it
in batches, each one array; a batch that differs is halved until one document is left. Half of the
batches hold doubles of random bits only. Exit status 0: all equal, 1: a document differs.
"""
import argparse
import json
import math
import random
import shlex
import struct
import subprocess
import sys

import rfc8785

BATCH = 20_000
PIECES = ['a', 'b', 'key', '"', '\\', '/', '\n', '\r', '\t', '\b', '\f', '\0', '\x1f', '\x7f', '\x80', 'é',
          'e\u0301', '€', '\u2028', '\ud7ff', '\ue000', '\ufb33', '\ufffd', '\U00010000', '😀', '\U0010fffd']


def double(rand):
    while True:
        value = struct.unpack('<d', struct.pack('<Q', rand.getrandbits(64)))[0]
        if math.isfinite(value):
            return value


def number(rand):
    kind = rand.randrange(4)
    if kind == 0:
        return double(rand)
    if kind == 1:
        return rand.randint(-2**53, 2**53)
    if kind == 2:
        return float(f'{rand.randrange(10**rand.randint(1, 17))}e{rand.randint(-30, 30)}')
    return rand.choice([0, -0.0, 5e-324, 2.2250738585072014e-308, 1e21, 1e-6, 1e-7, 9.5, 1e23, -1])


def text(rand):
    return ''.join(rand.choice(PIECES) for _ in range(rand.randrange(rand.choice([4, 30]))))


def document(rand, depth=3):
    kind = rand.randrange(8 if depth else 5)
    if kind == 0:
        return rand.choice([None, True, False])
    if kind <= 2:
        return number(rand)
    if kind <= 4:
        return text(rand)
    if kind == 5:
        return [document(rand, depth - 1) for _ in range(rand.randrange(5))]
    return {text(rand): document(rand, depth - 1) for _ in range(rand.randrange(6))}


def written(value, rand):
    """One of the ways to write a value; numbers as Python prints them, which is the shortest."""
    return json.dumps(value, ensure_ascii=rand.random() < 0.5, indent=rand.choice([None, None, 1]))


def canonical(tool, text):
    run = subprocess.run(tool, input=text.encode(), capture_output=True)
    return run.stdout if run.returncode == 0 else run.stderr


def first_difference(tool, values, texts):
    """The index of a document that the tool writes otherwise; None if there is none."""
    if canonical(tool, '[' + ','.join(texts) + ']') == rfc8785.dumps(values):
        return None
    if len(values) == 1:
        return 0
    half = len(values) // 2
    found = first_difference(tool, values[:half], texts[:half])
    if found is not None:
        return found
    found = first_difference(tool, values[half:], texts[half:])
    return None if found is None else half + found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--tool', required=True)
    parser.add_argument('--count', type=int, default=200_000)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    tool, rand = shlex.split(options.tool), random.Random(options.seed)
    for start in range(0, options.count, BATCH):
        make = double if start // BATCH % 2 else document
        values = [make(rand) for _ in range(min(BATCH, options.count - start))]
        texts = [written(value, rand) for value in values]
        found = first_difference(tool, values, texts)
        if found is not None:
            print(f'document {start + found} of seed {options.seed} differs: {texts[found]}')
            print('wanted', rfc8785.dumps([values[found]]))
            print('got   ', canonical(tool, f'[{texts[found]}]'))
            return 1
    print(f'{options.count} documents of seed {options.seed}: all equal')
    return 0


if __name__ == '__main__':
    sys.exit(main())
