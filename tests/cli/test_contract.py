# SPDX-License-Identifier: GPL-3.0-or-later
"""The checker of the contract must itself be able to fail."""

import base64
import json
import unittest

import contract

DIAGNOSIS = {'id': 'relaying-denied', 'class': 'sign-in-required', 'temporary': False, 'title': 'Sign in first', 'explanation': 'It wants that.',
             'fix': {'id': 'sign-in', 'label': 'Sign In', 'changes': {'smtp.authentication': 'own'}}}
FAILURE = {'leg': 'outgoing', 'step': 'submit', 'protocol': 'SMTP', 'server': 'localhost', 'port': 25, 'secure': False, 'reply_code': 550,
           'enhanced_code': '5.7.1', 'server_response': '550 5.7.1 Relaying denied', 'rejected_address': 'bo@elsewhere.test',
           'error_number': '0x800CCC79', 'text': 'One was refused.', 'diagnosis': DIAGNOSIS}
CERTIFICATE = {'leg': 'outgoing', 'subject': 'CN=localhost', 'issuer': 'CN=root', 'names': ['localhost'], 'not_before': '2026-01-01T00:00:00Z',
               'not_after': '2027-01-01T00:00:00Z', 'sha256': 'A' * 64, 'pin': 'sha256//' + 'B' * 43 + '=', 'problems': ['untrusted-root'],
               'trusted_by': 'nobody'}
REPORT = {'format': 1, 'job': 'send', 'account': 'work', 'outcome': 'failed',
          'steps': [{'leg': 'outgoing', 'id': 'submit', 'state': 'failed', 'detail': 'No', 'ms': 1}],
          'servers': [{'leg': 'outgoing', 'host': 'localhost', 'port': 25, 'security': 'none', 'extensions': ['SIZE 1']}],
          'recipients': [{'address': 'bo@elsewhere.test', 'accepted': False, 'reply': '550 5.7.1 Relaying denied'}],
          'failures': [FAILURE], 'failure': FAILURE, 'diagnosis': DIAGNOSIS, 'seen_in_clear': ['sender', 'recipients'],
          'transcript': [{'leg': 'outgoing', 'ms': 0.1, 'from': 'server', 'clear': True, 'text': '220 hello'}]}

# A path into the report, what is put there (None: taken away), and a word of the complaint.
FAULTS = [
  (('format',), 2, 'format'), (('job',), 'sent', 'job'), (('outcome',), 'ok', 'outcome'), (('outcome',), 'passed', 'exit status'),
  (('account',), None, None), (('account',), '', 'empty'), (('steps', 0, 'id'), 'data', 'steps[0].id'), (('steps', 0, 'state'), 'running', 'state'),
  (('steps', 0, 'state'), 'passed', 'no step did'), (('steps', 0, 'ms'), '1', 'ms'), (('servers', 0, 'port'), 0, 'no port'),
  (('servers', 0, 'port'), True, 'port'), (('servers', 0, 'tls'), 'TLS1.0', 'tls'), (('recipients', 0, 'accepted'), 'no', 'accepted'),
  (('failures',), [], 'nothing says why'), (('failure', 'port'), 26, 'first of failures'), (('failure',), None, 'first of failures'),
  (('diagnosis', 'title'), 'Other', "first failure's"), (('failures', 0, 'error_number'), '0x800ccc79', 'error_number'),
  (('failures', 0, 'reply_code'), 99, 'no reply code'), (('failures', 0, 'enhanced_code'), '5.7', 'enhanced_code'),
  (('failures', 0, 'text'), ' ', 'empty'), (('failures', 0, 'diagnosis', 'class'), 'strange', 'class'),
  (('failures', 0, 'diagnosis', 'fix', 'changes'), {}, 'changes nothing'), (('failures', 0, 'diagnosis', 'fix', 'changes'), {'x': 'y'}, 'no key'),
  (('seen_in_clear',), ['recipients', 'sender'], 'order'), (('seen_in_clear',), ['sender', 'sender'], 'order'),
  (('seen_in_clear',), ['everything'], 'seen_in_clear'), (('transcript', 0, 'text'), 'a\x1b[2J', 'control'),
  (('transcript', 0, 'text'), 'a\u202eb', 'control'), (('transcript', 0, 'from'), 'us', 'from'), (('transcript', 0, 'clear'), None, 'clear'),
  (('account',), 7, 'account'), (('servers', 0, 'cipher'), 0, 'cipher'),
]


class ContractTest(unittest.TestCase):
  def test_good(self):
    self.assertEqual(contract.complaints(REPORT, contract.PERMISSION), [])
    self.assertEqual(contract.complaints({**REPORT, 'certificates': [CERTIFICATE]}, contract.UNTRUSTED), [])
    self.assertEqual(contract.complaints({'format': 1, 'job': 'send', 'outcome': 'passed', 'more': 1}, 0), [])

  def test_faults(self):
    for path, value, word in FAULTS:
      with self.subTest(path=path, value=value):
        report = json.loads(json.dumps(REPORT))
        target = report
        for step in path[:-1]:
          target = target[step]
        if value is None:
          del target[path[-1]]
        else:
          target[path[-1]] = value
        found = contract.complaints(report, contract.PERMISSION)
        self.assertEqual(bool(found), word is not None)
        self.assertIn(word or '', ' '.join(found))

  def test_null(self):
    self.assertTrue(contract.complaints({**REPORT, 'seen_in_clear': None}, contract.PERMISSION))

  def test_untrusted_needs_a_reason(self):
    self.assertTrue(contract.complaints(REPORT, contract.UNTRUSTED))
    self.assertTrue(contract.complaints({**REPORT, 'certificates': [{**CERTIFICATE, 'problems': []}]}, contract.UNTRUSTED))

  def test_certificate(self):
    self.assertEqual(contract.certificate_complaints(CERTIFICATE, True), [])
    for name, value in (('sha256', 'AB:' * 21 + 'A'), ('pin', 'sha256//short'), ('problems', ['bad']), ('trusted_by', 'me'),
                        ('not_after', '2027-01-01 00:00'), ('leg', None), ('trusted_by', 'authority')):
      with self.subTest(name):
        self.assertTrue(contract.certificate_complaints({**CERTIFICATE, name: value}, True))

  def test_forms_of_secret(self):
    for prefix in b'', b'x', b'xy', b'xyz':
      coded = base64.b64encode(prefix + b'correct horse' + b' and more')
      self.assertTrue(any(form in coded for form in contract.forms_of_secret('correct horse')), prefix)


if __name__ == '__main__':
  unittest.main()
