/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns the list of mishaps: names, descriptions, and what the server does. Any thread. */
#include "practice/practice-mishap.h"

#include <glib/gi18n-lib.h>

#include "practice/practice-server.h"

#define STEP(step) SENDOFF_PRACTICE_STEP_ ## step
#define TEXT(text) text, sizeof (text) - 1
#define REPLY(step, text) STEP (step), SENDOFF_PRACTICE_ACT_REPLY, SENDOFF_PRACTICE_QUIRK_NONE, TEXT (text)
#define RAW(step, text) STEP (step), SENDOFF_PRACTICE_ACT_RAW, SENDOFF_PRACTICE_QUIRK_NONE, TEXT (text)
#define RAW_CLOSE(step, text) STEP (step), SENDOFF_PRACTICE_ACT_RAW_CLOSE, SENDOFF_PRACTICE_QUIRK_NONE, TEXT (text)
#define STALL(step) STEP (step), SENDOFF_PRACTICE_ACT_STALL, SENDOFF_PRACTICE_QUIRK_NONE, TEXT ("")
#define CLOSE(step) STEP (step), SENDOFF_PRACTICE_ACT_CLOSE, SENDOFF_PRACTICE_QUIRK_NONE, TEXT ("")
#define RESET(step) STEP (step), SENDOFF_PRACTICE_ACT_RESET, SENDOFF_PRACTICE_QUIRK_NONE, TEXT ("")
#define QUIRK(quirk) STEP (NONE), SENDOFF_PRACTICE_ACT_NONE, SENDOFF_PRACTICE_QUIRK_ ## quirk, TEXT ("")
#define QUIRK_AT(step, quirk, text) STEP (step), SENDOFF_PRACTICE_ACT_REPLY, SENDOFF_PRACTICE_QUIRK_ ## quirk, TEXT (text)
#define QUIRK_TEXT(quirk, text) STEP (NONE), SENDOFF_PRACTICE_ACT_NONE, SENDOFF_PRACTICE_QUIRK_ ## quirk, TEXT (text)

#define HTTP_ANSWER \
  "HTTP/1.1 400 Bad Request\r\nServer: rehearsal\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" \
  "<html><body><h1>400 Bad Request</h1></body></html>\r\n"
/* The frame of a ServerHello, and then nothing that makes sense. */
#define SERVER_HELLO \
  "\x16\x03\x03\x00\x20\x02\x00\x00\x1c\xde\xad\xbe\xef\xff\xff\xff\xff\x01\x02\x03\x04\x05\x06\x07\x08" \
  "\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14"
/* Colours, a window title, a bell, a right-to-left override, an isolate that is never closed, a zero-width space, markup. */
#define CONTROL_TEXT \
  "550 5.1.1 \033[31mNo such\033[0m \033]0;title\007" \
  "user\010\010 \342\200\256drowssap\342\200\254 \342\201\247\342\200\213 <b>&amp;</b>\r here"

static const SendoffPracticeMishapRow no_mishap = { NULL, NULL, QUIRK (NONE) };

