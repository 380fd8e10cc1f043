# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server may do to us, and which exit status of the contract answers it. test_hostile.py runs them."""

from dataclasses import dataclass, field

from contract import (NO_ANSWER, PASSED, PERMISSION, PROTOCOL, RECIPIENT, REFUSED, TEMPORARY, UNCERTAIN)
from fakes.hostile_server import (ByWord, Close, Dribble, EchoCredentials, Expect, Flood, ReadMessage, Repeat, Reset, Send, Sleep, StartTls,
                                  Stall)

PLAIN, SIGNED, STARTTLS, TLS = 'plain', 'signed', 'starttls', 'tls'
KIB, MIB = 1024, 1024 * 1024


@dataclass
class Case:
  name: str
  account: str                 # how the account is set up
  script: dict                 # the server's replies
  status: tuple                # the exit statuses that the contract allows
  classes: tuple = ()          # empty: any but unknown
  server: dict = field(default_factory=dict)
  to: tuple = ('bo@elsewhere.test',)
  user: str = 'ana'
  attach: int = 0              # bytes of an attachment
  timeout: int = 2
  no_command: tuple = ()       # the server must not have got a line that begins so
  delivered: bool = None       # None: as the status says


def case(name, account, script, status, classes=(), **more):
  statuses = status if isinstance(status, tuple) else (status,)
  return Case(name, account, script, statuses, (classes,) if isinstance(classes, str) else classes, **more)


def line(text):
  return text + b'\r\n'


GREETING = [
  case('greeting 421', PLAIN, {'greeting': line(b'421 4.3.2 Shutting down')}, TEMPORARY),
  case('greeting 554', PLAIN, {'greeting': line(b'554 5.7.1 Your address is blocked')}, PERMISSION),
  case('greeting 554, encryption wanted', STARTTLS, {'greeting': line(b'554 No service for you')}, PERMISSION),
  case('closed before the greeting', PLAIN, {'greeting': [Close()]}, NO_ANSWER, 'connection-lost'),
  # The reset may come before connect() has returned.
  case('reset before the greeting', PLAIN, {'greeting': [Reset()]}, NO_ANSWER, ('connection-lost', 'connection-refused')),
  case('closed amid the greeting', PLAIN, {'greeting': [Send(b'220 hos'), Close()]}, NO_ANSWER, 'connection-lost'),
  case('reset where TLS is wanted', TLS, {'greeting': [Reset()]}, NO_ANSWER, ('connection-lost', 'connection-refused')),
  case('no greeting', PLAIN, {'greeting': [Stall()]}, NO_ANSWER, ('timeout', 'wrong-port')),
  case('greeting never ends its line', PLAIN, {'greeting': [Send(b'220 hello'), Stall()]}, NO_ANSWER, 'timeout'),
  case('greeting dribbles', PLAIN, {'greeting': [Dribble(b'220-x\r\n', 0.4, repeat=60)]}, NO_ANSWER, 'timeout', timeout=1),
  case('greeting is endless', PLAIN, {'greeting': [Flood(line(b'220-and more'))]}, PROTOCOL, 'protocol-fault'),
  case('greeting of one endless line', PLAIN, {'greeting': [Send(b'220 '), Flood(b'x' * KIB)]}, PROTOCOL, 'protocol-fault'),
  case('greeting line of 65 KiB', PLAIN, {'greeting': [Send(line(b'220 ' + b'x' * 65 * KIB))]}, PROTOCOL),
  case('greeting is prose', PLAIN, {'greeting': line(b'Welcome to our server')}, PROTOCOL),
  case('greeting is HTTP', PLAIN, {'greeting': line(b'HTTP/1.1 400 Bad Request')}, PROTOCOL, ('wrong-port', 'protocol-fault')),
  case('greeting is IMAP', PLAIN, {'greeting': line(b'* OK IMAP4rev1 ready')}, PROTOCOL, ('wrong-port', 'protocol-fault')),
  case('greeting is POP3', PLAIN, {'greeting': line(b'+OK ready')}, PROTOCOL, ('wrong-port', 'protocol-fault')),
  case('greeting is SSH', PLAIN, {'greeting': line(b'SSH-2.0-OpenSSH_9.2')}, PROTOCOL, ('wrong-port', 'protocol-fault')),
  case('greeting is a TLS alert', PLAIN, {'greeting': [Send(b'\x15\x03\x03\x00\x02\x02\x46'), Close()]}, (PROTOCOL, NO_ANSWER)),
  case('greeting of zeros', PLAIN, {'greeting': [Send(b'\0' * 5000 + b'\r\n')]}, PROTOCOL),
  case('greeting without text', PLAIN, {'greeting': line(b'220')}, PASSED),
  case('greeting of many lines', PLAIN, {'greeting': b''.join(line(b'220-line %d' % n) for n in range(500)) + line(b'220 done')}, PASSED),
  case('greeting with two codes', PLAIN, {'greeting': line(b'220-yes') + line(b'554 no')}, PROTOCOL),
  case('greeting 354', PLAIN, {'greeting': line(b'354 Go ahead')}, PROTOCOL),
  case('greeting 999', PLAIN, {'greeting': line(b'999 What')}, PROTOCOL),
  case('greeting 100', PLAIN, {'greeting': line(b'100 Wait')}, PROTOCOL),
  case('whole session in advance', PLAIN,
       {'greeting': [Send(line(b'220 hi') + line(b'250 ok') * 3 + line(b'354 go') + line(b'250 taken') + line(b'221 bye')), Stall()]},
       (PROTOCOL, NO_ANSWER), delivered=False),
]

