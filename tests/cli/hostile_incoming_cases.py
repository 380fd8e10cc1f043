# SPDX-License-Identifier: GPL-3.0-or-later
"""What an IMAP or POP3 server may do to us while an account is checked, and which exit status of the contract answers it.
test_hostile_incoming.py runs them."""

import itertools
import os
from dataclasses import dataclass, field

from contract import NO_ANSWER, PASSED, PERMISSION, PROTOCOL, SETTINGS, TEMPORARY, UNTRUSTED
from fakes.hostile_incoming import EchoCredentials
from fakes.hostile_server import Close, Dribble, Expect, Flood, Repeat, Reset, Send, Sleep, Stall, StartTls

NONE, STARTTLS, TLS = 'none', 'starttls', 'tls'
SECURITIES = (NONE, STARTTLS, TLS)
IMAP, POP3 = 'imap', 'pop3'
KIB, MIB = 1024, 1024 * 1024
# Any of these is a name for a server that doesn't speak what was expected.
ODD = ('protocol-fault', 'wrong-port')
FAULT = 'protocol-fault'


@dataclass
class Case:
  name: str
  protocol: str
  security: str
  script: dict                 # the server's replies
  status: tuple                # the exit statuses that the contract allows
  classes: tuple = ()          # empty: any but unknown
  server: dict = field(default_factory=dict)
  user: str = 'ana@lab.test'
  password: str = 'Correct.Horse-7'
  timeout: int = 1
  identity: str = 'good'       # which certificate the server shows
  old_tls: bool = False
  never_signs_in: bool = False # no line of the client's may hold a part of the credentials
  shown: bytes = None          # has to be in the report


def line(text):
  return text + b'\r\n'


def case(name, protocol, security, script, status, classes=(), **more):
  statuses = status if isinstance(status, tuple) else (status,)
  steps = {key: line(value) if isinstance(value, bytes) and not value.endswith(b'\n') else value for key, value in script.items()}
  return Case('%s %s: %s' % (protocol, security, name), protocol, security, steps, statuses, (classes,) if isinstance(classes, str) else classes, **more)


# Where it should make no difference how the connection is secured, each is tried in one way, or with this variable in all.
EVERY_WAY = bool(os.environ.get('SENDOFF_EVERY_CASE'))
turns = itertools.cycle(SECURITIES)


def for_each(securities, *arguments, protocol, **more):
  name, script, status, *classes = arguments
  if securities is None:
    securities = SECURITIES if EVERY_WAY else (next(turns),)
  return [case(name, protocol, security, script, status, *classes, **more) for security in securities]


def imap(*arguments, securities=None, **more):
  return for_each(securities, *arguments, protocol=IMAP, **more)


def pop3(*arguments, securities=None, **more):
  return for_each(securities, *arguments, protocol=POP3, **more)


def both(*arguments, **more):
  return imap(*arguments, **more) + pop3(*arguments, **more)


# ---- the greeting ----

# No protocol of ours.
STRANGE_GREETINGS = [
  ('HTTP', b'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html>'),
  ('SMTP', b'220 mail.test ESMTP Postfix'),
  ('SMTP refusal', b'554 mail.test No service'),
  ('SSH', b'SSH-2.0-OpenSSH_9.2'),
  ('FTP', b'220-Welcome\r\n220 FTP ready'),
  ('prose', b'Welcome to our server'),
  ('an empty line', b'\r\n'),
  ('a blank', b' \r\n'),
  ('UTF-16', '* OK ready\r\n'.encode('utf-16')),
  ('a byte order mark', b'\xef\xbb\xbf* OK ready'),
  ('NUL', b'* OK \0 ready'),
  ('NUL in +OK', b'+OK \0 ready'),
  ('only NUL', b'\0' * 40 + b'\r\n'),
  ('TLS bytes', b'\x16\x03\x03\x00\x40' + b'\x02' * 64 + b'\r\n'),
  ('a TLS alert', b'\x15\x03\x03\x00\x02\x02\x28\r\n'),
  ('binary', bytes(range(1, 256)) + b'\r\n'),
  ('a lone star', b'*'),
  ('a star and a blank', b'* '),
  ('a lone plus', b'+'),
  ('a tag', b'A001 OK ready'),
  ('asterisks', b'****************************'),
  ('ANSI escapes', b'\x1b[2J\x1b[31m* OK'),
  ('markup', b'<b>* OK</b>'),
  ('65 KiB without end', b'x' * 65 * KIB + b'\r\n'),
  ('a long line', b'* OK ' + b'x' * 65 * KIB + b'\r\n'),
  ('a long +OK', b'+OK ' + b'x' * 65 * KIB + b'\r\n'),
  ('a megabyte', b'* OK ' + b'x' * MIB + b'\r\n'),
  ('a million lines', [Send(b'* ' + b'OK\r\n* ' * 10), Flood(line(b'x'))]),
]

