/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Example replies: the sender, a recipient or the message refused. */

#include "examples.h"

#define MAIL SENDOFF_COMMAND_MAIL
#define RCPT SENDOFF_COMMAND_RCPT
#define DATA SENDOFF_COMMAND_DATA
#define DOT SENDOFF_COMMAND_FINAL_DOT

const Example examples_of_envelope[] = {
  /* Sender. */
  { MAIL, "553 5.7.1 <ann@example.org>: Sender address rejected: not owned by user bert", "sender-refused", "sender-not-yours" },
  { DOT, "554 5.2.252 SendAsDenied; ann@example.org not allowed to send as bert@example.org", "sender-refused", "sender-not-yours" },
  { MAIL, "550 5.7.60 SMTP; Client does not have permissions to send as this sender", "sender-refused", "sender-not-yours" },
  { MAIL, "550 5.7.60 Sorry", "sender-refused", "sender-not-yours" },
  { MAIL, "553 Mail from must equal authorized user", "sender-refused", "sender-not-yours" },
  { MAIL, "501 mail from address must be same as authorization user", "sender-refused", "sender-not-yours" },
  { MAIL, "550-Requested action not taken: mailbox unavailable\r\n550 Sender address is not allowed.", "sender-refused", "sender-not-yours" },
  { MAIL, "550 5.7.1 Absenderadresse nicht erlaubt", "sender-refused", "sender-not-yours" },
  { DOT, "554 Message rejected: Email address is not verified.", "sender-refused", "sender-not-yours" },
  { RCPT, "450 4.1.8 <ann@nowhere.example>: Sender address rejected: Domain not found", "sender-refused", "sender-domain-unknown" },
  { RCPT, "553 5.1.8 <ann@nowhere.example>... Domain of sender address ann@nowhere.example does not exist", "sender-refused",
    "sender-domain-unknown" },
  { RCPT, "550 Sender verify failed", "sender-refused", "sender-domain-unknown" },
  { MAIL, "550 5.7.27 Null MX", "sender-refused", "sender-domain-unknown" },
  { MAIL, "501 5.1.7 Invalid address", "sender-refused", "sender-malformed" },
  { MAIL, "501 Syntax: MAIL FROM:<address>", "sender-refused", "sender-malformed" },
  { RCPT, "554 5.7.1 <ann@example.org>: Sender address rejected: Access denied", "sender-refused", "sender-refused" },
  { MAIL, "550 5.1.0 Refused", "sender-refused", "sender-refused" },
  { MAIL, "550 No", "sender-refused", "sender-refused" },
  { MAIL, "554 5.7.1 No", "sender-refused", "sender-refused" },

  /* Recipient unknown. */
  { RCPT, "550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown in local recipient table", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n"
          "550-5.1.1 double-checking the recipient's email address for typos or\r\n550 5.1.1 unnecessary spaces.", "recipient-unknown",
    "recipient-unknown" },
  { RCPT, "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 5.4.1 Recipient address rejected: Access denied. [AB01]", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 5.4.1 Access denied", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 5.5.0 Requested action not taken: mailbox unavailable", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 No such user here", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 Unrouteable address", "recipient-unknown", "recipient-unknown" },
  { RCPT, "553 sorry, no mailbox here by that name. (#5.7.1)", "recipient-unknown", "recipient-unknown" },
  { RCPT, "554 delivery error: dd This user doesn't have a yahoo.example account (bob@yahoo.example) [0]", "recipient-unknown", "recipient-unknown" },
  { RCPT, "450 4.1.1 <bob@example.org>: Recipient address rejected: User unknown", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 5.1.1 Sorry", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 5.1.1 Benutzer unbekannt", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 UTILISATEUR INCONNU", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 Пользователь не найден", "recipient-unknown", "recipient-unknown" },
  { DOT, "550 5.1.1 User unknown", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 5.1.1 <relaying.denied@example.org>... User unknown", "recipient-unknown", "recipient-unknown" },
  { RCPT, "550 5.1.2 Sorry", "recipient-unknown", "recipient-domain-unknown" },
  { RCPT, "450 4.1.2 <bob@nowhere.example>: Recipient address rejected: Domain not found", "recipient-unknown", "recipient-domain-unknown" },
  { RCPT, "556 5.1.10 Recipient domain takes nothing", "recipient-unknown", "recipient-domain-takes-no-mail" },
  { RCPT, "556 Sorry", "recipient-unknown", "recipient-domain-takes-no-mail" },
  { RCPT, "551 5.1.6 Try <bob@elsewhere.example>", "recipient-unknown", "recipient-moved" },
  { RCPT, "551 Try <bob@elsewhere.example>", "recipient-unknown", "recipient-moved" },

  /* Recipient refused. */
  { RCPT, "501 5.1.3 Bad recipient address syntax", "recipient-refused", "recipient-malformed" },
  { RCPT, "501 Syntax error in parameters", "recipient-refused", "recipient-malformed" },
  { RCPT, "553 5.6.7 Non-ASCII local part", "recipient-refused", "recipient-malformed" },
  { RCPT, "550 5.2.1 The email account that you tried to reach is disabled.", "recipient-refused", "recipient-disabled" },
  { RCPT, "550 5.2.1 Sorry", "recipient-refused", "recipient-disabled" },
  { RCPT, "554 Mailbox suspended", "recipient-refused", "recipient-disabled" },
  { RCPT, "550 5.7.2 Sorry", "recipient-refused", "recipient-members-only" },
  { RCPT, "550 5.7.1 You are not allowed to post to this mailing list", "recipient-refused", "recipient-members-only" },
  { RCPT, "550 5.1.4 Ambiguous", "recipient-refused", "recipient-refused" },
  { RCPT, "550 5.7.1 <bob@example.org>: Recipient address rejected: Policy", "recipient-refused", "recipient-refused" },
  { RCPT, "550 Administrative prohibition", "recipient-refused", "recipient-refused" },
  { RCPT, "554 No", "recipient-refused", "recipient-refused" },
  { RCPT, "533 No", "recipient-refused", "recipient-refused" },
  { RCPT, "599 No", "recipient-refused", "recipient-refused" },
  { SENDOFF_COMMAND_NONE, "550 5.7.1 No", "recipient-refused", "recipient-refused" },

  /* Full. */
  { RCPT, "452 4.2.2 The email account that you tried to reach is over quota.", "mailbox-full", "mailbox-full" },
  { RCPT, "552 5.2.2 Sorry", "mailbox-full", "mailbox-full" },
  { RCPT, "552 5.2.2 Over quota", "mailbox-full", "mailbox-full" },
  { RCPT, "550 Mailbox quota exceeded", "mailbox-full", "mailbox-full" },
  { DOT, "452 4.2.2 Mailbox full", "mailbox-full", "mailbox-full" },
  { RCPT, "552 Requested mail action aborted", "mailbox-full", "mailbox-full" },
  { RCPT, "550 Postfach ist voll", "mailbox-full", "mailbox-full" },
  { RCPT, "450 Boîte aux lettres pleine", "mailbox-full", "mailbox-full" },

  /* Too big. */
  { MAIL, "552 5.3.4 Message size exceeds fixed limit", "message-too-big", "message-too-big" },
  { MAIL, "552 5.3.4 Sorry", "message-too-big", "message-too-big" },
  { DOT, "552 Message exceeds maximum message size", "message-too-big", "message-too-big" },
  { DOT, "552-5.2.3 Your message exceeded Google's message size limits.\r\n552 5.2.3 See https://support.example.com/", "message-too-big",
    "message-too-big" },
  { DOT, "554 5.7.1 The message is too large", "message-too-big", "message-too-big" },
  { MAIL, "552 Sorry", "message-too-big", "message-too-big" },
  { MAIL, "552 Nachricht zu groß", "message-too-big", "message-too-big" },

  /* Content. */
  { DOT, "554 5.7.1 Message rejected as spam", "content-refused", "spam" },
  { DOT, "550 High probability of spam", "content-refused", "spam" },
  { DOT, "550 5.7.1 Our system has detected that this message is likely unsolicited mail.", "content-refused", "spam" },
  { DOT, "554 5.7.1 Spam message rejected; If this is not spam contact abuse", "content-refused", "spam" },
  { DOT, "554 5.7.1 Gtube pattern", "content-refused", "spam" },
  { DOT, "550 5.7.1 Virus found: Eicar-Test-Signature", "content-refused", "virus" },
  { DOT, "554 5.7.1 virus Eicar-Test-Signature detected by ClamAV - http://www.clamav.net", "content-refused", "virus" },
  { DOT, "552-5.7.0 This message was blocked because its content presents a potential\r\n552 5.7.0 security issue.", "content-refused",
    "attachment-refused" },
  { DOT, "550 5.7.1 Attachment of type .exe is not accepted", "content-refused", "attachment-refused" },
  { DOT, "550-5.7.1 Messages missing a valid address in From:\r\n550 5.7.1 header, or having no From: header, are not accepted.", "content-refused",
    "message-malformed" },
  { DOT, "550 5.6.0 Sorry", "content-refused", "message-malformed" },
  { DOT, "521 5.5.2 bare <LF> received: bare LF not allowed", "content-refused", "message-malformed" },
  { RCPT, "554 5.7.1 Virus found", "content-refused", "virus" },
  { RCPT, "554 5.7.1 Message rejected", "content-refused", "content-refused" },
  { DOT, "554 5.7.1 Refused", "content-refused", "content-refused" },
  { DOT, "550 No", "content-refused", "content-refused" },
  { DATA, "554 5.5.1 Error: no valid recipients", "recipient-unknown", "recipient-unknown" },
  { DATA, "554 No", "content-refused", "content-refused" },
  { 0 },
};