EHLO = [
  case('EHLO unknown, HELO known', PLAIN, {'EHLO': line(b'502 5.5.1 Not implemented')}, (PASSED, PERMISSION)),
  case('EHLO unknown, encryption wanted', STARTTLS, {'EHLO': line(b'502 5.5.1 Not implemented')}, PROTOCOL, 'encryption-unavailable',
       no_command=(b'AUTH', b'MAIL')),
  case('EHLO and HELO refused', PLAIN, {'EHLO': line(b'550 5.7.1 Go away'), 'HELO': line(b'550 5.7.1 Go away')}, PERMISSION),
  *(case('EHLO and HELO unknown: HELO %s' % reply.decode(), PLAIN, {'EHLO': line(b'502 5.5.1 No'), 'HELO': line(reply)}, PERMISSION)
    for reply in (b'500 What', b'502 5.5.1 No', b'554 No')),
  case('EHLO refused, encryption wanted', STARTTLS, {'EHLO': line(b'554 5.7.1 You are blocked'), 'HELO': line(b'554 5.7.1 You are blocked')},
       PERMISSION, no_command=(b'AUTH', b'MAIL')),
  case('EHLO 421', PLAIN, {'EHLO': [Send(line(b'421 4.7.0 Too many')), Close()], 'HELO': line(b'421 4.7.0 Too many')}, TEMPORARY),
  case('EHLO closes', PLAIN, {'EHLO': [Close()]}, NO_ANSWER, 'connection-lost'),
  case('EHLO stalls', PLAIN, {'EHLO': [Stall()]}, NO_ANSWER, 'timeout'),
  case('EHLO dribbles', PLAIN, {'EHLO': [Dribble(line(b'250-x'), 0.4, repeat=60)]}, NO_ANSWER, 'timeout', timeout=1),
  case('EHLO is endless', PLAIN, {'EHLO': [Flood(line(b'250-EXTENSION'))]}, PROTOCOL, 'protocol-fault'),
  case('EHLO of one endless line', PLAIN, {'EHLO': [Send(b'250-'), Flood(b'y' * KIB)]}, PROTOCOL, 'protocol-fault'),
  case('EHLO with two codes', PLAIN, {'EHLO': line(b'250-hostile.test') + line(b'550 no')}, (PROTOCOL, PERMISSION)),
  case('EHLO is garbage', PLAIN, {'EHLO': line(b'\xff\xfe\x00what')}, PROTOCOL),
  case('EHLO with control characters', PLAIN,
       {'EHLO': line(b'250-hostile.test') + line(b'250-\x1b[2J\x07X-\xe2\x80\xae<b>') + line(b'250 8BITMIME')}, PASSED),
  case('EHLO 354', PLAIN, {'EHLO': line(b'354 Go')}, PROTOCOL),
]