GREETING = [
  *(one for name, greeting in STRANGE_GREETINGS
    for one in both('greeting of ' + name, {'greeting': greeting}, PROTOCOL, ODD, never_signs_in=True)),
  *imap('POP3 greets', {'greeting': b'+OK ready <1.2@x>'}, PROTOCOL, ODD, never_signs_in=True),
  *pop3('IMAP greets', {'greeting': b'* OK IMAP4rev1 ready'}, PROTOCOL, ODD, never_signs_in=True),
  *both('closes before the greeting', {'greeting': [Close()]}, NO_ANSWER, 'connection-lost', securities=(NONE, STARTTLS)),
  *both('resets before the greeting', {'greeting': [Reset()]}, NO_ANSWER, ('connection-lost', 'connection-refused')),
  *both('no greeting', {'greeting': [Stall()]}, NO_ANSWER, ('timeout', 'wrong-port')),
  *imap('closes amid the greeting', {'greeting': [Send(b'* OK hel'), Close()]}, NO_ANSWER, 'connection-lost'),
  *pop3('closes amid the greeting', {'greeting': [Send(b'+OK hel'), Close()]}, NO_ANSWER, 'connection-lost'),
  *imap('the greeting never ends', {'greeting': [Send(b'* OK hel'), Stall()]}, NO_ANSWER, 'timeout'),
  *pop3('the greeting never ends', {'greeting': [Send(b'+OK hel'), Stall()]}, NO_ANSWER, 'timeout'),
  *imap('only CR', {'greeting': [Send(b'* OK hello\r'), Stall()]}, NO_ANSWER, 'timeout'),
  *pop3('only CR', {'greeting': [Send(b'+OK hello\r'), Stall()]}, NO_ANSWER, 'timeout'),
  *both('a byte now and then', {'greeting': [Dribble(b'* OK and on it goes without an end ', 0.4, repeat=10)]}, NO_ANSWER, 'timeout'),
  *both('an endless line', {'greeting': [Flood(b'x' * KIB)]}, PROTOCOL, ODD),
  *imap('an endless OK', {'greeting': [Send(b'* OK '), Flood(b'x' * KIB)]}, PROTOCOL, FAULT),
  *pop3('an endless OK', {'greeting': [Send(b'+OK '), Flood(b'x' * KIB)]}, PROTOCOL, FAULT),
  *imap('endless lines', {'greeting': [Flood(line(b'* OK and more'))]}, PROTOCOL, FAULT),
  *pop3('endless lines', {'greeting': [Flood(line(b'+OK and more'))]}, PROTOCOL, FAULT),
  *imap('BYE', {'greeting': b'* BYE Overloaded'}, TEMPORARY, never_signs_in=True),
  *imap('BYE and gone', {'greeting': [Send(b'* BYE Overloaded\r\n'), Close()]}, TEMPORARY),
  *imap('BYE in lower case', {'greeting': b'* bye go'}, TEMPORARY),
  *imap('BYE without a word', {'greeting': b'* BYE'}, TEMPORARY),
  *imap('BYE unavailable', {'greeting': b'* BYE [UNAVAILABLE] Later'}, TEMPORARY),
  *imap('BYE alert', {'greeting': b'* BYE [ALERT] Go \x1b[31maway'}, TEMPORARY),
  *imap('BAD', {'greeting': b'* BAD What'}, (PROTOCOL, PERMISSION), never_signs_in=True),
  *imap('NO', {'greeting': b'* NO You'}, (PROTOCOL, PERMISSION), never_signs_in=True),
  *imap('PREAUTH', {'greeting': b'* PREAUTH [CAPABILITY IMAP4rev1] Hello'}, PASSED, securities=(NONE, TLS), never_signs_in=True),
  *imap('PREAUTH', {'greeting': b'* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] Hello'}, PROTOCOL, 'encryption-unavailable', securities=(STARTTLS,),
        never_signs_in=True),
  *imap('preauth in lower case', {'greeting': b'* preauth hello'}, PROTOCOL, 'encryption-unavailable', securities=(STARTTLS,), never_signs_in=True),
  *imap('ok in lower case', {'greeting': b'* ok hello'}, PASSED),
  *pop3('ok in lower case', {'greeting': b'+ok hello'}, (PASSED, PROTOCOL)),
  *imap('OK without a word', {'greeting': b'* OK'}, PASSED),
  *imap('OK and a line feed', {'greeting': b'* OK hi\n'}, PASSED),
  *pop3('OK without a word', {'greeting': b'+OK'}, PASSED),
  *pop3('OK and a line feed', {'greeting': b'+OK hi\n'}, PASSED),
  *imap('OKAY', {'greeting': b'* OKAY hi'}, PROTOCOL, FAULT),
  *pop3('OKAY', {'greeting': b'+OKAY hi'}, PROTOCOL, FAULT),
  *imap('ANSI and an override', {'greeting': b'* OK \x1b[31m \xe2\x80\xae <b>&amp;'}, PASSED),
  *pop3('Latin-1', {'greeting': b'+OK Gr\xfc\xdfe \x1b]0;x\x07'}, PASSED),
  *pop3('ERR', {'greeting': b'-ERR Your address is blocked'}, PERMISSION, never_signs_in=True),
  *pop3('err', {'greeting': b'-err no'}, PERMISSION),
  *pop3('ERR without a word', {'greeting': b'-ERR'}, PERMISSION),
  *pop3('ERR for now', {'greeting': b'-ERR [SYS/TEMP] Later'}, TEMPORARY),
  *pop3('ERR in use', {'greeting': b'-ERR [IN-USE] Later'}, TEMPORARY),
  *pop3('ERR twice', {'greeting': b'-ERR No service\r\n-ERR Go\r\n'}, PERMISSION),
  *pop3('ERR and gone', {'greeting': [Send(b'-ERR No service\r\n'), Close()]}, PERMISSION),
  *imap('two greetings', {'greeting': b'* OK hi\r\n* OK hi\r\n'}, (PASSED, PROTOCOL)),
  *pop3('two greetings', {'greeting': b'+OK hi\r\n+OK hi\r\n'}, PROTOCOL, FAULT),
  *imap('a session in advance', {'greeting': [Send(b'* OK hi\r\nA001 OK done\r\nA002 OK done\r\nA003 OK done\r\n'), Stall()]},
        (PROTOCOL, NO_ANSWER), never_signs_in=True),
  *pop3('a session in advance', {'greeting': [Send(b'+OK hi\r\n+OK list\r\nUSER\r\n.\r\n+OK go\r\n+OK go\r\n+OK in\r\n'), Stall()]},
        (PROTOCOL, NO_ANSWER), never_signs_in=True),
]

# ---- what it can do ----

