#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""slow_server.py CHAIN KEY MILLISECONDS: SMTP and IMAP over TLS from the first byte, and SMTP with STARTTLS, on free ports of loopback, each reply held
back so long, for any number of clients at once. Prints the three ports and runs until standard input is closed. Anybody may sign in."""

import asyncio
import ssl
import sys

CAPABILITIES = b'* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n'


def answer_smtp(line):
  verb = line[:4].upper()
  return {b'EHLO': b'250-slow.lab.test\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n', b'AUTH': b'235 2.7.0 Come in\r\n',
          b'QUIT': b'221 2.0.0 Bye\r\n'}.get(verb, b'502 5.5.1 No\r\n')


def answer_imap(line):
  tag, verb = (line.split() + [b'*', b''])[:2]
  verb = verb.upper()
  done = tag + b' OK done\r\n'
  return {b'CAPABILITY': CAPABILITIES + done, b'LOGOUT': b'* BYE\r\n' + done}.get(verb, done)


def make_handler(greeting, answer, pause_s, starttls):
  """starttls: with what; None: TLS is spoken already."""
  async def talk(reader, writer):
    try:
      reply, is_clear = greeting, starttls is not None
      while reply:
        await asyncio.sleep(pause_s)
        writer.write(reply)
        line = await reader.readline()
        if is_clear and line[:8].upper() == b'STARTTLS':
          writer.write(b'220 2.0.0 Go ahead\r\n')
          await writer.start_tls(starttls)
          is_clear, line = False, await reader.readline()
        reply = answer(line) if line else b''
        if is_clear and reply.startswith(b'250-'):
          reply = reply.replace(b'250 AUTH PLAIN LOGIN', b'250 STARTTLS')
    except OSError:
      pass
    finally:
      writer.close()

  return talk


async def serve(context, pause_s):
  ports = []
  smtp, imap = (b'220 slow.lab.test ESMTP\r\n', answer_smtp), (b'* OK ready\r\n', answer_imap)
  for (greeting, answer), starttls in (smtp, None), (imap, None), (smtp, context):
    server = await asyncio.start_server(make_handler(greeting, answer, pause_s, starttls), '127.0.0.1', 0, ssl=None if starttls else context,
                                        backlog=1024)
    ports.append(server.sockets[0].getsockname()[1])
  print(*ports, flush=True)
  await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def main():
  context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
  context.load_cert_chain(sys.argv[1], sys.argv[2])
  asyncio.run(serve(context, int(sys.argv[3]) / 1000))


main()
