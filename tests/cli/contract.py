# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of sendoffctl's JSON, as a checker: complaints (report, status) gives what is wrong, an empty list where nothing is.
Members that the contract does not name are allowed; it says that more may be added."""

import base64
import re
from datetime import datetime

PASSED, USAGE, REFUSED, NO_ACCOUNT, RECIPIENT, NO_HOST, NO_ANSWER = 0, 64, 65, 66, 67, 68, 69
INTERNAL, SAVE, FILE, TEMPORARY, PROTOCOL, PERMISSION, SETTINGS, UNTRUSTED, UNCERTAIN, STOPPED = 70, 73, 74, 75, 76, 77, 78, 79, 80, 130
STATUSES = (0, 64, 65, 66, 67, 68, 69, 70, 73, 74, 75, 76, 77, 78, 79, 80, 130)
OUTCOMES = {PASSED: 'passed', UNCERTAIN: 'uncertain', STOPPED: 'cancelled'}

JOBS = ('send', 'check', 'certificate')
LEGS = ('outgoing', 'incoming')
STEPS = ('find-server', 'connect', 'greet', 'encrypt', 'trust', 'sign-in', 'submit')
STATES = ('passed', 'warning', 'failed', 'skipped', 'cancelled')
SECURITIES = ('none', 'starttls', 'tls')
PROTOCOLS = ('SMTP', 'IMAP', 'POP3')
SEEN = ('sender', 'recipients', 'subject', 'body', 'user', 'password')
PROBLEMS = ('self-signed', 'untrusted-root', 'incomplete-chain', 'expired', 'not-yet-valid', 'wrong-name', 'wrong-purpose', 'revoked', 'weak',
            'not-a-server', 'name-constraint', 'no-staple', 'malformed', 'changed')
CHANGES = ('renewal', 'early', 'other-issuer', 'suspicious')
TRUSTED_BY = ('authority', 'user', 'pin', 'nobody')
CLASSES = ('credentials', 'sign-in-policy', 'sign-in-required', 'sign-in-method', 'sender-refused', 'recipient-unknown', 'recipient-refused',
           'mailbox-full', 'message-too-big', 'content-refused', 'reputation', 'rate-limited', 'encryption-required', 'encryption-unavailable',
           'certificate', 'server-not-found', 'connection-refused', 'wrong-port', 'timeout', 'connection-lost', 'server-fault',
           'protocol-fault', 'settings', 'unknown')
KEYS = ('email', 'name', 'full-name', 'organization', 'reply-to', 'smtp.host', 'smtp.port', 'smtp.security', 'smtp.authentication', 'smtp.user',
        'incoming.protocol', 'incoming.host', 'incoming.port', 'incoming.security', 'incoming.user', 'client-certificate',
        'client-key', 'timeout')
ISO_UTC = re.compile(r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$')
UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]')


class Checker:
  def __init__(self):
    self.complaints = []

  def say(self, place, text):
    self.complaints.append('%s: %s' % (place, text))

  def is_type(self, place, value, kind):
    kinds = (int, float) if kind is float else kind
    right = isinstance(value, kinds) and (kind is bool or not isinstance(value, bool))
    if not right:
      self.say(place, '%r is not %s' % (value, getattr(kind, '__name__', kind)))
    return right

  def members(self, place, value, needed, optional=None):
    """needed and optional: name -> type, a tuple of words, a pattern, or a function (checker, place, value)."""
    if not self.is_type(place, value, dict):
      return
    for name, rule in {**needed, **(optional or {})}.items():
      if name in value:
        self.value('%s.%s' % (place, name), value[name], rule)
      elif name in needed:
        self.say(place, 'no member "%s"' % name)

  def value(self, place, value, rule):
    if isinstance(rule, tuple):
      if value not in rule:
        self.say(place, '%r is none of the words of the contract' % (value,))
    elif isinstance(rule, re.Pattern):
      if self.is_type(place, value, str) and not rule.match(value):
        self.say(place, '%r is not written like %s' % (value, rule.pattern))
    elif isinstance(rule, type):
      self.is_type(place, value, rule)
    else:
      rule(self, place, value)

  def each(self, place, value, check):
    if self.is_type(place, value, list):
      for index, member in enumerate(value):
        check(self, '%s[%d]' % (place, index), member)


def list_of(rule):
  return lambda checker, place, value: checker.each(place, value, lambda _checker, inner, member: checker.value(inner, member, rule))


def port(checker, place, value):
  if checker.is_type(place, value, int) and not 1 <= value <= 65535:
    checker.say(place, '%d is no port' % value)


def moment(checker, place, value):
  if checker.is_type(place, value, str):
    if not ISO_UTC.match(value):
      checker.say(place, '%r is not ISO 8601 in UTC' % value)
    else:
      datetime.fromisoformat(value.replace('Z', '+00:00'))


def sentence(checker, place, value):
  if checker.is_type(place, value, str) and not value.strip():
    checker.say(place, 'is empty')


def check_step(checker, place, value):
  checker.members(place, value, {'leg': LEGS, 'id': STEPS, 'state': STATES}, {'detail': str, 'ms': float})


def check_server(checker, place, value):
  checker.members(place, value, {'leg': LEGS, 'host': sentence, 'port': port, 'security': SECURITIES},
                  {'tls': re.compile(r'^TLS1\.[23]$'), 'cipher': sentence, 'extensions': list_of(str), 'mechanism': re.compile(r'^[A-Z0-9-]+$')})


def check_recipient(checker, place, value):
  checker.members(place, value, {'address': sentence, 'accepted': bool}, {'reply': str})


def check_certificate(checker, place, value, with_leg=True):
  needed = {'subject': str, 'issuer': str, 'names': list_of(str), 'not_before': moment, 'not_after': moment, 'trusted_by': TRUSTED_BY,
            'sha256': re.compile(r'^[0-9A-Fa-f]{64}$'), 'pin': re.compile(r'^sha256//[A-Za-z0-9+/]{43}=$'), 'problems': list_of(PROBLEMS)}
  checker.members(place, value, {**needed, 'leg': LEGS} if with_leg else needed, {'change': CHANGES})
  if isinstance(value, dict) and value.get('trusted_by') == 'authority' and value.get('problems'):
    checker.say(place, 'an authority vouches for it, and yet there are problems')


def changes(checker, place, value):
  if checker.is_type(place, value, dict):
    if not value:
      checker.say(place, 'changes nothing')
    for key, new in value.items():
      if key not in KEYS:
        checker.say(place, '%r is no key of an account' % key)
      checker.is_type('%s.%s' % (place, key), new, str)


def check_fix(checker, place, value):
  checker.members(place, value, {'id': sentence, 'label': sentence, 'changes': changes})


def check_diagnosis(checker, place, value):
  checker.members(place, value, {'id': re.compile(r'^[a-z0-9]+(-[a-z0-9]+)*$'), 'class': CLASSES, 'temporary': bool, 'title': sentence,
                                 'explanation': sentence}, {'fix': check_fix})


def check_failure(checker, place, value):
  checker.members(place, value,
                  {'leg': LEGS, 'step': STEPS, 'protocol': PROTOCOLS, 'server': sentence, 'port': port, 'secure': bool,
                   'error_number': re.compile(r'^0x[0-9A-F]{8}$'), 'text': sentence, 'diagnosis': check_diagnosis},
                  {'reply_code': int, 'enhanced_code': re.compile(r'^[245]\.\d{1,3}\.\d{1,3}$'), 'server_response': sentence,
                   'rejected_address': sentence})
  if isinstance(value, dict) and 'reply_code' in value and isinstance(value['reply_code'], int):
    if not 200 <= value['reply_code'] <= 599:
      checker.say(place, '%d is no reply code' % value['reply_code'])
    if 'server_response' not in value:
      checker.say(place, 'a reply code without the response')


def check_line(checker, place, value):
  checker.members(place, value, {'leg': LEGS, 'ms': float, 'from': ('client', 'server'), 'clear': bool, 'text': str})


def seen(checker, place, value):
  list_of(SEEN)(checker, place, value)
  if isinstance(value, list) and value != [word for word in SEEN if word in value]:
    checker.say(place, '%r is not in the order of the contract' % value)


def check_texts(checker, place, value):
  """Nothing in the output may drive a terminal or turn a line around; nothing is null."""
  if isinstance(value, str):
    if UNSAFE.search(value.replace('\n', ' ')):
      checker.say(place, 'holds a control or invisible character: %r' % value[:80])
  elif isinstance(value, dict):
    for name, member in value.items():
      check_texts(checker, '%s.%s' % (place, name), member)
  elif isinstance(value, list):
    for index, member in enumerate(value):
      check_texts(checker, '%s[%d]' % (place, index), member)
  elif value is None:
    checker.say(place, 'null; a member that does not apply is left out')


def check_agreement(checker, report, status):
  """What the members say about each other, and the exit status about them."""
  failures = report.get('failures', [])
  if status is not None and report.get('outcome') != OUTCOMES.get(status, 'failed'):
    checker.say('outcome', '%r with exit status %d' % (report.get('outcome'), status))
  if report.get('outcome') == 'passed' and (failures or 'failure' in report or 'diagnosis' in report):
    checker.say('failures', 'it passed, and yet something failed')
  if report.get('outcome') in ('failed', 'uncertain') and not failures:
    checker.say('failures', 'it did not pass, and nothing says why')
  if failures and report.get('failure') != failures[0]:
    checker.say('failure', 'is not the first of failures')
  if failures and report.get('diagnosis') != failures[0].get('diagnosis'):
    checker.say('diagnosis', "is not the first failure's")
  if report.get('outcome') == 'failed' and not any(step.get('state') == 'failed' for step in report.get('steps', [])):
    checker.say('steps', 'it failed, and no step did')
  failed = [(step.get('leg'), step.get('id')) for step in report.get('steps', []) if step.get('state') == 'failed']
  for failure in report.get('failures', []) if report.get('outcome') == 'failed' else []:
    if failed and (failure.get('leg'), failure.get('step')) not in failed:
      checker.say('failures', 'it failed in %s, and not in %s' % (failed, failure.get('step')))
  if status == UNTRUSTED and not any(certificate.get('problems') and certificate.get('trusted_by') == 'nobody'
                                     for certificate in report.get('certificates', [])):
    checker.say('certificates', 'not trusted, and no certificate says why')


def complaints(report, status=None):
  """report: one object that a job printed with --json; status: the program's exit status, where the job was the only one."""
  checker = Checker()
  checker.members('report', report,
                  {'format': (1,), 'job': JOBS, 'outcome': ('passed', 'failed', 'cancelled', 'uncertain')},
                  {'account': sentence, 'steps': list_of(check_step), 'servers': list_of(check_server), 'recipients': list_of(check_recipient),
                   'certificates': list_of(check_certificate), 'failures': list_of(check_failure), 'failure': check_failure,
                   'diagnosis': check_diagnosis, 'seen_in_clear': seen, 'transcript': list_of(check_line)})
  if isinstance(report, dict):
    check_texts(checker, 'report', report)
    if not checker.complaints:
      check_agreement(checker, report, status)
  return checker.complaints


def certificate_complaints(value, with_leg):
  checker = Checker()
  check_certificate(checker, 'certificate', value, with_leg)
  check_texts(checker, 'certificate', value)
  return checker.complaints


def diagnosis_complaints(value):
  checker = Checker()
  check_diagnosis(checker, 'diagnosis', value)
  check_texts(checker, 'diagnosis', value)
  return checker.complaints


def forms_of_secret(secret):
  """As it is, and in base64 at each alignment, without the characters that depend on the neighbours."""
  raw = secret.encode() if isinstance(secret, str) else secret
  forms = [raw]
  for shift in range(3):
    coded = base64.b64encode(b'\0' * shift + raw)
    forms.append(coded[(0, 2, 3)[shift]:-4].rstrip(b'='))
  return [form for form in forms if len(form) >= 6]