CAPABILITIES = [
  *imap('CAPABILITY NO', {'CAPABILITY': b'{tag} NO Not now'}, PERMISSION, securities=(NONE, TLS)),
  *imap('CAPABILITY NO', {'CAPABILITY': b'{tag} NO Not now'}, (PROTOCOL, PERMISSION), securities=(STARTTLS,), never_signs_in=True),
  *imap('CAPABILITY unavailable', {'CAPABILITY': b'{tag} NO [UNAVAILABLE] Not now'}, TEMPORARY),
  *imap('CAPABILITY BAD', {'CAPABILITY': b'{tag} BAD What'}, (PERMISSION, PROTOCOL, PASSED), securities=(NONE, TLS)),
  *imap('CAPABILITY BAD', {'CAPABILITY': b'{tag} BAD What'}, PROTOCOL, 'encryption-unavailable', securities=(STARTTLS,), never_signs_in=True),
  *imap('CAPABILITY BYE', {'CAPABILITY': [Send(b'* BYE Closing\r\n'), Close()]}, TEMPORARY),
  *imap('CAPABILITY BYE and OK', {'CAPABILITY': b'* BYE Closing\r\n{tag} OK done\r\n'}, TEMPORARY),
  *imap('CAPABILITY BYE and NO', {'CAPABILITY': b'* BYE Closing\r\n{tag} NO Not now\r\n'}, TEMPORARY, 'server-fault', securities=SECURITIES),
  *imap('CAPABILITY BYE and silence', {'CAPABILITY': [Send(b'* BYE Closing\r\n'), Stall()]}, (TEMPORARY, NO_ANSWER)),
  *imap('CAPABILITY with a wrong tag', {'CAPABILITY': b'* CAPABILITY IMAP4rev1\r\nZZZ OK done\r\n'}, PROTOCOL, FAULT, never_signs_in=True),
  *imap('CAPABILITY with a longer tag', {'CAPABILITY': b'* CAPABILITY IMAP4rev1\r\n{tag}1 OK done\r\n'}, PROTOCOL, FAULT, never_signs_in=True),
  *imap('CAPABILITY without OK', {'CAPABILITY': [Send(b'* CAPABILITY IMAP4rev1\r\n'), Stall()]}, NO_ANSWER, 'timeout'),
  *imap('CAPABILITY with a word for OK', {'CAPABILITY': b'{tag} SURE'}, PROTOCOL, FAULT),
  *imap('CAPABILITY with nothing behind the tag', {'CAPABILITY': b'{tag} '}, PROTOCOL, FAULT),
  *imap('CAPABILITY with the tag alone', {'CAPABILITY': b'{tag}'}, PROTOCOL, FAULT),
  *imap('CAPABILITY with a continuation', {'CAPABILITY': b'+ go on'}, PROTOCOL, FAULT),
  *imap('CAPABILITY twice OK', {'CAPABILITY': b'* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK a\r\n{tag} OK b\r\n'}, PROTOCOL, FAULT,
        securities=(NONE, STARTTLS)),
  *imap('CAPABILITY is endless', {'CAPABILITY': [Flood(line(b'* CAPABILITY IMAP4rev1 X-AND-MORE'))]}, PROTOCOL, FAULT),
  *imap('CAPABILITY of an endless line', {'CAPABILITY': [Send(b'* CAPABILITY '), Flood(b'X-MORE ' * 100)]}, PROTOCOL, FAULT),
  *imap('CAPABILITY of 2 MiB', {'CAPABILITY': b'* CAPABILITY IMAP4rev1' + b' X-MORE' * 300000 + b'\r\n{tag} OK\r\n'}, PROTOCOL, FAULT),
  *imap('CAPABILITY of 20 KiB', {'CAPABILITY': b'* CAPABILITY IMAP4rev1' + b' X-MORE' * 3000 + b'\r\n{tag} OK\r\n'}, PASSED, securities=(NONE, TLS)),
  *imap('CAPABILITY is empty', {'CAPABILITY': b'* CAPABILITY\r\n{tag} OK\r\n'}, PASSED, securities=(NONE, TLS)),
  *imap('CAPABILITY is missing', {'CAPABILITY': b'{tag} OK\r\n'}, PASSED, securities=(NONE, TLS)),
  *imap('CAPABILITY is missing', {'CAPABILITY': b'{tag} OK\r\n'}, PROTOCOL, 'encryption-unavailable', securities=(STARTTLS,), never_signs_in=True),
  *imap('CAPABILITY in the greeting only', {'greeting': b'* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] hi', 'CAPABILITY': b'{tag} OK\r\n'},
        (PASSED, PROTOCOL)),
  *imap('capability in lower case', {'CAPABILITY': b'* capability imap4rev1 starttls auth=plain\r\n{tag} ok done\r\n'}, PASSED),
  *imap('CAPABILITY with odd blanks', {'CAPABILITY': b'* CAPABILITY  IMAP4rev1   STARTTLS  AUTH=PLAIN \r\n{tag} OK done\r\n'}, PASSED),
  *imap('CAPABILITY with control characters', {'CAPABILITY': b'* CAPABILITY IMAP4rev1 STARTTLS \x1b[31mX \xff\xfe<b> AUTH=\r\n{tag} OK\r\n'}, PASSED),
  *imap('CAPABILITY with NUL', {'CAPABILITY': b'* CAPABILITY IMAP4rev1 \0\r\n{tag} OK\r\n'}, PROTOCOL, FAULT),
  *imap('CAPABILITY amid remarks', {'CAPABILITY': b'* OK x\r\n* NO [ALERT] Full\r\n* CAPABILITY IMAP4rev1 STARTTLS\r\n* 5 EXISTS\r\n{tag} OK\r\n'},
        PASSED),
  *imap('LOGINDISABLED in clear', {}, PERMISSION, ('sign-in-method', 'encryption-required', 'sign-in-required'), securities=(NONE,),
        server={'extensions': (b'LOGINDISABLED',), 'mechanisms': None}, never_signs_in=True),
  *imap('LOGINDISABLED', {}, PERMISSION, ('sign-in-method', 'sign-in-required'), securities=(STARTTLS, TLS),
        server={'extensions': (b'LOGINDISABLED',), 'mechanisms': None}, never_signs_in=True),
  *imap('LOGINDISABLED till TLS', {'CAPABILITY': b'* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n{tag} OK\r\n',
                                   'tls:CAPABILITY': b'* CAPABILITY IMAP4rev1\r\n{tag} OK\r\n'}, PASSED, securities=(STARTTLS,)),
  *imap('LOGINDISABLED from TLS on', {'tls:CAPABILITY': b'* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n{tag} OK\r\n'}, PERMISSION,
        ('sign-in-method', 'sign-in-required'), securities=(STARTTLS,), never_signs_in=True),
  *imap('CAPABILITY refused inside TLS', {'tls:CAPABILITY': b'{tag} NO No\r\n'}, PERMISSION, securities=(STARTTLS,)),
  *imap('PREAUTH inside TLS', {'tls:CAPABILITY': b'* PREAUTH hello\r\n{tag} OK\r\n'}, (PASSED, PROTOCOL, PERMISSION), securities=(STARTTLS,)),
  *imap('CAPABILITY changes in the tagged OK', {'CAPABILITY': b'* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK [CAPABILITY LOGINDISABLED] x\r\n'},
        (PASSED, PERMISSION)),
  *both('asks for ever', {word: [Stall()] for word in ('CAPABILITY', 'CAPA')}, NO_ANSWER, 'timeout', never_signs_in=True),
  *both('closes at the question', {word: [Close()] for word in ('CAPABILITY', 'CAPA')}, NO_ANSWER, 'connection-lost', never_signs_in=True),
  *both('resets at the question', {word: [Reset()] for word in ('CAPABILITY', 'CAPA')}, NO_ANSWER, 'connection-lost', never_signs_in=True),
  *both('garbage at the question', {word: b'\xff\xfe\x01what' for word in ('CAPABILITY', 'CAPA')}, PROTOCOL, FAULT, never_signs_in=True),
  *both('a trickle at the question', {word: [Dribble(b'* CAPABILITY and on ', 0.4, repeat=20)] for word in ('CAPABILITY', 'CAPA')},
        NO_ANSWER, 'timeout'),
  *pop3('CAPA unknown', {'CAPA': b'-ERR What'}, PASSED, securities=(NONE, TLS)),
  *pop3('CAPA unknown', {'CAPA': b'-ERR What'}, PROTOCOL, 'encryption-unavailable', securities=(STARTTLS,), never_signs_in=True),
  *pop3('CAPA unknown and USER refused', {'CAPA': b'-ERR What', 'USER': b'-ERR What'}, PERMISSION, securities=(NONE, TLS)),
  *pop3('CAPA fails for now', {'CAPA': b'-ERR [SYS/TEMP] Later'}, (TEMPORARY, PASSED), securities=(NONE, TLS)),
  *pop3('CAPA fails for now', {'CAPA': b'-ERR [SYS/TEMP] Later'}, TEMPORARY, 'encryption-unavailable', securities=(STARTTLS,), never_signs_in=True),
  *pop3('CAPA offers a sign-in in clear only', {'CAPA': b'+OK\r\nSTLS\r\nUSER\r\nSASL PLAIN\r\n.\r\n', 'tls:CAPA': b'+OK\r\nTOP\r\n.\r\n'},
        PERMISSION, 'sign-in-method', securities=(STARTTLS,), never_signs_in=True),
  *pop3('CAPA offers USER in TLS only', {'CAPA': b'+OK\r\nSTLS\r\n.\r\n', 'tls:CAPA': b'+OK\r\nUSER\r\n.\r\n'}, PASSED, securities=(STARTTLS,)),
  *pop3('CAPA is endless', {'CAPA': [Send(b'+OK list\r\n'), Flood(line(b'X-MORE'))]}, PROTOCOL, FAULT),
  *pop3('CAPA of an endless line', {'CAPA': [Send(b'+OK list\r\nX'), Flood(b'X-MORE')]}, PROTOCOL, FAULT),
  *pop3('CAPA of 2 MiB', {'CAPA': b'+OK list\r\nUSER\r\n' + b'X-MORE\r\n' * 270000 + b'.\r\n'}, PROTOCOL, FAULT),
  *pop3('CAPA never ends', {'CAPA': [Send(b'+OK list\r\nUSER\r\n'), Stall()]}, NO_ANSWER, 'timeout'),
  *pop3('CAPA is empty', {'CAPA': b'+OK\r\n.\r\n'}, PERMISSION, 'sign-in-method', securities=(NONE, TLS), never_signs_in=True),
  *pop3('CAPA is empty', {'CAPA': b'+OK\r\n.\r\n'}, PROTOCOL, 'encryption-unavailable', securities=(STARTTLS,), never_signs_in=True),
  *pop3('CAPA with an error amid', {'CAPA': b'+OK\r\nUSER\r\n-ERR no\r\n.\r\n'}, (PROTOCOL, PERMISSION, PASSED), securities=(NONE, TLS)),
  *pop3('CAPA with a doubled dot', {'CAPA': b'+OK\r\nUSER\r\nSTLS\r\n..x\r\n.\r\n'}, (PASSED, PROTOCOL)),
  *pop3('capa in lower case', {'CAPA': b'+ok\r\nuser\r\nstls\r\nsasl plain\r\n.\r\n'}, (PASSED, PROTOCOL)),
  *pop3('CAPA with blanks', {'CAPA': b'+OK \r\nUSER \r\nSTLS \r\nSASL  PLAIN \r\n.\r\n'}, (PASSED, PROTOCOL)),
  *pop3('CAPA with control characters', {'CAPA': b'+OK\r\nUSER\r\nSTLS\r\n\x1b[31m \xff\xfe<b>\r\n.\r\n'}, PASSED),
  *pop3('CAPA with NUL', {'CAPA': b'+OK\r\nUSER\r\nSTLS\r\n\0\r\n.\r\n'}, PROTOCOL, FAULT),
  *pop3('CAPA and more behind it', {'CAPA': b'+OK\r\nUSER\r\nSTLS\r\n.\r\n+OK in\r\n'}, PROTOCOL, FAULT, securities=(NONE, STARTTLS), never_signs_in=True),
  *pop3('CAPA twice', {'CAPA': b'+OK\r\nUSER\r\nSTLS\r\n.\r\n+OK\r\nUSER\r\n.\r\n'}, PROTOCOL, FAULT, securities=(NONE, STARTTLS)),
  *pop3('CAPA unknown mechanisms only', {}, PERMISSION, 'sign-in-method', server={'extensions': (), 'mechanisms': b'X-FOO GSSAPI'},
        never_signs_in=True),
]

