#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lint that can't fail is worth nothing: each is run on a small project with one fault, and must name it."""

import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
LICENSE = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
TABLE = '''
| layer | folder | holds | libraries | may include |
|---|---|---|---|---|
| 3 | `net` | x | gio, curl | `model` `base` |
| 1 | `model` | x | gio | `base` |
| 0 | `base` | x | gio | |
'''


class LintTest(unittest.TestCase):
  def setUp(self):
    self.folder = tempfile.TemporaryDirectory(prefix='sendoff-lint-')
    self.addCleanup(self.folder.cleanup)
    self.write('src/README.md', TABLE)
    for name in 'net', 'model', 'base':
      self.write('src/%s/%s.c' % (name, name), LICENSE + '#include <glib.h>\n')
    self.write('po/POTFILES.in', '')

  def write(self, path, text):
    path = os.path.join(self.folder.name, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
      file.write(text)

  def lint(self, name):
    return subprocess.run([sys.executable, '-B', os.path.join(HERE, name), self.folder.name], capture_output=True, text=True,
                          timeout=60, check=False)

  def assert_clean(self, name):
    result = self.lint(name)
    self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

  def assert_complaint(self, name, words):
    result = self.lint(name)
    self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
    self.assertIn(words, result.stdout)

  def test_layers(self):
    self.assert_clean('check-layers.py')
    faults = {
      '#include "net/net.h"': 'model may not include net',
      '#include "model.h"': 'an include names its layer',
      '#include <curl/curl.h>': 'model may not use curl',
      '#include <gtk/gtk.h>': 'model may not use gtk',
      '#include <idn2.h>': 'model may not use idn2',
      '#include <boost/any.hpp>': 'a library that the table does not know',
      '  #  include "net/net.h"': 'model may not include net',
    }
    for include, words in faults.items():
      with self.subTest(include):
        self.write('src/model/model.c', LICENSE + include + '\n')
        self.assert_complaint('check-layers.py', words)

  def test_layers_allowed(self):
    self.write('src/net/net.c', '#include "config.h"\n#include "net/net.h"\n#include "base/base.h"\n#include <curl/curl.h>\n'
               '#include <sys/socket.h>\n#include <string.h>\n/* #include <gtk/gtk.h> */\n')
    self.assert_clean('check-layers.py')

  def test_layers_table(self):
    for table, words in ((TABLE.replace('| 0 | `base` | x | gio | |', '| 0 | `base` | x | gio | `model` |'), 'a higher layer'),
                         (TABLE.replace('| 1 | `model` | x | gio | `base` |\n', ''), 'src/model has no row'),
                         (TABLE + '| 0 | `ghost` | x | | |\n', 'no folder src/ghost'),
                         (TABLE.replace('gio, curl', 'gio, qt'), 'headers check-layers.py does not know')):
      with self.subTest(words):
        self.write('src/README.md', table)
        self.assert_complaint('check-layers.py', words)

  def test_sizes(self):
    self.assert_clean('check-sizes.py')
    self.write('src/base/base.c', LICENSE + 'void\nlong_one (void)\n{\n' + '  step ();\n' * 81 + '}\n')
    self.assert_complaint('check-sizes.py', 'a function of 81 lines')
    self.write('src/base/base.c', LICENSE + 'void\nshort_one (void)\n{\n' + '  step ();\n' * 80 + '}\n')
    self.assert_clean('check-sizes.py')
    self.write('src/base/base.c', LICENSE + '\n' * 600)
    self.assert_complaint('check-sizes.py', '601 lines; 600 are the limit')
    self.write('src/base/base.c', LICENSE)
    self.write('tests/x.py', 'def long():\n' + '  pass\n' * 80)
    self.assert_complaint('check-sizes.py', 'a function of 81 lines')

  def test_secrets(self):
    self.write('src/base/base.c', 'static void\nuse (void)\n{\n  send (sendoff_secret_string_peek (secret));\n  g_debug ("sent");\n}\n')
    self.assert_clean('check-secrets.py')
    for line in ('g_print ("%s", sendoff_secret_string_peek (secret));', 'g_debug ("a (b) %s",\n   f (sendoff_secret_string_peek (s)));',
                 'char *p = g_strdup_printf ("%s", sendoff_secret_string_peek (s));', 'fprintf (stderr, "%s", sendoff_secret_string_peek (s));',
                 'const char *text = sendoff_secret_string_peek (s);\n  g_printerr ("%s", text);'):
      with self.subTest(line):
        self.write('src/base/base.c', 'static void\nuse (void)\n{\n  %s\n}\n' % line)
        self.assert_complaint('check-secrets.py', 'gets the bytes of a secret')

  def test_strings(self):
    code = '#define _(x) x\nvoid\nsay (void)\n{\n  /* Translators: %%s is a name. */\n  f (_("Hello %%s")); /* _("no") */\n}\n%s'
    self.write('src/base/base.c', code % '')
    self.assert_complaint('check-strings.py', 'src/base/base.c has strings for people and is not in po/POTFILES.in')
    self.write('po/POTFILES.in', 'src/base/base.c\n')
    self.assert_clean('check-strings.py')
    self.write('src/base/base.c', code % 'void\nmore (void)\n{\n  f (_("Bye %d"));\n}\n')
    self.assert_complaint('check-strings.py', '"Bye %d" has a placeholder and no "Translators:" comment')
    self.write('src/base/base.c', code % 'void\nmore (void)\n{\n  f (_("Bye\n}\n')
    self.assert_complaint('check-strings.py', 'xgettext: ')
    self.write('src/base/base.c', code % '')
    self.write('po/POTFILES.in', 'src/base/base.c\nsrc/model/model.c\n')
    self.assert_complaint('check-strings.py', 'src/model/model.c has no strings')

  def test_broken_catalogue(self):
    self.test_strings()
    self.write('po/POTFILES.in', 'src/base/base.c\n')
    self.write('po/LINGUAS', 'de\n')
    self.write('po/de.po', 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, c-format\nmsgid "Hello %s"\nmsgstr "Hallo %d"\n')
    self.assert_complaint('check-strings.py', 'po/de.po')

  def test_style(self):
    self.assert_clean('check-style.py')
    faults = {'int a;\n': 'no licence line', LICENSE + 'int a; \n': 'space at the end', LICENSE + '\tint a;\n': 'a tab',
              LICENSE + 'int a;': 'no line end', LICENSE + 'x' * 161 + '\n': '161 columns'}
    for text, words in faults.items():
      with self.subTest(words):
        self.write('src/base/base.c', text)
        self.assert_complaint('check-style.py', words)
    self.write('src/base/base.c', LICENSE)
    self.write('dev', 'if true; then\n')
    self.assert_complaint('check-style.py', 'dev: ')
    os.remove(os.path.join(self.folder.name, 'dev'))
    self.write('data/x.1', '.TH X 1\n.SH NAME\nx \\- y\n.nonsense\n.BB "a\n')
    self.assert_complaint('check-style.py', 'data/x.1: ')

  def test_nothing_to_look_at(self):
    with tempfile.TemporaryDirectory() as empty:
      self.folder.name, kept = empty, self.folder.name
      self.assert_complaint('check-sizes.py', 'found nothing to look at')
      self.folder.name = kept


if __name__ == '__main__':
  unittest.main()