ENCRYPTION = [
  case('STARTTLS not offered', STARTTLS, {}, PROTOCOL, 'encryption-unavailable', server={'context': None}, no_command=(b'AUTH', b'MAIL')),
  case('STARTTLS stripped by dashes', STARTTLS, {'EHLO': line(b'250-hostile.test') + line(b'250-XXXXXXXX') + line(b'250 AUTH PLAIN')}, PROTOCOL,
       'encryption-unavailable', no_command=(b'AUTH', b'MAIL')),
  *(case('STARTTLS %s' % reply.decode(), STARTTLS, {'STARTTLS': line(reply)}, status, no_command=(b'AUTH', b'MAIL')) for reply, status in (
    (b'454 4.7.0 TLS not available', TEMPORARY), (b'421 4.3.0 Later', TEMPORARY), (b'554 5.7.3 No', PROTOCOL), (b'502 5.5.1 Unknown', PROTOCOL),
    (b'501 5.5.4 Syntax', PROTOCOL), (b'530 5.7.0 Sign in first', PROTOCOL), (b'250 Ok', PROTOCOL), (b'999 Odd', PROTOCOL))),
  case('STARTTLS 454 and goodbye', STARTTLS, {'STARTTLS': line(b'454 4.7.0 Later') + line(b'421 4.7.0 Bye')}, TEMPORARY, no_command=(b'AUTH', b'MAIL')),
  *(case('handshake declined by an alert of version %d' % version, STARTTLS, {'STARTTLS': [
      Send(line(b'220 go')), Sleep(0.2), Send(b'\x15\x03' + bytes([version]) + b'\x00\x02\x02\x46'), Close()]}, PROTOCOL, 'encryption-unavailable')
    for version in (1, 3)),
  case('STARTTLS closes', STARTTLS, {'STARTTLS': [Close()]}, NO_ANSWER, no_command=(b'AUTH',)),
  case('STARTTLS stalls', STARTTLS, {'STARTTLS': [Stall()]}, NO_ANSWER, 'timeout', no_command=(b'AUTH',)),
  case('handshake answered by text', STARTTLS, {'STARTTLS': [Send(line(b'220 go')), Sleep(0.2), Send(line(b'250 not TLS')), Stall()]}, PROTOCOL,
       no_command=(b'AUTH',)),
  case('handshake closes', STARTTLS, {'STARTTLS': [Send(line(b'220 go')), Sleep(0.2), Close()]}, (NO_ANSWER, PROTOCOL), no_command=(b'AUTH',)),
  case('handshake stalls', STARTTLS, {'STARTTLS': [Send(line(b'220 go')), Stall()]}, NO_ANSWER, 'timeout', no_command=(b'AUTH',)),
  case('handshake dribbles', STARTTLS,
       {'STARTTLS': [Send(line(b'220 go')), Dribble(b'\x16\x03\x03\x40\x00' + b'\x02' * 100, 0.4)]}, (NO_ANSWER, PROTOCOL), timeout=1,
       no_command=(b'AUTH',)),
  case('text injected behind 220', STARTTLS,
       {'STARTTLS': [Send(line(b'220 go') + line(b'250-hostile.test') + line(b'250 AUTH PLAIN') + line(b'235 welcome')), StartTls()],
        'tls:AUTH': line(b'535 5.7.8 No')}, (PROTOCOL, PERMISSION)),
  case('sign-in vanishes inside TLS', STARTTLS, {'tls:EHLO': line(b'250 hostile.test')}, PERMISSION, ('sign-in-method', 'sign-in-required'),
       no_command=(b'AUTH', b'MAIL')),
  case('EHLO refused inside TLS', STARTTLS, {'tls:EHLO': line(b'550 5.7.1 No'), 'tls:HELO': line(b'550 5.7.1 No')}, PERMISSION,
       no_command=(b'AUTH', b'MAIL')),
  case('STARTTLS works', STARTTLS, {}, PASSED),
  case('TLS from the first byte works', TLS, {}, PASSED, server={'implicit_tls': True}),
  case('plain text where TLS is wanted', TLS, {}, PROTOCOL, ('wrong-port', 'encryption-unavailable')),
  case('TLS where plain text is wanted', PLAIN, {}, (NO_ANSWER, PROTOCOL), ('wrong-port', 'timeout'), server={'implicit_tls': True}),
  case('TLS where STARTTLS is wanted', STARTTLS, {}, (NO_ANSWER, PROTOCOL), ('wrong-port', 'timeout'), server={'implicit_tls': True}),
  case('silence where TLS is wanted', TLS, {'greeting': [Stall()]}, NO_ANSWER, ('timeout', 'wrong-port')),
  case('closes where TLS is wanted', TLS, {'greeting': [Close()]}, (NO_ANSWER, PROTOCOL)),
]

