# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lints share: which files belong to the project, C without its comments and strings, and how a complaint ends."""

import os
import re
import sys

# Folders that hold what was built, or isn't ours.
SKIPPED = ('.git', '__pycache__')
C_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def project_root(arguments):
  """The first argument, else the folder that holds tests/lint."""
  return os.path.abspath(arguments[1] if len(arguments) > 1 else os.path.join(os.path.dirname(__file__), '..', '..'))


def files_below(root, *folders, suffixes):
  found = []
  for folder in folders:
    for path, names, files in os.walk(os.path.join(root, folder)):
      names[:] = sorted(name for name in names if name not in SKIPPED and not name.startswith('build'))
      found += [os.path.relpath(os.path.join(path, name), root) for name in sorted(files) if name.endswith(suffixes)]
  return found


def read(root, path):
  with open(os.path.join(root, path), encoding='utf-8') as file:
    return file.read()


def line_of(text, offset):
  return text.count('\n', 0, offset) + 1


def _blank(text):
  return re.sub(r'[^\n]', ' ', text)


def without_comments(text):
  """Same length and lines; strings stay."""
  return C_TOKEN.sub(lambda match: _blank(match[0]) if match[0].startswith('/') else match[0], text)


def bare_code(text):
  """Same length and lines; neither comments nor what stands in quotes."""
  return C_TOKEN.sub(lambda match: _blank(match[0]) if match[0].startswith('/') else match[0][0] + _blank(match[0][1:-1]) + match[0][-1],
                     text)


def call_arguments(code, start):
  """The text between the parenthesis at start and its partner."""
  depth = 0
  for index in range(start, len(code)):
    depth += {'(': 1, ')': -1}.get(code[index], 0)
    if depth == 0:
      return code[start + 1:index]
  return code[start + 1:]


def finish(name, complaints, checked):
  """One line for each complaint; exit status 1 where there is any, or where nothing was looked at."""
  for complaint in complaints:
    print(complaint)
  if checked == 0:
    complaints = ['%s found nothing to look at' % name]
    print(complaints[0])
  print('%s: %d looked at, %d to mend' % (name, checked, len(complaints)))
  sys.exit(1 if complaints else 0)
