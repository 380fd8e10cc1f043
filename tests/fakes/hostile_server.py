# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server on loopback that does exactly what a test tells it: a friendly SMTP session in which the answer to any
command is replaced by bytes or by a list of steps.

  server = HostileServer({'RCPT': b'550 5.1.1 No such user\\r\\n'})
  server = HostileServer({'MAIL': [Send(b'250-wait'), Stall()]})

Keys: greeting EHLO HELO STARTTLS AUTH MAIL RCPT DATA dot RSET NOOP QUIT; with a prefix 'tls:' only inside TLS.
Servers for IMAP and POP3 are in hostile_incoming.py."""

import base64
import socket
import ssl
import struct
import threading
import time

CRLF = b'\r\n'
# What one step may do at the most: a test that hangs is worse than one that fails.
LONGEST_STALL_S = 30
LARGEST_FLOOD = 64 * 1024 * 1024


class SessionOver(Exception):
  pass


class Send:
  """In IMAP {tag} stands for that of the client's last command."""

  def __init__(self, data):
    self.data = data

  def run(self, session):
    session.send(self.data.replace(b'{tag}', session.tag))


class Dribble:
  """One byte after the other, so that no single wait is long."""

  def __init__(self, data, pause_s, repeat=1):
    self.data, self.pause_s, self.repeat = data, pause_s, repeat

  def run(self, session):
    for _round in range(self.repeat):
      for byte in self.data:
        session.send(bytes([byte]))
        session.wait(self.pause_s)