SIGN_IN = [
  *(case('AUTH %s' % reply.decode(), SIGNED, {'AUTH': line(reply)}, status, classes, no_command=(b'MAIL',)) for reply, status, classes in (
    (b'535 5.7.8 Wrong password', PERMISSION, 'credentials'), (b'534 5.7.9 Application-specific password required', PERMISSION, 'sign-in-policy'),
    (b'454 4.7.0 Temporary authentication failure', TEMPORARY, ()), (b'432 4.7.12 Transition needed', TEMPORARY, ()),
    (b'421 4.7.0 Too many', TEMPORARY, ()), (b'530 5.7.0 Must issue a STARTTLS command first', PERMISSION, 'encryption-required'),
    (b'538 5.7.11 Encryption required', PERMISSION, 'encryption-required'), (b'504 5.5.4 Unknown mechanism', PERMISSION, ()),
    (b'550 5.7.1 Account disabled', PERMISSION, ()), (b'250 2.0.0 Sure', (PROTOCOL, PERMISSION), ()), (b'nonsense', PROTOCOL, ()),
    (b'999 nonsense', PROTOCOL, ()))),
  case('AUTH 535 and goodbye', SIGNED, {'AUTH': line(b'535 5.7.8 Wrong password') + line(b'421 4.7.0 Bye')}, PERMISSION, 'credentials'),
  case('AUTH 334 in the place of a verdict', SIGNED, {'AUTH': line(b'334 ')}, PROTOCOL, 'protocol-fault', server={'mechanisms': b'PLAIN'}),
  case('AUTH challenge is unreadable', SIGNED, {'AUTH': [Send(line(b'334 %%%')), Expect(b'*'), Send(line(b'501 5.7.0 Cancelled'))]}, PROTOCOL, 'protocol-fault',
       server={'mechanisms': b'CRAM-MD5'}),
  # Kerberos goes before all others where the user has a domain, and there is no ticket.
  case('GSSAPI only', SIGNED, {}, PERMISSION, 'sign-in-method', server={'mechanisms': b'GSSAPI'}, user='ana@lab.test', no_command=(b'AUTH', b'MAIL')),
  case('GSSAPI and NTLM', STARTTLS, {'AUTH': line(b'535 5.7.8 No')}, PERMISSION, 'credentials', server={'mechanisms': b'GSSAPI NTLM'}, user='ana@lab.test'),
  case('sign-in not offered', SIGNED, {}, PERMISSION, ('sign-in-method', 'sign-in-required'), server={'mechanisms': None},
       no_command=(b'AUTH', b'MAIL')),
  case('no mechanism in common', SIGNED, {}, PERMISSION, 'sign-in-method', server={'mechanisms': b'GSSAPI SCRAM-SHA-512-PLUS'},
       no_command=(b'AUTH', b'MAIL')),
  case('AUTH stalls', SIGNED, {'AUTH': [Stall()]}, NO_ANSWER, 'timeout', no_command=(b'MAIL',)),
  case('AUTH closes', SIGNED, {'AUTH': [Close()]}, NO_ANSWER, 'connection-lost', no_command=(b'MAIL',)),
  case('AUTH asks for ever', SIGNED, {'AUTH': [Send(line(b'334 VXNlcm5hbWU6')), Repeat([Expect(b''), Send(line(b'334 VXNlcm5hbWU6'))])]},
       (PROTOCOL, PERMISSION, NO_ANSWER), no_command=(b'MAIL',), server={'mechanisms': b'LOGIN'}),
  # It asks for the name, whatever was given with the command; some would refuse that (RFC 4954 section 4).
  *(case('LOGIN only, ' + account, account, {}, PASSED, server={'mechanisms': b'LOGIN'}, no_command=(b'AUTH LOGIN ',)) for account in (SIGNED, STARTTLS)),
  case('AUTH with a bad challenge', SIGNED, {'AUTH': line(b'334 ***')}, (PROTOCOL, PERMISSION, NO_ANSWER), no_command=(b'MAIL',)),
  case('AUTH answered by a line that libcurl shortens', TLS, {'AUTH': line(b'235 ' + b'x' * 80 * KIB)}, PROTOCOL, 'protocol-fault',
       server={'implicit_tls': True}, no_command=(b'MAIL',)),
  case('AUTH is endless', SIGNED, {'AUTH': [Flood(line(b'235-welcome'))]}, PROTOCOL, no_command=(b'MAIL',)),
  case('the password comes back', SIGNED, {'AUTH': [EchoCredentials()]}, PERMISSION, 'credentials', server={'mechanisms': b'PLAIN'}),
]

