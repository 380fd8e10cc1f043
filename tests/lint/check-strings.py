#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translation: every file with a string for people is in po/POTFILES.in, and only those; xgettext and msgfmt have nothing to say;
a string with a placeholder tells translators what stands there."""

import os
import re
import subprocess
import sys

from common import bare_code, files_below, finish, project_root, read

MARKED_C = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|gettext|g_dngettext|g_dpgettext2?)\s*\(')
DEFINITION = re.compile(r'^\s*#\s*define\b.*$', re.MULTILINE)
MARKED_XML = re.compile(r'translatable="(?:yes|true|1)"')
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'Q_:1g', 'ngettext:1,2', 'g_dngettext:2,3']
PLACEHOLDER = re.compile(r'%(?:\d+\$)?[-+ #0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|" G)?[sdiuxXfgc]')


def has_strings(root, path):
  text = read(root, path)
  if path.endswith('.ui'):
    return bool(MARKED_XML.search(text))
  if path.endswith(('.desktop.in', '.metainfo.xml.in', '.gschema.xml')):
    return True
  return bool(MARKED_C.search(DEFINITION.sub('', bare_code(text))))


def read_list(root, path):
  if not os.path.exists(os.path.join(root, path)):
    return []
  lines = (line.strip() for line in read(root, path).splitlines())
  return [line for line in lines if line and not line.startswith('#')]


def check_list(root, listed):
  found = [path for path in files_below(root, 'src', 'ui', 'data', suffixes=('.c', '.h', '.ui', '.desktop.in', '.metainfo.xml.in'))
           if has_strings(root, path)]
  yield from ('%s has strings for people and is not in po/POTFILES.in' % path for path in found if path not in listed)
  yield from ('po/POTFILES.in: %s has no strings, or is not there' % path for path in listed if path not in found)
  if listed != sorted(set(listed)):
    yield 'po/POTFILES.in is not sorted, or names a file twice'


def extract(root, listed):
  """The catalogue, and what xgettext complained about."""
  if not listed:
    return '', ''
  command = ['xgettext', '--from-code=UTF-8', '--add-comments=Translators:', '--output=-', '--package-name=sendoff',
             *('--keyword=' + keyword for keyword in KEYWORDS), '--flag=g_strdup_printf:1:c-format', *listed]
  result = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
  return result.stdout, result.stderr


def entries(catalogue):
  """(comments, places, msgid) of each entry but the header."""
  for block in catalogue.split('\n\n')[1:]:
    comment = '\n'.join(line[3:] for line in block.splitlines() if line.startswith('#. '))
    places = ' '.join(line[3:] for line in block.splitlines() if line.startswith('#: '))
    text = re.search(r'^msgid (.*?)^msgstr', block, re.MULTILINE | re.DOTALL)
    if text:
      yield comment, places, ''.join(re.findall(r'"((?:\\.|[^"\\])*)"', text[1]))


def is_explained_above(root, place, text):
  """A comment may serve a whole table or function: it stands between the end of the one before and the string. Where all that
  stands in the string is one “%s”, a comment anywhere above serves."""
  path, _colon, number = place.rpartition(':')
  plain = text.count('%') == 1 and '“%s”' in text
  for line in reversed(read(root, path).splitlines()[:int(number)]):
    if 'Translators:' in line:
      return True
    if line.startswith('}') and not plain:
      return False
  return False


def check_comments(root, catalogue):
  for comment, places, text in entries(catalogue):
    if not PLACEHOLDER.search(text.replace('%%', '')) or 'Translators:' in comment:
      continue
    if not any(is_explained_above(root, place, text) for place in places.split()):
      yield '%s: "%s" has a placeholder and no "Translators:" comment' % (places, text[:60])


def check_catalogues(root):
  for language in read_list(root, 'po/LINGUAS'):
    path = 'po/%s.po' % language
    result = subprocess.run(['msgfmt', '--check', '--output-file=/dev/null', path], cwd=root, capture_output=True, text=True, check=False)
    if result.returncode != 0 or result.stderr.strip():
      yield '%s: %s' % (path, result.stderr.strip())


def main():
  root = project_root(sys.argv)
  listed = read_list(root, 'po/POTFILES.in')
  complaints = list(check_list(root, listed))
  catalogue, remarks = extract(root, [path for path in listed if os.path.exists(os.path.join(root, path))])
  complaints += ['xgettext: ' + line for line in remarks.splitlines() if line.strip()]
  complaints += check_comments(root, catalogue)
  complaints += check_catalogues(root)
  finish('check-strings', complaints, len(listed))


main()