class Flood:
  """The same bytes again and again, until the client goes."""

  def __init__(self, data, size=LARGEST_FLOOD):
    self.data, self.size = data, size

  def run(self, session):
    block = self.data * max(1, 65536 // len(self.data))
    for _round in range(self.size // len(block) + 1):
      session.send(block)


class Stall:
  """Silence until the client goes, whatever it says."""

  def __init__(self, seconds=LONGEST_STALL_S):
    self.seconds = seconds

  def run(self, session):
    deadline = time.monotonic() + self.seconds
    while (left := deadline - time.monotonic()) > 0:
      session.wait(left)


class Sleep(Stall):
  """Silence, then the next step."""

  def run(self, session):
    time.sleep(self.seconds)


class Close:
  def run(self, session):
    raise SessionOver


class Reset:
  """RST instead of FIN."""

  def run(self, session):
    session.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    raise SessionOver


class Expect:
  """One more line of the client's, which must begin so."""

  def __init__(self, prefix):
    self.prefix = prefix

  def run(self, session):
    line = session.read_line()
    if not line.upper().startswith(self.prefix.upper()):
      session.server.complaints.append('expected %r, got %r' % (self.prefix, line))
      raise SessionOver


class StartTls:
  def __init__(self, context=None):
    self.context = context

  def run(self, session):
    session.start_tls(self.context)


class Repeat:
  def __init__(self, steps, times=1000):
    self.steps, self.times = steps, times

  def run(self, session):
    for _round in range(self.times):
      for step in self.steps:
        step.run(session)


class ByWord:
  """The reply whose word is in the client's last line, else the one for ''."""

  def __init__(self, replies):
    self.replies = replies

  def run(self, session):
    for word, reply in self.replies.items():
      if word in session.lines[-1][1]:
        session.send(reply)
        return


class EchoCredentials:
  """A server that tells in its refusal what it was given, plainly and in base64."""

  def run(self, session):
    coded = session.lines[-1][1].split(b' ')[-1]
    plain = base64.b64decode(coded).replace(b'\0', b' ')
    session.send(b'535-5.7.8 Bad credentials: ' + plain + CRLF + b'535 5.7.8 You sent ' + coded + CRLF)


class ReadMessage:
  """The lines up to the final dot, without answering."""

  def run(self, session):
    session.messages.append(session.read_message())


def server_context(identity, minimum=None, maximum=None, ciphers=None, client_authority=None):
  context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
  if ciphers:
    context.set_ciphers(ciphers)
  if minimum:
    context.minimum_version = minimum
  if maximum:
    context.maximum_version = maximum
  context.load_cert_chain(identity.chain, identity.key)
  if client_authority:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(client_authority)
  return context


class Session:
  """One connection: what was said, and the words to say more."""

  def __init__(self, server, connection):
    self.server = server
    self.socket = connection
    self.buffer = b''
    self.tls = False
    self.tag = b'{tag}'
    self.signed_in = False
    self.lines = []                # (inside TLS, line without its end)
    self.clear_bytes = b''
    self.bytes_after_handshake = 0
    self.messages = []             # as received, dots removed
    self.handshake_error = None

  def commands(self, tls=None):
    return [line for inside, line in self.lines if tls is None or inside == tls]

  def send(self, data):
    try:
      self.socket.sendall(data)
    except (OSError, ssl.SSLError) as error:
      raise SessionOver from error

  def wait(self, seconds):
    """Ends early when the client goes; what it sends meanwhile is kept."""
    self.socket.settimeout(seconds)
    try:
      self._fill()
    except TimeoutError:
      pass
    finally:
      self.socket.settimeout(LONGEST_STALL_S)

  def _fill(self):
    try:
      data = self.socket.recv(65536)
    except TimeoutError:
      raise
    except (OSError, ssl.SSLError) as error:
      raise SessionOver from error
    if not data:
      raise SessionOver
    self.server.n_bytes += len(data)
    if self.tls:
      self.bytes_after_handshake += len(data)
    else:
      self.clear_bytes += data
    self.buffer += data

  def _read_raw_line(self):
    while b'\n' not in self.buffer:
      try:
        self._fill()
      except TimeoutError as error:
        raise SessionOver from error
    line, self.buffer = self.buffer.split(b'\n', 1)
    return line[:-1] if line.endswith(b'\r') else line

  def read_line(self):
    line = self._read_raw_line()
    self.lines.append((self.tls, line))
    return line

  def read_message(self):
    lines = []
    while (line := self._read_raw_line()) != b'.':
      lines.append(line[1:] if line.startswith(b'.') else line)
    return CRLF.join(lines) + CRLF

  def start_tls(self, context=None):
    self.buffer = b''
    try:
      self.socket = (context or self.server.context).wrap_socket(self.socket, server_side=True)
    except (OSError, ssl.SSLError) as error:
      self.handshake_error = error
      raise SessionOver from error
    self.tls = True


class HostileServer:
  """with HostileServer(replies) as server: … server.port; server.sessions, in their order.

  scripts: one dictionary, or a list of them, one for each connection; the last goes on for all that follow."""

  def __init__(self, scripts=None, context=None, implicit_tls=False, mechanisms=b'PLAIN LOGIN', password=None, user=None,
               extensions=(b'SIZE 104857600', b'8BITMIME', b'ENHANCEDSTATUSCODES', b'PIPELINING'), conversation=None):
    self.scripts = scripts if isinstance(scripts, list) else [scripts or {}]
    self.context = context
    self.implicit_tls = implicit_tls
    self.mechanisms = mechanisms
    self.password = password
    self.user = user
    self.conversation = conversation or Conversation
    self.extensions = extensions
    self.sessions = []
    self.complaints = []
    self.n_bytes = 0
    self.threads = []
    self.listener = socket.create_server(('127.0.0.1', 0))
    self.port = self.listener.getsockname()[1]
    self._start(self._accept)

  def __enter__(self):
    return self

  def __exit__(self, *_exception):
    self.stop()

  def _start(self, function, *arguments):
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    self.threads.append(thread)
    thread.start()

  def _accept(self):
    while True:
      try:
        connection, _address = self.listener.accept()
      except OSError:
        return
      connection.settimeout(LONGEST_STALL_S)
      connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
      script = self.scripts[min(len(self.sessions), len(self.scripts) - 1)]
      session = Session(self, connection)
      self.sessions.append(session)
      self._start(self._serve, session, script)

  def _serve(self, session, script):
    try:
      if self.implicit_tls:
        session.start_tls()
      self.conversation(self, session, script).run()
    except SessionOver:
      pass
    finally:
      try:
        session.socket.close()
      except OSError:
        pass

  def stop(self):
    for one in [self.listener, *(session.socket for session in self.sessions)]:
      try:
        one.shutdown(socket.SHUT_RDWR)
      except OSError:
        pass
    for thread in self.threads:
      thread.join(5)
    self.listener.close()


class Conversation:
  """A friendly SMTP server, but for what the script replaces."""

  def __init__(self, server, session, script):
    self.server, self.session, self.script = server, session, script

  greeting = b'220 hostile.test ESMTP'

  def run(self):
    if not self._replaced('greeting'):
      self.session.send(self.greeting + CRLF)
    while True:
      line = self.session.read_line()
      word = self._word_of(line)
      if not self._replaced(word):
        getattr(self, '_on_' + word.lower(), self._on_unknown)(line)

  def _word_of(self, line):
    return line.split(b' ')[0].split(b':')[0].decode('ascii', 'replace').upper()

  def _has(self, key):
    return key in self.script or (self.session.tls and 'tls:' + key in self.script)

  def _replaced(self, key):
    step = self.script.get('tls:' + key) if self.session.tls else None
    step = self.script.get(key) if step is None else step
    if step is None:
      return False
    for one in step if isinstance(step, (list, tuple)) else [Send(step)]:
      one.run(self.session)
    return True

  def _on_unknown(self, _line):
    self.session.send(b'500 5.5.1 Not known here\r\n')

  def _on_ehlo(self, _line):
    lines = [b'hostile.test', *self.server.extensions]
    if self.server.context and not self.session.tls:
      lines.append(b'STARTTLS')
    if self.server.mechanisms:
      lines.append(b'AUTH ' + self.server.mechanisms)
    for line in lines[:-1]:
      self.session.send(b'250-' + line + CRLF)
    self.session.send(b'250 ' + lines[-1] + CRLF)

  def _on_helo(self, _line):
    self.session.send(b'250 hostile.test\r\n')

  def _on_starttls(self, _line):
    if not self.server.context:
      self._on_unknown(_line)
      return
    self.session.send(b'220 2.0.0 Ready\r\n')
    self.session.start_tls()

  def _on_auth(self, line):
    parts = line.split(b' ')
    if len(parts) > 1 and parts[1].upper() == b'LOGIN':
      self.session.send(b'334 VXNlcm5hbWU6\r\n')
      self.session.read_line()
      self.session.send(b'334 UGFzc3dvcmQ6\r\n')
      given = self._decode(self.session.read_line())
    else:
      if len(parts) < 3:
        self.session.send(b'334 \r\n')
        parts.append(self.session.read_line())
      given = self._decode(parts[-1]).split(b'\0')[-1]
    if self.server.password not in (None, given):
      self.session.send(b'535 5.7.8 Authentication failed\r\n')
      return
    self.session.signed_in = True
    self.session.send(b'235 2.7.0 Welcome\r\n')

  @staticmethod
  def _decode(text):
    try:
      return base64.b64decode(text, validate=True)
    except ValueError:
      return b''

  def _on_mail(self, _line):
    self.session.send(b'250 2.1.0 Ok\r\n')

  def _on_rcpt(self, _line):
    self.session.send(b'250 2.1.5 Ok\r\n')

  def _on_data(self, _line):
    self.session.send(b'354 Go on\r\n')
    message = self.session.read_message()
    self.session.messages.append(message)
    if not self._replaced('dot'):
      self.session.send(b'250 2.0.0 Taken\r\n')

  def _on_rset(self, _line):
    self.session.send(b'250 2.0.0 Ok\r\n')

  _on_noop = _on_rset

  def _on_quit(self, _line):
    self.session.send(b'221 2.0.0 Bye\r\n')
    raise SessionOver