# ---- encryption ----

PROMISE = {IMAP: b'{tag} OK Begin\r\n', POP3: b'+OK Begin\r\n'}
WORD = {IMAP: 'STARTTLS', POP3: 'STLS'}
INJECTED = {IMAP: b'* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n', POP3: b'+OK\r\nUSER\r\n.\r\n'}
# What a client may be made to take for the answers to what it asks inside TLS.
INJECTED_SESSION = {IMAP: b'* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA003 OK\r\nA004 OK welcome\r\n', POP3: b'+OK\r\nUSER\r\n.\r\n+OK\r\n+OK in\r\n'}


def encryption(protocol):
  word, promise = WORD[protocol], PROMISE[protocol]
  more = {'never_signs_in': True, 'protocol': protocol}

  def starttls(name, steps, status, classes=()):
    return for_each((STARTTLS,), word + ' ' + name, {word: steps}, status, classes, **more)

  refusals = (b'{tag} NO No TLS', b'{tag} BAD What', b'{tag} NO [ALERT] No', b'{tag} NO [CONTACTADMIN] No', b'{tag} NO [PRIVACYREQUIRED] No') if (
    protocol == IMAP) else (b'-ERR What', b'-ERR No\r\n-ERR Gone', b'-ERR [SYS/PERM] No', b'-ERR', b'-err no')
  later = (b'{tag} NO [UNAVAILABLE] Later', b'{tag} NO [UNAVAILABLE] Later\r\n* BYE', b'{tag} BAD [INUSE] Later', b'* BYE Later\r\n{tag} OK\r\n',
           b'* BYE Later\r\n{tag} NO No', b'* BYE Later') if (
    protocol == IMAP) else (b'-ERR [SYS/TEMP] Later', b'-ERR [IN-USE] Later', b'-ERR [SYS/TEMP] Later\r\n-ERR Gone')
  odd = (b'nonsense', b'+ go', b'{tag} MAYBE', b'ZZ OK Begin', b'* OK Begin\r\n+OK Begin', b'220 Go ahead', b'+OK Begin') if (
    protocol == IMAP) else (b'nonsense', b'+ go', b'220 Go ahead', b'* OK Begin', b'+OKAY', b'-NO')
  return [
    *for_each((STARTTLS,), 'encryption not offered', {}, PROTOCOL, 'encryption-unavailable', server={'context': None}, **more),
    *for_each((TLS,), 'plain text from the first byte', {}, PROTOCOL, ('wrong-port', 'encryption-unavailable'), server={'implicit_tls': False}, **more),
    *for_each((STARTTLS,), 'TLS from the first byte', {}, (NO_ANSWER, PROTOCOL), ('wrong-port', 'timeout'), server={'implicit_tls': True}, **more),
    *for_each((NONE,), 'TLS from the first byte', {}, (NO_ANSWER, PROTOCOL), ('wrong-port', 'timeout'), server={'implicit_tls': True, 'context': True},
              **more),
    *(one for reply in refusals for one in starttls('refused: %s' % reply.decode(), reply, PROTOCOL)),
    *(one for reply in later for one in starttls('later: %s' % reply.decode(), reply, TEMPORARY)),
    *(one for reply in odd for one in starttls('answered by %s' % reply.decode(), reply, (PROTOCOL, NO_ANSWER))),
    *starttls('stalls', [Stall()], NO_ANSWER, 'timeout'),
    *starttls('closes', [Close()], NO_ANSWER),
    *starttls('resets', [Reset()], NO_ANSWER),
    *starttls('is endless', [Flood(line(b'* OK and more' if protocol == IMAP else b'+OK and more'))], PROTOCOL),
    *starttls('trickles', [Dribble(b'* OK slowly ', 0.4, repeat=20)], NO_ANSWER, 'timeout'),
    *starttls('then silence', [Send(promise), Stall()], NO_ANSWER, 'timeout'),
    *starttls('then gone', [Send(promise), Sleep(0.1), Close()], (NO_ANSWER, PROTOCOL)),
    *starttls('then a reset', [Send(promise), Sleep(0.1), Reset()], (NO_ANSWER, PROTOCOL)),
    *starttls('then text', [Send(promise), Sleep(0.1), Send(b'* BAD what\r\n'), Stall()], PROTOCOL),
    *starttls('then text and gone', [Send(promise), Sleep(0.1), Send(b'-ERR what\r\n'), Close()], PROTOCOL),
    *starttls('then a flood', [Send(promise), Sleep(0.1), Flood(b'garbage and more of it')], PROTOCOL),
    *starttls('then an alert', [Send(promise), Sleep(0.1), Send(b'\x15\x03\x03\x00\x02\x02\x28'), Stall()], PROTOCOL),
    *starttls('then an old alert', [Send(promise), Sleep(0.1), Send(b'\x15\x03\x01\x00\x02\x02\x46'), Close()], PROTOCOL),
    *starttls('then a trickle', [Send(promise), Dribble(b'\x16\x03\x03\x40\x00' + b'\x02' * 100, 0.4)], (NO_ANSWER, PROTOCOL)),
    *starttls('then half a record', [Send(promise), Sleep(0.1), Send(b'\x16\x03\x03\x00\x7a\x02\x00'), Stall()], NO_ANSWER, 'timeout'),
    *starttls('then half a record and gone', [Send(promise), Sleep(0.1), Send(b'\x16\x03\x03\x00\x7a\x02\x00'), Close()], (NO_ANSWER, PROTOCOL)),
    *starttls('then TLS data', [Send(promise), Sleep(0.1), Send(b'\x17\x03\x03\x00\x04abcd'), Stall()], PROTOCOL),
    *starttls('with text behind it', [Send(promise + INJECTED[protocol]), StartTls()], PROTOCOL),
    *starttls('with a session behind it', [Send(promise + INJECTED_SESSION[protocol]), StartTls()], PROTOCOL),
    *starttls('with text a moment later', [Send(promise), Sleep(0.05), Send(INJECTED[protocol]), StartTls()], PROTOCOL),
    *starttls('with half a line behind it', [Send(promise + b'* CAP'), StartTls()], PROTOCOL),
    *for_each((STARTTLS,), 'TLS 1.1', {}, PROTOCOL, 'encryption-unavailable', old_tls=True, **more),
    *for_each((TLS,), 'TLS 1.1', {}, PROTOCOL, ('encryption-unavailable', 'wrong-port'), old_tls=True, **more),
    *for_each((STARTTLS,), 'closes after the handshake', {word: [Send(promise), StartTls(), Close()]}, NO_ANSWER, protocol=protocol, never_signs_in=True),
    *for_each((STARTTLS,), 'an untrusted one behind an injection', {word: [Send(promise + INJECTED[protocol]), StartTls()]}, PROTOCOL,
              identity='untrusted', **more),
    *(one for identity in ('untrusted', 'self-signed', 'expired', 'future', 'wrong-name', 'client-only', 'incomplete') for one in for_each(
      (STARTTLS, TLS), 'certificate ' + identity, {}, UNTRUSTED, 'certificate', identity=identity, **more)),
  ]


