# SPDX-License-Identifier: GPL-3.0-or-later
"""Not one secret in anything that sendoffctl writes: each mechanism, protocol and security on real Postfix and Dovecot, with the right
password and with a wrong one. What those can't be brought to say is said by the fakes: Dovecot quotes the algorithm of DIGEST-MD5, which
libcurl can't read, and it always offers a mechanism beside LOGIN and USER."""

import base64
import html
import json
import os
import re
import secrets
import struct
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product

from support import CliTest, Sandbox, main, need, run_all
from contract import PASSED, PERMISSION, complaints
from fakes import real_servers
from fakes.certificates import Workshop
from fakes.hostile_incoming import ImapConversation, Pop3Conversation
from fakes.hostile_server import HostileServer, Send, server_context
from fakes.real_servers import RealServers
from fakes.relay import RecordingRelay

HIDDEN = '<credentials hidden>'
PROTOCOLS, SECURITIES = ('smtp', 'imap', 'pop3'), ('none', 'starttls', 'tls')
# More than a command may hold: the initial response waits for the server's go (RFC 4954, RFC 5034).
LONG = secrets.token_urlsafe(400)
# Without SASL-IR (RFC 4959).
NO_INITIAL_RESPONSE = 'IMAP4rev1 LITERAL+'
TLS_RECORD = re.compile(rb'[\x14-\x17]\x03[\x00-\x04]')

# name -> what the real servers offer
OFFERS = {
  'PLAIN': {'mechanisms': 'plain'},
  'PLAIN without initial response': {'mechanisms': 'plain', 'imap_capability': NO_INITIAL_RESPONSE, 'password': LONG},
  'LOGIN': {'mechanisms': 'login', 'imap_capability': NO_INITIAL_RESPONSE},
  'CRAM-MD5': {'mechanisms': 'cram-md5'},
  # Postfix ends where its Dovecot offers it no mechanism.
  'APOP': {'mechanisms': 'apop', 'with_postfix': False},
}
NTLM_CHALLENGE = struct.pack('<8sIHHIIQ', b'NTLMSSP\0', 2, 0, 0, 32, 0x8201, 0x0123456789abcdef)
CHALLENGES = {
  'DIGEST-MD5': (b'realm="lab.test",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8',
                 b'rspauth=ea40f60335c427b5527b84dbabcdfffd'),
  'NTLM': (b'', NTLM_CHALLENGE),
}
FAKED = [*product(CHALLENGES, PROTOCOLS), ('LOGIN command', 'imap'), ('USER and PASS', 'pop3')]
# As the report calls them.
MECHANISMS = {'PLAIN without initial response': 'PLAIN', 'LOGIN command': 'LOGIN', 'USER and PASS': 'USER'}
# Each: the command that takes the credentials, the prefix of a challenge, the last word.
SPEECH = {
  'smtp': ('AUTH', b'334 ', (b'535 5.7.8 No\r\n', b'235 2.7.0 Welcome\r\n')),
  'imap': ('AUTHENTICATE', b'+ ', (b'{tag} NO No\r\n', b'{tag} OK Welcome\r\n')),
  'pop3': ('AUTH', b'+ ', (b'-ERR [AUTH] No\r\n', b'+OK Welcome\r\n')),
}


@dataclass
class Case:
  offer: str
  protocol: str
  security: str
  right: bool

  def __str__(self):
    return '%s, %s, %s, %s password' % (self.offer, self.protocol, self.security, 'right' if self.right else 'wrong')

  @property
  def mechanism(self):
    return MECHANISMS.get(self.offer, self.offer)


