#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where a secret's bytes go to something that prints, logs, formats or saves: sendoff_secret_string_peek() in the arguments of such a
call, or a variable that was set from it in the same function."""

import re
import sys

from common import bare_code, call_arguments, files_below, finish, line_of, project_root, read

SPEAKING_CALL = re.compile(
  r'\b(?:g_(?:print|printerr|debug|info|message|warning|critical|error|log|log_structured|test_message|string_append_printf|string_printf'
  r'|strdup_printf|strdup_vprintf|strconcat|set_prgname|setenv|file_set_contents|file_set_contents_full|application_command_line_print'
  r'|key_file_set_string|key_file_set_value|set_error|error_new|prefix_error|task_return_new_error|dbus_connection_call'
  r'|subprocess_new|spawn_async|spawn_sync)|[fsdv]?n?printf|[fd]printf|v?fprintf|puts|fputs|putenv|setenv|syslog|perror'
  r'|json_builder_set_string_value|json_builder_add_string_value|json_object_set_string_member'
  r'|gtk_label_set_\w+|gtk_entry_set_text)\s*(\()')
PEEK = re.compile(r'\bsendoff_secret_string_peek\b')
# const char *password = sendoff_secret_string_peek (…)
ASSIGNED = re.compile(r'\b(\w+)\s*=\s*(?:\([^()]*\)\s*)?sendoff_secret_string_peek\b')
# The one entry whose buffer is wiped may be filled.
ALLOWED = {('src/ui/password-entry.c', 'gtk_entry_set_text')}
FUNCTION = re.compile(r'\n\{\n.*?\n\}', re.DOTALL)


def check_function(code, start, end):
  body = code[start:end]
  names = set(ASSIGNED.findall(body))
  for match in SPEAKING_CALL.finditer(body):
    arguments = call_arguments(body, match.start(1))
    words = set(re.findall(r'\w+', arguments))
    if PEEK.search(arguments) or names & words:
      yield line_of(code, start + match.start()), match[0].rstrip('( ')


def check_file(root, path):
  code = bare_code(read(root, path))
  for function in FUNCTION.finditer(code):
    for line, call in check_function(code, *function.span()):
      if (path, call) in ALLOWED:
        continue
      yield '%s:%d: %s gets the bytes of a secret' % (path, line, call)


def main():
  root = project_root(sys.argv)
  paths = files_below(root, 'src', suffixes=('.c', '.h'))
  finish('check-secrets', [complaint for path in paths for complaint in check_file(root, path)], len(paths))


main()