ENCRYPTION = encryption(IMAP) + encryption(POP3)

# ---- sign-in ----

# RFC 5530, RFC 9051, RFC 3501, RFC 4551 and what is met: code, status.
IMAP_CODES = [
  (b'AUTHENTICATIONFAILED', PERMISSION), (b'AUTHORIZATIONFAILED', PERMISSION), (b'EXPIRED', PERMISSION), (b'PRIVACYREQUIRED', PERMISSION),
  (b'CONTACTADMIN', PERMISSION), (b'NOPERM', PERMISSION), (b'ALERT', PERMISSION), (b'CLIENTBUG', PERMISSION), (b'CANNOT', PERMISSION),
  (b'LIMIT', (PERMISSION, TEMPORARY)), (b'OVERQUOTA', PERMISSION), (b'CORRUPTION', PERMISSION), (b'SERVERBUG', (PERMISSION, TEMPORARY)),
  (b'ALREADYEXISTS', PERMISSION), (b'NONEXISTENT', PERMISSION), (b'EXPUNGEISSUED', PERMISSION), (b'PARSE', PERMISSION),
  (b'BADCHARSET (US-ASCII)', PERMISSION), (b'CAPABILITY IMAP4rev1', PERMISSION), (b'WEBALERT https://x.test/', PERMISSION),
  (b'UNKNOWN-CTE', PERMISSION), (b'X-NEW', PERMISSION), (b'REFERRAL imap://other.test/', PERMISSION), (b'', PERMISSION), (b'[', PERMISSION),
  (b'UNAVAILABLE', TEMPORARY), (b'INUSE', TEMPORARY), (b'unavailable', TEMPORARY),
]
POP3_CODES = [
  (b'AUTH', PERMISSION), (b'SYS/PERM', PERMISSION), (b'SYS', PERMISSION), (b'auth', PERMISSION), (b'X-NEW', PERMISSION), (b'', PERMISSION),
  (b'IN-USE', TEMPORARY), (b'SYS/TEMP', TEMPORARY), (b'sys/temp', TEMPORARY), (b'LOGIN-DELAY', (PERMISSION, TEMPORARY)),
]


