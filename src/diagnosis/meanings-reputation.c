/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meanings: the sender's reputation, limits, and faults of the server. */

#include <glib/gi18n-lib.h>

#include "diagnosis/meaning-tables.h"

const SendoffMeaning sendoff_meanings_of_reputation[] = {
  { "spf-failed", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The sender's domain does not list this way of sending (SPF)"),
    N_("The domain of the sender's address says which servers may send for it, and this is none of them. Send through the outgoing "
       "server of the provider that the sender's address belongs to. The owner of the domain can correct the list (an SPF record in "
       "the DNS).") },
  { "dkim-failed", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The message has no valid signature of its domain (DKIM)"),
    N_("The receiving side wants messages to be signed by the domain of the sender's address. The provider's outgoing server does "
       "that: send through it. If you do already, the provider or the owner of the domain has to mend the signature.") },
  { "dmarc-failed", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The sender could not be proved to be genuine (DMARC)"),
    N_("The domain of the sender's address asks others to refuse mail that does not verifiably come from it, and this message does "
       "not. Send through the outgoing server of the provider that the address belongs to. The owner of the domain can check its "
       "SPF, DKIM and DMARC records.") },
  { "address-blocked", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The network address that the mail comes from is blocked"),
    /* Translators: keep the word in braces. */
    N_("On a list of senders of unwanted mail, or by its own experience, {server} found the network address you send from. Send "
       "through your own provider's outgoing server, signed in; its answer below may name a page on which the entry can be removed. "
       "If you send from home, a computer there may be sending spam unnoticed."),
    { SENDOFF_FIX_REQUIRE_AUTHENTICATION } },
  { "dynamic-address", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("Mail is not taken straight from a home connection"),
    N_("This server takes mail only from other mail servers, not straight from homes and mobile networks. Use the outgoing server "
       "of your own provider, on port 587 or 465, and sign in there."),
    { SENDOFF_FIX_REQUIRE_AUTHENTICATION } },
  { "reverse-dns-failed", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The network address that the mail comes from has no proper name"),
    N_("The server takes mail only from computers whose network address leads to a name in the DNS and back, as those of mail "
       "servers do. Send through your own provider's outgoing server, signed in."),
    { SENDOFF_FIX_REQUIRE_AUTHENTICATION } },
  { "helo-refused", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server does not accept how this computer introduces itself"),
    N_("Servers that receive from other servers look closely at the name given in the greeting. Send through your own provider's "
       "outgoing server, on port 587 or 465, and sign in there: then the name does not matter.") },
  { "greeting-refused", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server does not want to talk with this computer"),
    /* Translators: keep the words in braces. */
    N_("Right at the start {server} turned the connection away, before anything was sent. Most often the network address you come "
       "from is on a list, or port {port} is not meant for people. Use the provider's port for sending, 587 or 465, and sign in "
       "there.") },

  /* Limits. */
  { "greylisted", SENDOFF_CLASS_RATE_LIMITED, SENDOFF_TEMPORARY_UNLESS_5XX, YOURS,
    N_("The server asks to try again in a few minutes"),
    N_("The server puts off senders that it does not know yet, to keep spammers away; this is called greylisting. Nothing is wrong "
       "with the settings. Send again in five to fifteen minutes.") },
  { "try-later", SENDOFF_CLASS_RATE_LIMITED, SENDOFF_TEMPORARY_UNLESS_5XX, YOURS,
    N_("The server puts the message off for now"),
    N_("The server does not take the message at this moment, for reasons that may pass: it does not know the sender yet, the "
       "mailbox is in use, or it is busy. Send again in some minutes.") },
  { "rate-limited", SENDOFF_CLASS_RATE_LIMITED, SENDOFF_TEMPORARY_UNLESS_5XX, YOURS,
    N_("Too much at once"),
    /* Translators: keep the word in braces. */
    N_("A limit of {server} is reached: too many messages, connections or attempts in a time. Wait before you try again, an hour or "
       "a day with some providers. If you did not send that much, somebody else may be using the account: change the password.") },
  { "too-many-recipients", SENDOFF_CLASS_RATE_LIMITED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("Too many recipients in one message"),
    N_("The server takes fewer recipients for one message than this one has. Send it in several parts.") },
  { "address-shut-out", SENDOFF_CLASS_REPUTATION, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server does not let this computer in"),
    /* Translators: keep the word in braces. */
    N_("Whoever signs in, {server} turns away the network address that this computer has at the moment: after too many failed "
       "sign-ins from there, or because only certain networks are let in. Wait an hour, or try from another network; ask the "
       "provider if it stays like this.") },

  /* Faults of the server. */
  { "turned-away", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server turned the connection away"),
    /* Translators: keep the word in braces. */
    N_("Before anything was asked, {server} answered with a refusal. It may be closed, or let in only certain networks. Read its "
       "answer below, try again later or from another network, and ask the provider if it stays like this.") },
  { "server-closing", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server is not available at the moment"),
    /* Translators: keep the word in braces. */
    N_("At the moment {server} is busy or about to close, and hung up. Nothing is wrong with the settings. Try again in a few minutes.") },
  { "server-storage-full", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server is short of storage"),
    /* Translators: keep the word in braces. */
    N_("The disk of {server} has no room for the message. Only its operators can change that. Try again later, and tell the "
       "provider if it stays like this.") },
  { "server-misconfigured", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server is wrongly set up"),
    /* Translators: keep the word in braces. */
    N_("The mail could not be passed on because of a fault in the set-up of {server} or of the recipient's server, a loop for "
       "example. Tell the provider, with the server's answer below.") },
  { "routing-fault", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server can't reach the recipient's server"),
    /* Translators: keep the words in braces. */
    N_("No connection to the server that keeps the mailbox of {address} could be made by {server}. Try again later, and check how "
       "the part after the @ is spelt.") },
  { "server-fault", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server has a problem of its own"),
    /* Translators: keep the word in braces. */
    N_("A fault inside {server} kept it from doing what was asked. The settings are most likely fine. Try again in a few minutes; "
       "if it stays like this, tell the provider, with the server's answer below.") },
  { "accepts-no-mail", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("This server takes no mail"),
    /* Translators: keep the word in braces. */
    N_("By its own words {server} takes no mail at all, or not now. Check the name of the outgoing server in the provider's "
       "instructions.") },
  { "mailbox-in-use", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_ALWAYS, YOURS,
    N_("The mailbox is in use by another program"),
    N_("The server lets only one program at a time into this mailbox. Close other mail programs that use it, or wait a few minutes, "
       "and try again.") },

  { "command-refused", SENDOFF_CLASS_PROTOCOL_FAULT, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server did not understand what was said"),
    /* Translators: keep the words in braces. */
    N_("A usual command was refused by {server} as unknown, wrong or out of order. A virus scanner or firewall between here and the "
       "server may have changed it, or a service other than mail answers on port {port}. Check the server's name and port.") },
  { NULL },
};