ENVELOPE = [
  *(case('MAIL %s' % reply.decode(), PLAIN, {'MAIL': line(reply)}, status, classes) for reply, status, classes in (
    (b'530 5.7.0 Authentication required', PERMISSION, 'sign-in-required'),
    (b'530 5.7.0 Must issue a STARTTLS command first', PERMISSION, 'encryption-required'),
    (b'553 5.7.1 Sender not owned', REFUSED, 'sender-refused'),
    (b'550 5.1.8 Sender unknown', REFUSED, 'sender-refused'), (b'552 5.3.4 Too big', REFUSED, 'message-too-big'), (b'451 4.3.0 Later', TEMPORARY, ()),
    (b'421 4.3.2 Closing', TEMPORARY, ()), (b'452 4.3.1 Disk full', TEMPORARY, ()), (b'354 Go', PROTOCOL, ()), (b'220 Hello', (PASSED, PROTOCOL), ()),
    (b'nonsense', PROTOCOL, 'protocol-fault'))),
  case('everything refused till STARTTLS', PLAIN,
       {word: line(b'530 5.7.0 Must issue a STARTTLS command first') for word in ('MAIL', 'RCPT', 'DATA', 'RSET')},
       PERMISSION, 'encryption-required'),
  case('MAIL refused and then gone', PLAIN, {'MAIL': [Send(line(b'550 5.7.1 Sender refused')), Close()]}, REFUSED, 'sender-refused'),
  case('RCPT refused and then gone', PLAIN, {'RCPT': [Send(line(b'550 5.1.1 No such user')), Close()]}, RECIPIENT, 'recipient-unknown'),
  case('RCPT refused and then silence', PLAIN, {'RCPT': line(b'550 5.1.1 No such user'), 'RSET': [Stall()], 'QUIT': [Stall()]}, RECIPIENT, 'recipient-unknown'),
  case('RCPT refused and then nonsense', PLAIN, {'RCPT': line(b'550 5.1.1 No such user'), 'RSET': line(b'what'), 'QUIT': line(b'what')}, RECIPIENT,
       'recipient-unknown'),
  case('MAIL closes', PLAIN, {'MAIL': [Close()]}, NO_ANSWER, 'connection-lost'),
  case('MAIL resets', PLAIN, {'MAIL': [Reset()]}, NO_ANSWER, 'connection-lost'),
  case('MAIL stalls', PLAIN, {'MAIL': [Stall()]}, NO_ANSWER, 'timeout'),
  case('MAIL with two codes', PLAIN, {'MAIL': line(b'250-yes') + line(b'550 no')}, PROTOCOL),
  case('SIZE too small', PLAIN, {}, REFUSED, 'message-too-big', server={'extensions': (b'SIZE 100',)}, no_command=(b'DATA',)),
  *(case('RCPT %s' % reply.decode(errors='replace')[:60], PLAIN, {'RCPT': line(reply)}, status, classes) for reply, status, classes in (
    (b'550 5.7.1 Relaying denied. Proper authentication required.', PERMISSION, 'sign-in-required'),
    (b'554 5.7.1 <bo@elsewhere.test>: Relay access denied', PERMISSION, 'sign-in-required'),
    (b'550 5.1.1 No such user', RECIPIENT, 'recipient-unknown'), (b'550 no such user here', RECIPIENT, 'recipient-unknown'),
    (b'552 5.2.2 Mailbox full', RECIPIENT, 'mailbox-full'), (b'452 4.2.2 Mailbox full', TEMPORARY, 'mailbox-full'),
    (b'450 4.2.0 Greylisted, try again', TEMPORARY, 'rate-limited'), (b'421 4.7.0 Closing', TEMPORARY, ()), (b'553 5.1.3 Bad address', RECIPIENT, ()),
    (b'251 2.1.5 Will forward', PASSED, ()), (b'252 2.1.5 Cannot verify', PASSED, ()), (b'354 Go', PROTOCOL, ()), (b'55', PROTOCOL, ()),
    (b'550', RECIPIENT, ()), (b'550 5.1.1 \x1b[31m\xe2\x80\xae<b>\xff\xfe&amp;', RECIPIENT, ()), (b'550 \0 NUL', (RECIPIENT, PROTOCOL), ()))),
  case('RCPT of a thousand lines', PLAIN, {'RCPT': line(b'550-5.1.1 No such user') * 1000 + line(b'550 5.1.1 No such user')}, RECIPIENT),
  case('RCPT is endless', PLAIN, {'RCPT': [Flood(line(b'550-5.1.1 No'))]}, PROTOCOL),
  case('RCPT never ends its reply', PLAIN, {'RCPT': [Send(line(b'550-5.1.1 No')), Stall()]}, NO_ANSWER, 'timeout'),
  case('one of two recipients refused', PLAIN, {'RCPT': [ByWord({b'bea': line(b'550 5.1.1 No such user'), b'': line(b'250 2.1.5 Ok')})]}, RECIPIENT,
       to=('bo@elsewhere.test', 'bea@elsewhere.test', 'bert@elsewhere.test'), delivered=False),
  *(case('%s of two recipients for want of a sign-in' % which, PLAIN,
         {'RCPT': [ByWord({word: line(b'550 5.7.1 Relaying denied'), b'': line(b'550 5.1.1 No such user')})]},
         PERMISSION, 'sign-in-required', to=('bo@elsewhere.test', 'bea@elsewhere.test')) for which, word in (('the first', b'bo@'), ('the second', b'bea'))),
  case('one of two recipients later', PLAIN, {'RCPT': [ByWord({b'bea': line(b'450 4.2.0 Later'), b'': line(b'250 2.1.5 Ok')})]}, TEMPORARY,
       to=('bo@elsewhere.test', 'bea@elsewhere.test'), delivered=False),
  case('a reply in advance of RCPT', PLAIN, {'MAIL': [Send(line(b'250 ok') + line(b'250 early'))], 'RCPT': line(b'550 5.1.1 No such user')},
       (RECIPIENT, PROTOCOL), server={'extensions': (b'8BITMIME',)}, delivered=False),
]