def imap_sign_in():
  def answered(name, steps, status, classes=(), securities=None, word=None):
    """To LOGIN and to AUTHENTICATE PLAIN."""
    server = {'mechanisms': None}
    words = word or ('LOGIN', 'response')
    return [one for key in words for one in imap('%s %s' % (key, name), {key: steps}, status, classes, securities=securities,
                                                 server=server if key == 'LOGIN' else {})]

  return [
    *(one for code, status in IMAP_CODES for one in answered('NO [%s]' % code.decode(), b'{tag} NO [' + code + b'] No way', status, securities=(TLS,))),
    *(one for code, status in IMAP_CODES[:8] for one in answered('NO [%s]' % code.decode(), b'{tag} NO [' + code + b'] No', status, securities=(STARTTLS, NONE),
                                                                 word=('LOGIN',))),
    *answered('NO', b'{tag} NO', PERMISSION), *answered('no', b'{tag} no way', PERMISSION), *answered('BAD', b'{tag} BAD What', PERMISSION),
    *answered('NO and gone', [Send(b'{tag} NO Wrong password\r\n'), Close()], PERMISSION),
    *answered('NO and BYE', b'{tag} NO Wrong\r\n* BYE\r\n', PERMISSION, 'credentials'),
    *answered('BYE and NO', b'* BYE Closing\r\n{tag} NO Wrong\r\n', TEMPORARY),
    *answered('BYE and a NO with a reason', b'* BYE Closing\r\n{tag} NO [AUTHENTICATIONFAILED] Wrong\r\n', PERMISSION, 'credentials'),
    *answered('BYE and gone', [Send(b'* BYE Closing\r\n'), Close()], TEMPORARY),
    *answered('BYE and a reset', [Send(b'* BYE Closing\r\n'), Sleep(0.1), Reset()], (TEMPORARY, NO_ANSWER)),
    *answered('BYE and OK', b'* BYE Closing\r\n{tag} OK in\r\n', TEMPORARY),
    *answered('BYE and silence', [Send(b'* BYE Closing\r\n'), Stall()], (TEMPORARY, NO_ANSWER)),
    *answered('stalls', [Stall()], NO_ANSWER, 'timeout'), *answered('closes', [Close()], NO_ANSWER, 'connection-lost'),
    *answered('resets', [Reset()], NO_ANSWER, 'connection-lost'), *answered('nonsense', b'nonsense', PROTOCOL, 'protocol-fault'),
    *answered('a wrong tag', b'ZZ9 OK in', PROTOCOL, 'protocol-fault'), *answered('an old tag', b'A001 OK in', PROTOCOL, 'protocol-fault'),
    *answered('a longer tag', b'{tag}9 OK in', PROTOCOL, 'protocol-fault'),
    *answered('untagged OK only', [Send(b'* OK in\r\n'), Stall()], NO_ANSWER, 'timeout'),
    *answered('untagged OK and gone', [Send(b'* OK in\r\n'), Close()], NO_ANSWER, 'connection-lost'),
    *answered('untagged PREAUTH', [Send(b'* PREAUTH in\r\n'), Stall()], (NO_ANSWER, PROTOCOL)),
    *answered('a tagged PREAUTH', b'{tag} PREAUTH in', PROTOCOL, 'protocol-fault'),
    *answered('OKAY', b'{tag} OKAY', PROTOCOL, 'protocol-fault'), *answered('ok', b'{tag} ok in', PASSED),
    *answered('OK without a word', b'{tag} OK', PASSED), *answered('OK and capabilities', b'{tag} OK [CAPABILITY IMAP4rev1 X] in', PASSED),
    *answered('many remarks and OK', b'* NO [ALERT] Hear\r\n* 3 EXISTS\r\n* FLAGS ()\r\n{tag} OK in\r\n', PASSED),
    *answered('half a line', [Send(b'{tag} OK in'), Stall()], NO_ANSWER, 'timeout'),
    *answered('half a line and gone', [Send(b'{tag} OK in'), Close()], NO_ANSWER, 'connection-lost'),
    *answered('is endless', [Flood(line(b'* OK wait'))], PROTOCOL), *answered('an endless line', [Send(b'{tag} OK '), Flood(b'x' * KIB)], PROTOCOL),
    *answered('a line that libcurl shortens', b'{tag} OK ' + b'x' * 80 * KIB + b'\r\n', PROTOCOL, FAULT),
    *answered('a line that libcurl shortens twice', b'{tag} OK ' + b'x' * 130 * KIB + b'\r\n', PROTOCOL, FAULT),
    *answered('a long line', b'{tag} NO ' + b'x' * 65 * KIB + b'\r\n', PROTOCOL), *answered('NUL', b'{tag} NO \0', PROTOCOL),
    *answered('trickles', [Dribble(line(b'* OK wait'), 0.15, repeat=20)], NO_ANSWER, 'timeout', securities=(TLS,)),
    *answered('escapes', b'{tag} NO \x1b[2J\xe2\x80\xae<b>\xff', PERMISSION),
    *answered('OK twice', b'{tag} OK in\r\n{tag} NO out\r\n', PROTOCOL, 'protocol-fault', securities=(NONE,)),
    *answered('OK and NO inside TLS', b'{tag} OK in\r\n{tag} NO out\r\n', (PASSED, PROTOCOL), securities=(TLS,)),
    *answered('echoed', [EchoCredentials(b'* NO [ALERT] You sent ', b'{tag} NO Wrong\r\n')], PERMISSION, securities=(NONE, STARTTLS, TLS)),
    *answered('echoed in the verdict', [EchoCredentials(b'{tag} NO You sent ')], PERMISSION, 'credentials', securities=(NONE, TLS)),
    *answered('echoed as nonsense', [EchoCredentials(b'')], PROTOCOL, securities=(NONE, TLS)),
    *answered('echoed in BYE', [EchoCredentials(b'* BYE You sent '), Close()], TEMPORARY, securities=(NONE, TLS)),
    *answered('echoed in half a line', [EchoCredentials(b'* NO '), Send(b'{tag} N'), Close()], NO_ANSWER, securities=(NONE, TLS)),
  ]


