# SPDX-License-Identifier: GPL-3.0-or-later
"""IMAP and POP3 servers on loopback that do exactly what a test tells them: see hostile_server.py.

  server = HostileServer({'LOGIN': b'{tag} NO [ALERT] Not today\\r\\n'}, conversation=ImapConversation)

Keys of IMAP: greeting CAPABILITY STARTTLS LOGIN AUTHENTICATE LOGOUT; of POP3: greeting CAPA STLS USER PASS APOP AUTH QUIT. After the challenge
of a mechanism: response. With a prefix 'tls:' only inside TLS."""

import base64
import hashlib
import hmac
import re

from fakes.hostile_server import CRLF, Conversation, SessionOver

CHALLENGE = b'<1896.697170952@hostile.test>'
QUOTED_OR_ATOM = re.compile(rb'"((?:[^"\\]|\\.)*)"|([^ "]+)')


class EchoCredentials:
  """A server that tells in its refusal what it was given: as it came, without the quoting, and decoded. before, after: what is around it."""

  def __init__(self, before, after=b''):
    self.before, self.after = before, after

  def run(self, session):
    line = session.lines[-1][1]
    word = line.split(b' ')[-1]
    forms = [line, line.replace(b'"', b''), re.sub(rb'\\(.)', rb'\1', line), base64.b64encode(line)]
    try:
      forms.append(base64.b64decode(word, validate=True).replace(b'\0', b' '))
    except ValueError:
      pass
    for form in forms:
      session.send(self.before.replace(b'{tag}', session.tag) + form + CRLF)
    session.send(self.after.replace(b'{tag}', session.tag))


class IncomingConversation(Conversation):
  """What both protocols share: who may come in."""

  def _continue(self, challenge):
    self.session.send(b'+ ' + base64.b64encode(challenge) + CRLF)
    return self._decode(self.session.read_line())

  def _judge(self, user, password):
    self.session.signed_in = self.server.password in (None, password) and self.server.user in (None, user)
    return self.session.signed_in

  def _authenticate(self, mechanism, initial):
    """True: let in. None: no such mechanism. A replaced response has answered, and ends here with False."""
    if mechanism == b'PLAIN':
      given = self._continue(b'') if initial is None else self._decode(initial)
      return self._verdict(lambda: self._judge(*(given.split(b'\0')[1:] + [b'', b''])[:2]))
    if mechanism == b'LOGIN':
      user = self._continue(b'Username:') if initial is None else self._decode(initial)
      password = self._continue(b'Password:')
      return self._verdict(lambda: self._judge(user, password))
    if mechanism == b'CRAM-MD5':
      user, _space, digest = self._continue(CHALLENGE).rpartition(b' ')
      right = hmac.new(self.server.password or b'', CHALLENGE, hashlib.md5).hexdigest().encode()
      return self._verdict(lambda: self._judge(user, self.server.password if digest == right else b''))
    return None

  def _verdict(self, judge):
    return False if self._replaced('response') else judge()


class ImapConversation(IncomingConversation):
  greeting = b'* OK hostile.test IMAP4rev1 ready'

  def _word_of(self, line):
    self.session.tag, _space, rest = line.partition(b' ')
    return rest.split(b' ')[0].decode('ascii', 'replace').upper()

  def _say(self, text):
    self.session.send(self.session.tag + b' ' + text + CRLF)

  def _on_unknown(self, _line):
    self._say(b'BAD Not known here')

  def capabilities(self):
    words = [b'IMAP4rev1', *self.server.extensions]
    if self.server.context and not self.session.tls:
      words.append(b'STARTTLS')
    return b' '.join(words + [b'AUTH=' + word for word in (self.server.mechanisms or b'').split()])

  def _on_capability(self, _line):
    self.session.send(b'* CAPABILITY ' + self.capabilities() + CRLF)
    self._say(b'OK Done')

  def _on_starttls(self, line):
    if not self.server.context:
      self._on_unknown(line)
      return
    self._say(b'OK Begin')
    self.session.start_tls()

  def _on_login(self, line):
    arguments = [re.sub(rb'\\(.)', rb'\1', quoted) or atom for quoted, atom in QUOTED_OR_ATOM.findall(line.split(b' ', 2)[2])]
    self._say(b'OK Welcome' if self._judge(*(arguments + [b'', b''])[:2]) else b'NO [AUTHENTICATIONFAILED] No')

  def _on_authenticate(self, line):
    words = line.split(b' ')
    let_in = self._authenticate(words[2].upper(), words[3] if len(words) > 3 else None)
    if let_in is None:
      self._say(b'NO No such mechanism')
    elif let_in or not self._has('response'):
      self._say(b'OK Welcome' if let_in else b'NO [AUTHENTICATIONFAILED] No')

  def _on_logout(self, _line):
    self.session.send(b'* BYE So long' + CRLF)
    self._say(b'OK Done')
    raise SessionOver


class Pop3Conversation(IncomingConversation):
  greeting = b'+OK hostile.test POP3 ready'

  def _on_unknown(self, _line):
    self.session.send(b'-ERR Not known here' + CRLF)

  def _on_capa(self, _line):
    lines = [b'TOP', b'UIDL', *self.server.extensions]
    if self.server.context and not self.session.tls:
      lines.append(b'STLS')
    if self.server.mechanisms:
      lines.append(b'SASL ' + self.server.mechanisms)
    self.session.send(b'+OK List follows\r\n' + b''.join(line + CRLF for line in lines) + b'.\r\n')

  def _on_stls(self, line):
    if not self.server.context:
      self._on_unknown(line)
      return
    self.session.send(b'+OK Begin\r\n')
    self.session.start_tls()

  def _answer(self, let_in):
    self.session.send(b'+OK Welcome\r\n' if let_in else b'-ERR [AUTH] No\r\n')

  def _on_user(self, _line):
    self.session.send(b'+OK Password?\r\n')

  def _on_pass(self, line):
    users = [given[5:] for given in self.session.commands() if given.startswith(b'USER ')]
    self._answer(self._judge(users[-1] if users else b'', line[5:]))

  def _on_apop(self, line):
    user, _space, digest = line[5:].rpartition(b' ')
    right = hashlib.md5(CHALLENGE + (self.server.password or b'')).hexdigest().encode()
    self._answer(self._judge(user, self.server.password if digest == right else b''))

  def _on_auth(self, line):
    words = line.split(b' ')
    let_in = self._authenticate(words[1].upper() if len(words) > 1 else b'', words[2] if len(words) > 2 else None)
    if let_in is None:
      self.session.send(b'-ERR No such mechanism\r\n')
    elif let_in or not self._has('response'):
      self._answer(let_in)

  def _on_quit(self, _line):
    self.session.send(b'+OK So long\r\n')
    raise SessionOver