static const SendoffPracticeMishapRow rows[] = {
  { "greeting-421", N_("The greeting says that the service is closed for now"),
    REPLY (GREETING, "421 4.3.2 mail.example Service closed for maintenance, come back later") },
  { "greeting-554", N_("The greeting refuses this computer"),
    REPLY (GREETING, "554 5.7.1 mail.example No mail service for your address [127.0.0.1]") },
  { "greeting-garbage", N_("The greeting is unreadable"), RAW (GREETING, "\003\001\377\376\200\220\001\002\r\n\367\000\021\r\n") },
  { "greeting-http", N_("A web server answers"), RAW_CLOSE (GREETING, HTTP_ANSWER) },
  { "greeting-imap", N_("An IMAP server answers"),
    RAW (GREETING, "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] IMAP ready.\r\n") },
  { "greeting-stall", N_("The greeting never comes"), STALL (GREETING) },
  { "greeting-close", N_("The connection is closed instead of a greeting"), CLOSE (GREETING) },
  { "banner-slow", N_("The greeting takes six seconds"), QUIRK (SLOW_BANNER) },

  { "ehlo-421", N_("EHLO is answered with a temporary refusal"), REPLY (EHLO, "421 4.7.0 mail.example Too busy, try again later") },
  { "ehlo-502", N_("The server is too old for EHLO; HELO works"), REPLY (EHLO, "502 5.5.1 EHLO is not known here") },
  { "ehlo-550", N_("EHLO is refused"), REPLY (EHLO, "550 5.7.1 Your computer's name is not welcome here") },
  { "ehlo-stall", N_("EHLO is never answered"), STALL (EHLO) },
  { "ehlo-close", N_("The connection is lost at EHLO"), CLOSE (EHLO) },
  { "ehlo-endless", N_("The answer to EHLO never ends"), QUIRK (ENDLESS_EHLO) },
  { "no-extensions", N_("The server offers no extension at all, neither encryption nor signing in"), QUIRK (NO_EXTENSIONS) },
  { "size-small", N_("The server takes messages of at most 1000 bytes"), QUIRK (SMALL_SIZE) },

  { "starttls-missing", N_("The server does not offer encryption"), QUIRK (NO_STARTTLS) },
  { "starttls-454", N_("Encryption is not available for now"), REPLY (STARTTLS, "454 4.7.0 TLS not available due to a temporary reason") },
  { "starttls-502", N_("Encryption is offered, then not known"), REPLY (STARTTLS, "502 5.5.1 STARTTLS is not known here") },
  { "starttls-530", N_("Encryption is refused until the user signs in"), REPLY (STARTTLS, "530 5.7.0 Sign in before you ask for TLS") },
  { "starttls-plain-text", N_("Encryption is promised, then plain text follows"),
    RAW (HANDSHAKE, "500 5.5.2 Command unrecognized\r\n") },
  { "starttls-injection", N_("Somebody on the way slips plain text in before the encryption starts"),
    QUIRK_TEXT (INJECTED_TEXT, "250-mail.example\r\n250-SIZE 10240000\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n") },
  { "starttls-stall", N_("STARTTLS is never answered"), STALL (STARTTLS) },
  { "starttls-close", N_("The connection is lost at STARTTLS"), CLOSE (STARTTLS) },
  { "handshake-stall", N_("The encryption handshake never goes on"), STALL (HANDSHAKE) },
  { "handshake-close", N_("The connection is lost in the encryption handshake"), CLOSE (HANDSHAKE) },
  { "handshake-garbage", N_("The encryption handshake is unreadable"), RAW (HANDSHAKE, SERVER_HELLO) },
  { "handshake-alert", N_("The server ends the encryption handshake with an alert"), QUIRK (ALERT) },
  { "tls-1.1", N_("The server only knows an outdated version of TLS"), QUIRK (ONLY_TLS_1_1) },

  { "auth-missing", N_("The server does not offer signing in"), QUIRK (NO_AUTH) },
  { "auth-unknown", N_("The server only offers a sign-in method that hardly any program knows"), QUIRK (UNKNOWN_AUTH) },
  { "auth-535", N_("User name and password are always refused"), REPLY (VERDICT, "535 5.7.8 Authentication credentials invalid") },
  { "auth-534", N_("The account needs a password made for this program"),
    REPLY (VERDICT, "534 5.7.9 Application-specific password required") },
  { "auth-454", N_("Signing in fails for now"), REPLY (VERDICT, "454 4.7.0 Temporary authentication failure") },
  { "auth-530-starttls", N_("Signing in is only allowed over an encrypted connection"),
    REPLY (AUTH, "530 5.7.0 Must issue a STARTTLS command first") },
  { "auth-stall", N_("User name and password are never answered"), STALL (VERDICT) },
  { "auth-close", N_("The connection is lost at signing in"), CLOSE (VERDICT) },
  { "auth-garbage", N_("The sign-in dialogue is unreadable and never ends"), QUIRK_TEXT (ENDLESS_CHALLENGE, "334 %\377\376not base64%") },
  { "auth-echo", N_("The refusal repeats user name and password"), QUIRK (ECHOED_CREDENTIALS) },

  { "mail-550", N_("The sender is refused"), REPLY (MAIL, "550 5.1.8 Sender address rejected") },
  { "mail-553", N_("The sender does not belong to the user"),
    REPLY (MAIL, "553 5.7.1 Sender address not owned by the user who signed in") },
  { "mail-451", N_("The sender is refused for now"), REPLY (MAIL, "451 4.1.8 Sender domain can't be looked up, try again later") },
  { "mail-530", N_("Signing in is demanded when the sender is named"), REPLY (MAIL, "530 5.7.0 Authentication required") },
  { "mail-stall", N_("The sender is never answered"), STALL (MAIL) },
  { "mail-close", N_("The connection is lost when the sender is named"), CLOSE (MAIL) },
  { "double-reply", N_("The sender gets two answers at once; in truth every recipient is refused"),
    QUIRK_AT (MAIL, DOUBLE_REPLY, "250 2.1.0 Ok\r\n250 2.1.5 Ok") },

  { "rcpt-550", N_("Every recipient is unknown"), REPLY (RCPT, "550 5.1.1 No such user here") },
  { "rcpt-one-550", N_("The second recipient is unknown, the others are accepted"), REPLY (RCPT, "550 5.1.1 No such user here"), 2 },
  { "rcpt-451", N_("Every recipient is put off: greylisting"), REPLY (RCPT, "451 4.7.1 Greylisted, try again in five minutes") },
  { "rcpt-452", N_("The recipient's mailbox is full"), REPLY (RCPT, "452 4.2.2 Mailbox full") },
  { "rcpt-stall", N_("The recipient is never answered"), STALL (RCPT) },
  { "rcpt-close", N_("The connection is lost when the recipient is named"), CLOSE (RCPT) },

  { "data-451", N_("The server can't take a message for now"), REPLY (DATA, "451 4.3.0 Queue file can't be written, try again later") },
  { "data-554", N_("The server refuses to take a message"), REPLY (DATA, "554 5.7.1 No message is accepted from you") },
  { "data-stall", N_("DATA is never answered"), STALL (DATA) },
  { "data-close", N_("The connection is lost at DATA"), CLOSE (DATA) },
  { "early-250", N_("The message is confirmed before it was sent; in truth it is refused"),
    STEP (DATA), SENDOFF_PRACTICE_ACT_NONE, SENDOFF_PRACTICE_QUIRK_EARLY_REPLY, TEXT ("354 Go ahead\r\n250 2.0.0 Ok: queued") },
  { "body-close", N_("The connection is lost in the middle of the message"), CLOSE (BODY) },
  { "body-reset", N_("The connection is reset in the middle of the message"), RESET (BODY) },
  { "body-stall", N_("The server stops reading in the middle of the message"), STALL (BODY) },

  { "dot-554", N_("The message is refused for its content"), REPLY (DOT, "554 5.7.1 Message refused as spam") },
  { "dot-552", N_("The message is too big after all"), REPLY (DOT, "552 5.3.4 Message too big") },
  { "dot-451", N_("The message is put off"), REPLY (DOT, "451 4.3.0 Message can't be processed now, try again later") },
  { "dot-421", N_("The server closes down after the message"), REPLY (DOT, "421 4.3.2 mail.example Closing down") },
  { "dot-stall", N_("The message is never confirmed"), STALL (DOT) },
  { "dot-close", N_("The connection is lost before the message is confirmed"), CLOSE (DOT) },
  { "dot-garbage", N_("The answer to the message is unreadable"), REPLY (DOT, "\201\202 2!0 \001\002\003") },
  { "dot-half", N_("The connection is lost in the middle of the confirmation"), RAW_CLOSE (DOT, "250-2.0.0 The first half of it\r\n25") },
  { "dot-long-line", N_("The answer to the message is a line of 100 KiB"), QUIRK_AT (DOT, LONG_LINE, "250 2.0.0 ") },
  { "dot-huge", N_("The answer to the message has 2 MiB"),
    QUIRK_AT (DOT, HUGE_REPLY, "250-2.0.0 There is always one more line to read\r\n") },

  { "reply-dribble", N_("Every answer comes a byte at a time"), QUIRK (DRIBBLE) },
  { "reply-long-line", N_("The answer to the sender is a line of 100 KiB"), QUIRK_AT (MAIL, LONG_LINE, "250 2.1.0 ") },
  { "reply-huge", N_("The answer to the sender has 2 MiB"),
    QUIRK_AT (MAIL, HUGE_REPLY, "250-2.1.0 There is always one more line to read\r\n") },
  { "reply-control", N_("The refusal of the recipient is full of control characters"), REPLY (RCPT, CONTROL_TEXT) },
  { "reply-nul", N_("The refusal of the recipient holds a zero byte"), REPLY (RCPT, "550 5.1.1 No such\0user here") },
  { "reply-8bit", N_("The refusal of the recipient is not in UTF-8"), REPLY (RCPT, "550 5.1.1 Empf\344nger unbekannt: M\374ller \200") },
  { "reply-bare-lf", N_("Answers end with a bare line feed"), QUIRK (BARE_LF) },
  { "reply-code-mismatch", N_("The answer to the sender begins with one code and ends with another"),
    REPLY (MAIL, "250-2.1.0 Ok so far\r\n550 5.1.8 But not in the end") },
  { "reply-no-code", N_("The answer to the sender has no code"), REPLY (MAIL, "Certainly, go on") },
  { "quit-stall", N_("The farewell is never answered"), STALL (QUIT) },
};

const SendoffPracticeMishapRow *
sendoff_practice_mishap_find (const char *name)
{
  if (name == NULL)
    return &no_mishap;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (rows[i].name, name))
        return &rows[i];
    }
  return NULL;
}

static gpointer
translate_list (gpointer data)
{
  SendoffPracticeMishap *list = data;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    list[i] = (SendoffPracticeMishap) { rows[i].name, _(rows[i].description) };
  return list;
}

const SendoffPracticeMishap *
sendoff_practice_mishaps (void)
{
  static SendoffPracticeMishap list[G_N_ELEMENTS (rows) + 1];
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, translate_list, list);
}