def imap_exchanges():
  return [
    *imap('LOGIN met by a continuation', {'LOGIN': b'+ go on'}, PROTOCOL, 'protocol-fault', server={'mechanisms': None}),
    *imap('LOGIN met by an empty continuation', {'LOGIN': b'+\r\n'}, PROTOCOL, 'protocol-fault', server={'mechanisms': None}),
    *imap('OK before the command', {'CAPABILITY': [Send(b'* CAPABILITY IMAP4rev1\r\n{tag} OK\r\nA002 OK in\r\n'), Stall()]}, (PROTOCOL, NO_ANSWER),
          securities=(NONE, TLS)),
    *imap('OK a moment before the command', {'tls:CAPABILITY': [Send(b'* CAPABILITY IMAP4rev1\r\n{tag} OK\r\nA004 OK in\r\n'), Stall()]},
          (PROTOCOL, NO_ANSWER), securities=(STARTTLS,)),
    *(one for name, reply in (('garbage', b'+ %\xff\xfe'), ('a bare plus', b'+\r\n'), ('a plus and text', b'+ please go on'), ('two', b'+ \r\n+ \r\n'),
                              ('long', b'+ ' + b'QUFB' * 3000), ('plus without a blank', b'+AA'), ('NUL', b'+ \0'))
      for one in imap('PLAIN challenged by ' + name, {'AUTHENTICATE': [Send(line(reply)), Stall()]}, (NO_ANSWER, PROTOCOL, PERMISSION))),
    *imap('PLAIN asks for ever', {'response': [Send(b'+ \r\n'), Repeat([Expect(b''), Send(b'+ \r\n')])]}, PROTOCOL, FAULT),
    *imap('AUTHENTICATE NO', {'AUTHENTICATE': b'{tag} NO [AUTHENTICATIONFAILED] No'}, PERMISSION),
    *imap('AUTHENTICATE OK at once', {'AUTHENTICATE': b'{tag} OK in'}, (PROTOCOL, PERMISSION)),
    *(one for name in (b'LOGIN', b'CRAM-MD5', b'LOGIN CRAM-MD5', b'PLAIN GSSAPI') for one in imap(
      'mechanisms %s' % name.decode(), {}, PASSED, server={'mechanisms': name, 'extensions': (b'LOGINDISABLED',)})),
    *(one for name in (b'X-FOO', b'GSSAPI', b'EXTERNAL', b'XOAUTH2', b'OAUTHBEARER', b'SCRAM-SHA-256-PLUS', b'ANONYMOUS') for one in imap(
      'mechanism %s only' % name.decode(), {}, PERMISSION, securities=(TLS, NONE), server={'mechanisms': name, 'extensions': (b'LOGINDISABLED',)})),
    # Kerberos goes before all others, and there is no ticket.
    *(one for name in (b'GSSAPI', b'GSSAPI X-FOO') for one in imap('mechanisms %s with an initial response' % name.decode(), {}, PERMISSION, 'sign-in-method',
                                                                  server={'mechanisms': name, 'extensions': (b'LOGINDISABLED', b'SASL-IR')})),
    *imap('mechanisms GSSAPI CRAM-MD5', {}, PASSED, server={'mechanisms': b'GSSAPI CRAM-MD5', 'extensions': (b'LOGINDISABLED', b'SASL-IR')},
          securities=SECURITIES),
    *(one for name in (b'DIGEST-MD5', b'NTLM', b'SCRAM-SHA-1', b'SCRAM-SHA-256') for one in imap(
      'mechanism %s refused' % name.decode(), {'AUTHENTICATE': b'{tag} NO [AUTHENTICATIONFAILED] No'}, PERMISSION,
      server={'mechanisms': name, 'extensions': (b'LOGINDISABLED',)})),
    *(one for name in (b'DIGEST-MD5', b'NTLM', b'CRAM-MD5', b'LOGIN', b'PLAIN', b'SCRAM-SHA-256') for challenge in (b'+ ', b'+ %%%', b'+ AAAA', b'+')
      for one in imap('mechanism %s challenged by %s' % (name.decode(), challenge.decode()), {'AUTHENTICATE': [Send(line(challenge)), Expect(b''),
                                                                                                             Send(b'{tag} NO No\r\n')]},
                      (PERMISSION, PROTOCOL), server={'mechanisms': name, 'extensions': (b'LOGINDISABLED',)}, securities=(TLS, NONE))),
    *(one for name in (b'CRAM-MD5', b'DIGEST-MD5') for one in imap(
      'unreadable challenge of %s' % name.decode(), {'AUTHENTICATE': [Send(b'+ %%%\r\n'), Expect(b'*'), Send(b'{tag} BAD Cancelled\r\n')]}, PROTOCOL, FAULT,
      server={'mechanisms': name, 'extensions': (b'LOGINDISABLED',)})),
    *imap('unknown mechanisms beside LOGIN', {}, PASSED, server={'mechanisms': b'X-FOO GSSAPI'}),
    *imap('SASL-IR', {}, PASSED, server={'extensions': (b'SASL-IR',)}),
    *(one for word in ('LOGOUT',) for steps in ([Stall()], [Close()], [Reset()], [Flood(line(b'* BYE'))], b'nonsense') for one in imap(
      'LOGOUT met by %s' % steps, {word: steps}, PASSED)),
  ]