def spellings(secret):
  """(as base64 writes it, in which case counts; and the others in lower case)."""
  raw = secret.encode()
  coded = set()
  for shift in range(3):
    whole = base64.b64encode(b'\0' * shift + raw).rstrip(b'=')
    # Without the characters that depend on the neighbours.
    piece = whole[(0, 2, 3)[shift]:len(whole) - (1 if (shift + len(raw)) % 3 else 0)]
    coded |= {piece, piece.translate(bytes.maketrans(b'+/', b'-_'))}
  others = {raw, raw.hex().encode(), b''.join(b'%%%02x' % byte for byte in raw), urllib.parse.quote(secret, safe='').encode(),
            b''.join(b'=%02x' % byte for byte in raw), re.sub(rb'(["\\])', rb'\\\1', raw), json.dumps(secret)[1:-1].encode(),
            html.escape(secret).encode(), secret.encode('utf-16-le'), secret.encode('utf-16-be')}
  return coded, {one.lower() for one in others}


def find_secret(secret, data):
  coded, others = spellings(secret)
  lower = data.lower()
  return [one for one in coded if one in data] + [one for one in others if one in lower]


def said_in_clear(recording):
  """The long words of the credentials that an observer could read: responses, digests, quoted passwords."""
  found, signing_in = set(), False
  for line in bytes(recording.sent).split(b'\r\n'):
    if TLS_RECORD.match(line):
      break
    words = line.split()
    command = [word for word in words if word in (b'AUTH', b'AUTHENTICATE', b'LOGIN', b'PASS', b'APOP')][:1]
    if command:
      signing_in = command[0].startswith(b'AUTH')
      words = words[words.index(command[0]) + (2 if signing_in else 1):]
    elif not signing_in:
      continue
    signing_in = signing_in and words != [b'QUIT'] and words[1:] != [b'LOGOUT']
    found |= {word.strip(b'"') for word in words if len(word) >= 10}
  return found


class Challenge:
  """Challenges, each answered by a line; an empty one is for who gave no initial response."""

  def __init__(self, protocol, challenges):
    self.prefix, self.challenges = SPEECH[protocol][1], challenges

  def run(self, session):
    words = session.lines[-1][1].split()
    has_initial = len(words) > words.index(b'NTLM') + 1 if b'NTLM' in words else False
    for challenge in self.challenges[has_initial:]:
      session.send(self.prefix + base64.b64encode(challenge) + b'\r\n')
      session.read_line()


def read(path):
  with open(path, 'rb') as file:
    return file.read()


class NoSecretTest(CliTest):
  def use(self, case, port, password, root):
    """A check of one leg in both ways of telling it, and everything that was written by it."""
    with Sandbox() as box, RecordingRelay(port) as relay:
      box.environment['G_MESSAGES_DEBUG'] = 'all'
      secret = password if case.right else 'Wr0ng+' + password[::-1]
      incoming = case.protocol != 'smtp'
      leg = 'incoming' if incoming else 'outgoing'
      keys = {'host': 'localhost', 'port': str(relay.port), 'security': case.security, 'user': 'ana'}
      box.add(timeout='30', **{('incoming_' if incoming else 'smtp_') + name: value for name, value in keys.items()},
              **({'incoming_protocol': case.protocol, 'port': self.idle.port} if incoming else {'smtp_authentication': 'own'}))
      password_file = '--%spassword-file=%s' % ('incoming-' if incoming else '', box.password_file(secret))
      arguments = ['check', 'work', password_file, '--ca-file=' + root.chain, '--transcript', '--wire']
      written = {}
      for ending, json_too in ('html', False), ('json', True):
        report, capture = box.path('report.' + ending), box.path(ending + '.pcapng')
        result = box.run(*arguments, '--save-report=' + report, '--save-capture=' + capture, json_too=json_too)
        written.update({'output, ' + ending: result.all, report: read(report), capture: read(capture)})
        self.assertEqual(result.status, PASSED if case.right else PERMISSION, str(result))
      for ending in 'html', 'json':
        again = box.run('report', box.path('report.' + ending), '--transcript', '--wire', '--save-report=' + box.path('again.html'))
        written['again, ' + ending] = again.all + read(box.path('again.html'))
      return secret, leg, result, written, list(relay.recordings)

  def look(self, case, port, password, root):
    secret, leg, result, written, recordings = self.use(case, port, password, root)
    self.assertEqual(complaints(result.report, result.status), [], str(result))
    said = set().union(*map(said_in_clear, recordings))
    for place, data in written.items():
      self.assertGreater(len(data), 100, place)
      for found in find_secret(secret, data):
        self.fail('the password is in %s as %r\n%s' % (place, found, result))
      for word in said:
        self.assertNotIn(word, data, '%s: what was said to sign in\n%s' % (place, result))
    # Else that would prove nothing: credentials were said, and they are what we looked for.
    transcript = [line['text'] for line in result.report['transcript'] if line['leg'] == leg and line['from'] == 'client']
    self.assertTrue([text for text in transcript if text.endswith(HIDDEN)], str(result))
    if case.right:
      (server,) = [server for server in result.report['servers'] if server['leg'] == leg]
      self.assertEqual(server['mechanism'], case.mechanism, str(result))
    self.assertEqual(bool(said), case.security == 'none', said)
    if case.security == 'none' and case.mechanism in ('PLAIN', 'LOGIN', 'USER'):
      self.assertTrue(find_secret(secret, b'\n'.join(said)))

  def look_at_all(self, look, cases):
    for case, _result, error in run_all(look, cases):
      with self.subTest(str(case)):
        if error:
          raise error

  def setUp(self):
    super().setUp()
    self.idle = HostileServer()
    self.addCleanup(self.idle.stop)