CONTENT = [
  case('DATA 554', PLAIN, {'DATA': line(b'554 5.7.1 No valid recipients')}, REFUSED),
  case('DATA 451', PLAIN, {'DATA': line(b'451 4.3.0 Later')}, TEMPORARY),
  case('DATA 250', PLAIN, {'DATA': line(b'250 Ok')}, PROTOCOL),
  case('DATA closes', PLAIN, {'DATA': [Close()]}, NO_ANSWER, 'connection-lost'),
  case('DATA stalls', PLAIN, {'DATA': [Stall()]}, NO_ANSWER, 'timeout'),
  case('a reply in advance of the dot', PLAIN, {'DATA': [Send(line(b'354 go') + line(b'250 2.0.0 Taken')), ReadMessage(), Close()]},
       (UNCERTAIN, PROTOCOL)),
  case('a reply in advance of the dot, then silence', PLAIN, {'DATA': [Send(line(b'354 go') + line(b'250 2.0.0 Taken')), ReadMessage(), Stall()]},
       (UNCERTAIN, PROTOCOL)),
  case('body is not read', PLAIN, {'DATA': [Send(line(b'354 go')), Sleep(20)]}, NO_ANSWER, 'timeout', attach=8 * MIB),
  case('body is cut by a reset', PLAIN, {'DATA': [Send(line(b'354 go')), Sleep(0.3), Reset()]}, NO_ANSWER, 'connection-lost', attach=8 * MIB),
  case('body is cut by a refusal', PLAIN, {'DATA': [Send(line(b'354 go')), Sleep(0.2), Send(line(b'552 5.3.4 Too big')), Close()]},
       (REFUSED, NO_ANSWER), attach=8 * MIB),
  *(case('dot %s' % reply.decode(), PLAIN, {'dot': line(reply)}, status, classes, delivered=False) for reply, status, classes in (
    (b'554 5.7.1 Spam', REFUSED, 'content-refused'), (b'552 5.2.3 Too big', REFUSED, 'message-too-big'), (b'451 4.7.1 Greylisted', TEMPORARY, ()),
    (b'421 4.3.0 Closing', TEMPORARY, ()), (b'550 5.7.26 This mail fails SPF and DKIM', REFUSED, 'reputation'), (b'354 Again', UNCERTAIN, ()),
    (b'nonsense', UNCERTAIN, ()), (b'999 nonsense', UNCERTAIN, ()), (b'25', UNCERTAIN, ()))),
  case('dot 250 without text', PLAIN, {'dot': line(b'250')}, PASSED),
  case('dot closes', PLAIN, {'dot': [Close()]}, UNCERTAIN),
  case('dot resets', PLAIN, {'dot': [Reset()]}, UNCERTAIN),
  case('dot stalls', PLAIN, {'dot': [Stall()]}, UNCERTAIN),
  case('dot answers half a reply', PLAIN, {'dot': [Send(b'250 2.0.0 Ta'), Close()]}, UNCERTAIN),
  case('dot answers one line of two', PLAIN, {'dot': [Send(line(b'250-2.0.0 Taken')), Close()]}, UNCERTAIN),
  case('dot answers with two codes', PLAIN, {'dot': line(b'250-2.0.0 Taken') + line(b'554 no')}, UNCERTAIN),
  case('dot answers for ever', PLAIN, {'dot': [Flood(line(b'250-2.0.0 Taken'))]}, UNCERTAIN),
  case('dot answers a line without end', PLAIN, {'dot': [Send(b'250 '), Flood(b'z' * KIB)]}, UNCERTAIN),
  case('dot dribbles', PLAIN, {'dot': [Dribble(line(b'250-x'), 0.4, repeat=60)]}, UNCERTAIN, timeout=1),
  *(case('QUIT %s' % name, PLAIN, {'QUIT': steps}, PASSED) for name, steps in (
    ('closes', [Close()]), ('resets', [Reset()]), ('stalls', [Stall()]), ('is refused', line(b'500 What')), ('answers nonsense', line(b'\xff\x00')),
    ('is endless', [Flood(line(b'221-bye'))]))),
]

CASES = [*GREETING, *EHLO, *ENCRYPTION, *SIGN_IN, *ENVELOPE, *CONTENT]
