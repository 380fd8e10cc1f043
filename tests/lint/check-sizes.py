#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on a file over 600 lines and a function over 80: split by role."""

import ast
import re
import sys

from common import bare_code, files_below, finish, line_of, project_root, read

LONGEST_FILE, LONGEST_FUNCTION = 600, 80
# With our bracing a function's body stands between braces in column 0, after a closing parenthesis.
BODY = re.compile(r'\)[^;{}()]*\n\{\n(.*?)\n\}', re.DOTALL)


def long_c_functions(text):
  code = bare_code(text)
  for match in BODY.finditer(code):
    length = match[1].count('\n') + 1
    if length > LONGEST_FUNCTION:
      yield line_of(code, match.start(1)), length


def long_python_functions(text):
  for node in ast.walk(ast.parse(text)):
    if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION:
      yield node.lineno, node.end_lineno - node.lineno + 1


def check_file(root, path):
  text = read(root, path)
  length = text.count('\n')
  if length > LONGEST_FILE:
    yield '%s: %d lines; %d are the limit' % (path, length, LONGEST_FILE)
  for line, size in (long_python_functions if path.endswith('.py') else long_c_functions)(text):
    yield '%s:%d: a function of %d lines; %d are the limit' % (path, line, size, LONGEST_FUNCTION)


def main():
  root = project_root(sys.argv)
  paths = files_below(root, 'src', 'tests', 'ui', 'tools', suffixes=('.c', '.h', '.py'))
  finish('check-sizes', [complaint for path in paths for complaint in check_file(root, path)], len(paths))


main()