class RealTest(NoSecretTest):
  @classmethod
  def setUpClass(cls):
    cls.reason = real_servers.postfix_unavailable() or real_servers.dovecot_unavailable()
    cls.servers = {}
    if cls.reason is None:
      cls.servers = {name: RealServers(only_over_tls='no', **settings) for name, settings in OFFERS.items()}
      cls.addClassCleanup(lambda: [servers.stop() for servers in cls.servers.values()])
      with ThreadPoolExecutor(3) as pool:
        list(pool.map(RealServers.__enter__, cls.servers.values()))

  def look_at_real(self, case):
    servers, ports = self.servers[case.offer], self.servers[case.offer].ports
    if case.protocol == 'smtp':
      port = {'none': ports.clear, 'starttls': ports.submission, 'tls': ports.smtps}[case.security]
    else:
      port = getattr(ports, case.protocol + ('s' if case.security == 'tls' else ''))
    self.look(case, port, servers.password, servers.root)

  def test_every_mechanism(self):
    need(self, self.reason)
    cases = [Case(*values) for values in product(OFFERS, PROTOCOLS, SECURITIES, (True, False))]
    self.look_at_all(self.look_at_real, [case for case in cases if case.offer != 'APOP' or case.protocol == 'pop3'])


class FakedTest(NoSecretTest):
  def setUp(self):
    super().setUp()
    os.mkdir(self.box.path('certificates'))
    workshop = Workshop(self.box.path('certificates'))
    self.root = workshop.make_root()
    self.context = server_context(workshop.make(issuer=self.root))

  @staticmethod
  def extensions(case):
    if case.protocol == 'smtp':
      return (b'8BITMIME',)
    with_command = case.offer not in CHALLENGES
    if case.protocol == 'imap':
      return () if with_command else (b'LOGINDISABLED',)
    return (b'USER',) if with_command else ()

  def look_at_fake(self, case):
    command, _prefix, verdicts = SPEECH[case.protocol]
    password, script, mechanism = secrets.token_urlsafe(18), {}, None
    if case.offer in CHALLENGES:
      mechanism = case.offer.encode()
      script[command] = [Challenge(case.protocol, CHALLENGES[case.offer]), Send(verdicts[case.right])]
    conversation = {'smtp': None, 'imap': ImapConversation, 'pop3': Pop3Conversation}[case.protocol]
    context = self.context if case.security != 'none' else None
    with HostileServer(script, context, case.security == 'tls', mechanism, password.encode(), b'ana', self.extensions(case),
                       conversation) as server:
      self.look(case, server.port, password, self.root)

  def test_every_mechanism(self):
    cases = product(FAKED, SECURITIES, (True, False))
    self.look_at_all(self.look_at_fake, [Case(*offer, security, right) for offer, security, right in cases])


del NoSecretTest

if __name__ == '__main__':
  main()
