/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meanings: the sender, the recipients and the message were refused. */

#include <glib/gi18n-lib.h>

#include "diagnosis/meaning-tables.h"

const SendoffMeaning sendoff_meanings_of_envelope[] = {
  /* Sender. */
  { "sender-not-yours", SENDOFF_CLASS_SENDER_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The sender's address does not belong to the user that signed in"),
    /* Translators: keep the word in braces. */
    N_("The server lets each user send only under addresses of their own, and this user has not got the sender's address. Set the "
       "e-mail address on the General page to the one that goes with the user name at {server}, or ask the provider to allow the "
       "other one.") },
  { "sender-domain-unknown", SENDOFF_CLASS_SENDER_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The domain of the sender's address can't be found"),
    N_("The part after the @ of the sender's address is a domain that does not exist or takes no mail. Check how the e-mail address "
       "on the General page is spelt.") },
  { "sender-malformed", SENDOFF_CLASS_SENDER_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The sender's address is not written as the server expects"),
    N_("The server can't make sense of the sender's address. Check the e-mail address on the General page for stray characters, "
       "spaces and a missing domain.") },
  { "sender-refused", SENDOFF_CLASS_SENDER_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The sender's address was refused"),
    /* Translators: keep the word in braces. */
    N_("No mail from this sender is taken by {server}. Check the e-mail address on the General page. Some servers answer like this "
       "to everybody who has not signed in, or let an account send only with its own address.") },
  { "sender-needs-utf8", SENDOFF_CLASS_SENDER_REFUSED, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server can't handle letters beyond ASCII in an address"),
    /* Translators: keep the words in braces. */
    N_("The sender's address {address} has letters before the @ for which the server {server} would need an extension (SMTPUTF8) "
       "that it does not offer. Use an address in plain letters. Nothing was sent.") },

  /* Recipient. */
  { "recipient-unknown", SENDOFF_CLASS_RECIPIENT_UNKNOWN, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("There is no such mailbox"),
    /* Translators: keep the word in braces. */
    N_("The server knows of no mailbox for {address}. Check how the part before the @ is spelt, or ask the recipient for the "
       "present address.") },
  { "recipient-moved", SENDOFF_CLASS_RECIPIENT_UNKNOWN, SENDOFF_TEMPORARY_AS_REPLIED, RECIPIENTS,
    N_("The mailbox is not on this server any more"),
    /* Translators: keep the word in braces. */
    N_("The server does not keep a mailbox for {address}. If its answer below names another address, write to that one; else ask "
       "the recipient.") },
  { "recipient-domain-unknown", SENDOFF_CLASS_RECIPIENT_UNKNOWN, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The recipient's domain can't be found"),
    /* Translators: keep the word in braces. */
    N_("No server could be found that takes mail for {address}. Check how the part after the @ is spelt.") },
  { "recipient-domain-takes-no-mail", SENDOFF_CLASS_RECIPIENT_UNKNOWN, SENDOFF_TEMPORARY_AS_REPLIED, RECIPIENTS,
    N_("The recipient's domain takes no mail"),
    /* Translators: keep the word in braces. */
    N_("The owner of the domain has announced that it takes no mail at all, so {address} can't be right. Ask the recipient for "
       "another address.") },
  { "recipient-malformed", SENDOFF_CLASS_RECIPIENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The recipient's address is not written as the server expects"),
    /* Translators: keep the word in braces. */
    N_("The server can't make sense of {address}. Check it for stray characters, spaces and quotation marks.") },
  { "recipient-disabled", SENDOFF_CLASS_RECIPIENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, RECIPIENTS,
    N_("The recipient's mailbox is disabled"),
    /* Translators: keep the word in braces. */
    N_("There is a mailbox for {address}, but it takes no mail now. Only the recipient or their provider can change that; reach the "
       "recipient in another way.") },
  { "recipient-members-only", SENDOFF_CLASS_RECIPIENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, RECIPIENTS,
    N_("Only certain people may write to this address"),
    /* Translators: keep the word in braces. */
    N_("Mail to {address} is taken only from members or from senders that the recipient has allowed. Ask the owner of the list or "
       "the mailbox to allow your address.") },
  { "recipient-refused", SENDOFF_CLASS_RECIPIENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, RECIPIENTS,
    N_("The recipient was refused"),
    /* Translators: keep the word in braces. */
    N_("The server takes no mail for {address}. Its answer below may say why. Check the address; if it is right, ask the recipient "
       "or your provider.") },
  { "recipient-needs-utf8", SENDOFF_CLASS_RECIPIENT_REFUSED, SENDOFF_TEMPORARY_NEVER, RECIPIENTS,
    N_("The server can't handle letters beyond ASCII in an address"),
    /* Translators: keep the words in braces. */
    N_("The address {address} has letters before the @ for which the server {server} would need an extension (SMTPUTF8) that it "
       "does not offer. Ask the recipient for an address in plain letters. Nothing was sent to this address.") },
  { "mailbox-full", SENDOFF_CLASS_MAILBOX_FULL, SENDOFF_TEMPORARY_AS_REPLIED, RECIPIENTS,
    N_("The recipient's mailbox is full"),
    /* Translators: keep the word in braces. */
    N_("The mailbox of {address} has no room for the message. Tell the recipient in another way, and send again later.") },
  { "own-mailbox-full", SENDOFF_CLASS_MAILBOX_FULL, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The mailbox is full"),
    /* Translators: keep the word in braces. */
    N_("Your own mailbox at {server} has no room left. Delete mail there, the trash and the sent mail included, and try again.") },

  /* Message. */
  { "message-too-big", SENDOFF_CLASS_MESSAGE_TOO_BIG, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The message is too big"),
    /* Translators: keep the word in braces. */
    N_("The message is bigger than {server} or the recipient's mailbox allows. Leave out attachments, make them smaller, or send a "
       "link instead.") },
  { "message-over-size", SENDOFF_CLASS_MESSAGE_TOO_BIG, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The message is too big"),
    /* Translators: keep the words in braces; {size} and {limit} are sizes with their unit. */
    N_("The message has {size}, and {server} takes at most {limit}. Leave out attachments, make them smaller, or send a link "
       "instead. Nothing was sent.") },
  { "virus", SENDOFF_CLASS_CONTENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The message was refused as dangerous"),
    N_("The server thinks that the message or an attachment holds a virus, or leads to a dangerous page. Check the attachments and "
       "links with a virus scanner before you send them to anybody.") },
  { "attachment-refused", SENDOFF_CLASS_CONTENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("An attachment was refused"),
    N_("The server does not take attachments of this kind, programs and archives most often. Send the file in another form, or a "
       "link to it.") },
  { "spam", SENDOFF_CLASS_CONTENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The message was taken for unwanted advertising"),
    N_("A filter of the server judged the message to be spam. A short test text, a bare link or a strange subject is often enough "
       "for that. Write a longer, ordinary text and try again; if that fails too, ask the provider.") },
  { "message-malformed", SENDOFF_CLASS_CONTENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The form of the message was refused"),
    N_("The server says that something in the message's header or form is missing or wrong; its answer below names it. Try without "
       "attachments; a program between here and the server, such as a virus scanner, may also have changed the message.") },
  { "content-refused", SENDOFF_CLASS_CONTENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The message was refused"),
    N_("Sender and recipients were accepted, but the server refused the message itself because of a rule of its own. Its answer "
       "below may say which. Try another text, and without attachments or links.") },
  { NULL },
};