def pop3_sign_in():
  user_only = {'mechanisms': None, 'extensions': (b'USER',)}

  def answered(name, steps, status, classes=(), securities=None, words=('USER', 'PASS', 'response')):
    return [one for key in words for one in pop3('%s %s' % (key, name), {key: steps}, status, classes, securities=securities,
                                                 server={} if key == 'response' else user_only)]

  verdict = ('PASS', 'response')
  return [
    *(one for code, status in POP3_CODES for one in answered('-ERR [%s]' % code.decode(), b'-ERR [' + code + b'] No way', status)),
    *answered('-ERR', b'-ERR', PERMISSION), *answered('-err', b'-err no', PERMISSION),
    *answered('-ERR and gone', [Send(b'-ERR Wrong password\r\n'), Close()], PERMISSION),
    *answered('stalls', [Stall()], NO_ANSWER, 'timeout'), *answered('closes', [Close()], NO_ANSWER, 'connection-lost'),
    *answered('resets', [Reset()], NO_ANSWER, 'connection-lost'), *answered('nonsense', b'nonsense', PROTOCOL, 'protocol-fault'),
    *answered('+OK and gone', [Send(b'+OK\r\n'), Close()], NO_ANSWER, words=('USER',)),
    *answered('+OKAY', b'+OKAY', PROTOCOL, 'protocol-fault'), *answered('OK', b'OK', PROTOCOL, 'protocol-fault'),
    *answered('* OK', b'* OK', PROTOCOL, 'protocol-fault'), *answered('250', b'250 Ok', PROTOCOL, 'protocol-fault'),
    *answered('+OK without a word', b'+OK', PASSED), *answered('+ok', b'+ok in', (PASSED, PROTOCOL)),
    *answered('+OK twice', b'+OK in\r\n+OK in\r\n', PROTOCOL, 'protocol-fault', securities=(NONE,)),
    *answered('+OK twice', b'+OK in\r\n+OK in\r\n', (PASSED, PROTOCOL), securities=(TLS,)),
    *answered('+OK and -ERR', b'+OK in\r\n-ERR out\r\n', PROTOCOL, 'protocol-fault', securities=(NONE,)),
    *answered('+OK and -ERR', b'+OK in\r\n-ERR out\r\n', (PASSED, PROTOCOL), securities=(TLS,), words=verdict),
    *answered('+OK and -ERR', b'+OK in\r\n-ERR out\r\n', (PROTOCOL, NO_ANSWER), securities=(TLS,), words=('USER',)),
    *answered('half a line', [Send(b'+OK in'), Stall()], NO_ANSWER, 'timeout'),
    *answered('half a line and gone', [Send(b'+OK in'), Close()], NO_ANSWER, 'connection-lost'),
    *answered('is endless', [Flood(line(b'+OK'))], PROTOCOL, words=('USER',)),
    *answered('an endless line', [Send(b'-ERR '), Flood(b'x' * KIB)], PROTOCOL), *answered('NUL', b'-ERR \0', PROTOCOL),
    *answered('a line that libcurl shortens', b'+OK ' + b'x' * 80 * KIB + b'\r\n', PROTOCOL, FAULT, securities=(NONE, TLS)),
    *answered('a long line', b'-ERR ' + b'x' * 65 * KIB + b'\r\n', PROTOCOL),
    *answered('trickles', [Dribble(b'-ERR and on it goes ', 0.3, repeat=20)], NO_ANSWER, 'timeout', securities=(TLS,)),
    *answered('escapes', b'-ERR \x1b[2J\xe2\x80\xae<b>\xff', PERMISSION),
    *answered('met by a continuation', b'+ go on', PROTOCOL, 'protocol-fault', words=('USER', 'PASS')),
    *answered('met by a plus', b'+', PROTOCOL, 'protocol-fault', words=('USER', 'PASS')),
    *answered('echoed', [EchoCredentials(b'-ERR You sent ')], PERMISSION, 'credentials', words=verdict, securities=(NONE, STARTTLS, TLS)),
    *answered('echoed as nonsense', [EchoCredentials(b'')], PROTOCOL, words=verdict),
    *answered('echoed in half a line', [EchoCredentials(b''), Close()], (PROTOCOL, NO_ANSWER), words=verdict),
    *pop3('+OK before the command', {'CAPA': [Send(b'+OK\r\nUSER\r\n.\r\n+OK\r\n+OK in\r\n'), Stall()]}, (PROTOCOL, NO_ANSWER),
          securities=(NONE, TLS)),
    *pop3('+OK a moment before the command', {'tls:CAPA': [Send(b'+OK\r\nUSER\r\n.\r\n+OK\r\n+OK in\r\n'), Stall()]}, (PROTOCOL, NO_ANSWER),
          securities=(STARTTLS,)),
    *(one for name, reply in (('garbage', b'+ %\xff\xfe'), ('a bare plus', b'+\r\n'), ('a plus and text', b'+ please go on'), ('two', b'+ \r\n+ \r\n'),
                              ('long', b'+ ' + b'QUFB' * 3000), ('plus without a blank', b'+AA'), ('NUL', b'+ \0'))
      for one in pop3('PLAIN challenged by ' + name, {'AUTH': [Send(line(reply)), Stall()]}, (NO_ANSWER, PROTOCOL, PERMISSION))),
    *pop3('AUTH asks for ever', {'AUTH': [Send(b'+ \r\n'), Repeat([Expect(b''), Send(b'+ \r\n')])]}, PROTOCOL, FAULT),
    *(one for name in (b'CRAM-MD5', b'DIGEST-MD5', b'NTLM') for one in pop3(
      'unreadable challenge of %s' % name.decode(), {'AUTH': [Send(b'+ %%%\r\n'), Expect(b'*'), Send(b'-ERR Cancelled\r\n')]}, PROTOCOL, FAULT,
      server={'mechanisms': name})),
    *pop3('AUTH -ERR', {'AUTH': b'-ERR [AUTH] No'}, PERMISSION),
    *(one for name in (b'PLAIN', b'LOGIN', b'CRAM-MD5', b'LOGIN CRAM-MD5') for one in pop3(
      'mechanisms %s' % name.decode(), {}, PASSED, server={'mechanisms': name})),
    *(one for name in (b'X-FOO', b'GSSAPI', b'EXTERNAL', b'XOAUTH2', b'OAUTHBEARER', b'SCRAM-SHA-256-PLUS') for one in pop3(
      'mechanism %s only' % name.decode(), {}, PERMISSION, 'sign-in-method', securities=(TLS, NONE), server={'mechanisms': name})),
    *pop3('mechanisms GSSAPI CRAM-MD5', {}, PASSED, server={'mechanisms': b'GSSAPI CRAM-MD5'}, securities=SECURITIES),
    *(one for name in (b'DIGEST-MD5', b'NTLM', b'SCRAM-SHA-1', b'SCRAM-SHA-256') for one in pop3(
      'mechanism %s refused' % name.decode(), {'AUTH': b'-ERR [AUTH] No'}, PERMISSION, server={'mechanisms': name})),
    *(one for name in (b'DIGEST-MD5', b'NTLM', b'CRAM-MD5', b'LOGIN', b'PLAIN', b'SCRAM-SHA-256') for challenge in (b'+ ', b'+ %%%', b'+ AAAA', b'+')
      for one in pop3('mechanism %s challenged by %s' % (name.decode(), challenge.decode()), {'AUTH': [Send(line(challenge)), Expect(b''),
                                                                                                     Send(b'-ERR No\r\n')]},
                      (PERMISSION, PROTOCOL), server={'mechanisms': name}, securities=(TLS, NONE))),
    *pop3('APOP', {'greeting': b'+OK ready <1896.697170952@hostile.test>'}, PASSED, server={'mechanisms': None, 'extensions': ()},
          securities=SECURITIES),
    *pop3('APOP refused', {'greeting': b'+OK ready <1896.697170952@hostile.test>', 'APOP': b'-ERR No'}, PERMISSION, securities=(NONE,),
          server=user_only),
    *pop3('APOP with an odd stamp', {'greeting': b'+OK ready <@>', 'APOP': b'-ERR No'}, (PERMISSION, PASSED), server=user_only),
    *pop3('APOP with half a stamp', {'greeting': b'+OK ready <1896.697'}, PASSED, server=user_only),
    *pop3('APOP with a long stamp', {'greeting': b'+OK ready <' + b'x' * 5000 + b'@x>', 'APOP': b'-ERR No'}, (PERMISSION, PASSED), server=user_only),
    *(one for steps in ([Stall()], [Close()], [Reset()], [Flood(line(b'+OK'))], b'nonsense') for one in pop3(
      'QUIT met by %s' % steps, {'QUIT': steps}, PASSED)),
  ]


SIGN_IN = imap_sign_in() + imap_exchanges() + pop3_sign_in()

# ---- user names and passwords ----

ODD_WORDS = ['with space', 'qu"ote', 'back\\slash', 'back\\\\"both', '{5}', '{5+}', 'ünïcode-ключ-鍵', '%s%n%d', ' leading-and-trailing ', '*', '"', '\\', 'a' * 240,
             '(paren)', ']bracket[', "apostrophe'", 'tab\tin', 'semi;colon=AUTH=*', 'percent%41', '@at@at', 'colon:in', '<html>&amp;', 'x' * 250 + '"', 'NIL',
             '\u202eoverride', 'emoji\U0001f511key', '=?utf-8?q?x?=', '.', '..', '~']
MECHANISMS = ((IMAP, None, ()), (IMAP, b'PLAIN', (b'LOGINDISABLED',)), (IMAP, b'LOGIN', (b'LOGINDISABLED',)), (IMAP, b'CRAM-MD5', (b'LOGINDISABLED',)),
              (POP3, None, (b'USER',)), (POP3, b'PLAIN', ()), (POP3, b'LOGIN', ()), (POP3, b'CRAM-MD5', ()))


def credentials():
  for number, word in enumerate(ODD_WORDS):
    for index, (protocol, mechanism, extensions) in enumerate(MECHANISMS):
      if index not in (0, 4) and (index + number) % 3:
        continue
      control = '\t' in word
      yield case('password %r by %s' % (word[:30], mechanism or 'LOGIN or USER'), protocol, SECURITIES[number % 3], {}, SETTINGS if control else PASSED,
                 server={'mechanisms': mechanism, 'extensions': extensions}, password='Pw-' + word + '-7')
      if word.strip() == word and not control and word != '\u202eoverride':
        yield case('user %r by %s' % (word[:30], mechanism or 'LOGIN or USER'), protocol, SECURITIES[(number + 1) % 3], {}, PASSED,
                   server={'mechanisms': mechanism, 'extensions': extensions}, user='u' + word + 'u')
  for protocol in (IMAP, POP3):
    for word in ('one\r\ntwo', 'one\ntwo', 'one\rtwo', '\x1b[31m', '\x7fdel', 'x\r\nA9 LOGOUT'):
      yield case('password %r' % word, protocol, TLS, {}, SETTINGS, 'settings', password='Pw-' + word + '-7', never_signs_in=True)


CREDENTIALS = list(credentials())

CASES = [*GREETING, *CAPABILITIES, *ENCRYPTION, *SIGN_IN, *CREDENTIALS]
