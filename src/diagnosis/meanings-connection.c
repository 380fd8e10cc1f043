/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meanings: what kept the two sides from talking at all, and what is amiss on this side. */

#include <glib/gi18n-lib.h>

#include "diagnosis/meaning-tables.h"

const SendoffMeaning sendoff_meanings_of_connection[] = {
  /* Finding and reaching the server. */
  { "server-not-found", SENDOFF_CLASS_SERVER_NOT_FOUND, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server was not found"),
    /* Translators: keep the word in braces. */
    N_("There is no server by the name of {server}. Check how it is spelt, on the Servers page. If the name is right, the network "
       "may not be connected, or a VPN may be needed.") },
  { "name-service-silent", SENDOFF_CLASS_SERVER_NOT_FOUND, SENDOFF_TEMPORARY_ALWAYS, YOURS,
    N_("The server's name can't be looked up at the moment"),
    /* Translators: keep the word in braces. */
    N_("The name service did not answer when asked for {server}. Check the network connection, and try again.") },
  { "name-service-slow", SENDOFF_CLASS_TIMEOUT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server's name could not be looked up in time"),
    /* Translators: keep the words in braces; {timeout} is a number of seconds with its unit. */
    N_("The name service did not say within {timeout} where {server} is. Check the network connection, and try again.") },
  { "connection-refused", SENDOFF_CLASS_CONNECTION_REFUSED, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("Nothing answers on this port"),
    /* Translators: keep the words in braces. */
    N_("The computer {server} was reached, but no service answers on port {port}. Check the port on the Advanced page and the "
       "server's name; the service may also be down for a while.") },
  { "port-25-silent", SENDOFF_CLASS_TIMEOUT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("No connection on port 25"),
    /* Translators: keep the word in braces. */
    N_("Many networks block port 25, which mail servers use among themselves, and there was no connection to {server} on it. People "
       "send through port 587, or through 465 with encryption from the first byte.") },
  { "connect-timeout", SENDOFF_CLASS_TIMEOUT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server can't be reached"),
    /* Translators: keep the words in braces. */
    N_("No connection to {server} on port {port} came about in time. Check the server's name and port. The server may be down, or a "
       "firewall between here and there may swallow the connection.") },
  { "network-unreachable", SENDOFF_CLASS_CONNECTION_REFUSED, SENDOFF_TEMPORARY_ALWAYS, YOURS,
    N_("The network is not reachable"),
    /* Translators: keep the word in braces. */
    N_("There is no way from this computer to {server} at the moment. Check the network connection, a VPN or a proxy, and try again.") },
  { "connection-blocked", SENDOFF_CLASS_CONNECTION_REFUSED, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The connection is not allowed on this computer"),
    /* Translators: keep the words in braces. */
    N_("A firewall or security program on this computer does not let programs connect to {server} on port {port}. Allow it there.") },
  { "cannot-connect", SENDOFF_CLASS_CONNECTION_REFUSED, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server can't be reached"),
    /* Translators: keep the words in braces. */
    N_("No connection to {server} on port {port} could be made. Check the server's name and port, and the network connection.") },
  { "proxy-failed", SENDOFF_CLASS_CONNECTION_REFUSED, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The proxy did not let the connection through"),
    /* Translators: keep the words in braces. */
    N_("The connection to {server} on port {port} goes through a proxy, and that could not be reached or refused it. Check the "
       "proxy in the network settings of this computer; many proxies allow web pages only.") },
  { "no-answer", SENDOFF_CLASS_TIMEOUT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server did not answer in time"),
    /* Translators: keep the words in braces; {timeout} is a number of seconds with its unit. */
    N_("There was a connection to {server}, but no answer within {timeout}. The server may be overloaded. Try again; a longer time "
       "can be set under Server Timeouts on the Advanced page."),
    { SENDOFF_FIX_WAIT_LONGER } },
  { "server-tired-of-waiting", SENDOFF_CLASS_TIMEOUT, SENDOFF_TEMPORARY_UNLESS_5XX, YOURS,
    N_("The server waited too long"),
    /* Translators: keep the word in braces. */
    N_("For too long {server} heard nothing from this computer, and closed the connection. The network may be slow or interrupted, "
       "or a firewall or virus scanner may hold the data back. Try again.") },
  { "connection-lost", SENDOFF_CLASS_CONNECTION_LOST, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The connection was lost"),
    /* Translators: keep the words in braces. */
    N_("Either {server} or something on the way closed the connection before the work was done. Try again. If it happens each "
       "time, the port or the kind of encryption may be wrong, or a firewall or virus scanner may be cutting in.") },

  /* Another service, or TLS against plain text. */
  { "silent-tls-port", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("This port expects encryption from the first byte"),
    /* Translators: keep the words in braces. */
    N_("On port {port}, {server} waits for encryption to begin before it says anything, but the account is set to begin in the "
       "clear. Choose a secure connection from the first byte on the Advanced page.") },
  { "tls-as-greeting", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server speaks encrypted from the first byte"),
    /* Translators: keep the words in braces. */
    N_("On port {port}, {server} expects encryption from the first byte, but the account is set to begin in the clear. Choose a "
       "secure connection from the first byte on the Advanced page.") },
  { "plain-text-as-tls", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server does not speak encrypted from the first byte on this port"),
    /* Translators: keep the words in braces. */
    N_("The account is set to encrypt from the first byte, but on port {port} {server} begins in the clear. That goes together on "
       "port 465 for sending, 993 for IMAP and 995 for POP3. For this port, STARTTLS is the kind of encryption to choose on the "
       "Advanced page.") },
  { "plain-text-after-promise", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, PROVIDERS,
    N_("The server promised encryption and went on in the clear"),
    /* Translators: keep the words in braces. */
    N_("On port {port} {server} agreed to encrypt, and then sent plain text. Either the server is at fault, or something on the way "
       "interferes: a virus scanner, a firewall, or somebody who wants to read along. Nothing was sent. Try from another network; if it "
       "happens there too, ask the provider.") },
  { "web-server", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("A web server answers on this port"),
    /* Translators: keep the words in braces. */
    N_("On port {port} of {server} there is a web server, not a mail server. Check the port on the Advanced page and the server's "
       "name.") },
  { "captive-portal", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("This network wants you to sign in first"),
    /* Translators: keep the words in braces. */
    N_("Instead of {server}, a web page answers on port {port} and leads somewhere else, as the sign-in pages of hotels, trains and "
       "guest networks do. Open a web browser, accept or sign in to this network, and try again.") },
  { "imap-server", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("An IMAP server answers on this port"),
    /* Translators: keep the words in braces. */
    N_("On port {port} of {server} there is a server for incoming mail (IMAP), and something else was expected. Check the port on "
       "the Advanced page and the kind of server on the Servers page.") },
  { "pop3-server", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("A POP3 server answers on this port"),
    /* Translators: keep the words in braces. */
    N_("On port {port} of {server} there is a server for incoming mail (POP3), and something else was expected. Check the port on "
       "the Advanced page and the kind of server on the Servers page.") },
  { "smtp-server", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("A server for outgoing mail answers on this port"),
    /* Translators: keep the words in braces. */
    N_("On port {port} of {server} there is a server for outgoing mail (SMTP), and one for incoming mail was expected. Check the "
       "port on the Advanced page.") },
  { "ssh-server", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("Another service answers on this port"),
    /* Translators: keep the words in braces. */
    N_("On port {port} of {server} there is a service for remote login (SSH), not a mail server. Check the port on the Advanced "
       "page.") },
  { "other-service", SENDOFF_CLASS_WRONG_PORT, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("Another service answers on this port"),
    /* Translators: keep the words in braces. */
    N_("What answers on port {port} of {server} is not a mail server, but a service for files for example. Check the port on the "
       "Advanced page and the server's name.") },

  /* Encryption and trust. Never an advice to do without. */
  { "encryption-not-offered", SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server does not offer encryption"),
    /* Translators: keep the words in braces. */
    N_("The account wants an encrypted connection, but on port {port} {server} does not offer one. Somebody on the way may have "
       "removed the offer in order to read along, so nothing was sent. Try from another network; if it is the same there, ask the "
       "provider which port is encrypted, most often 465, 993 or 995.") },
  { "onward-encryption-not-offered", SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server can't promise encryption on the way onward"),
    /* Translators: keep the word in braces. */
    N_("The message was to be sent only if every server on its way passes it on encrypted. {server} does not offer that (REQUIRETLS), or the "
       "connection to it is not encrypted itself, so nothing was sent. Few servers offer it. Send without asking for it, or encrypt the message "
       "itself.") },
  { "encryption-hidden", SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("Something on the way hides the server's encryption"),
    /* Translators: keep the word in braces. */
    N_("A firewall, virus scanner or somebody between here and {server} writes over what the server says, and so keeps the "
       "connection readable. Nothing was sent. Ask whoever runs the network to stop inspecting mail, try from another network, or "
       "use the port that is encrypted from the first byte.") },
  { "encryption-refused", SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The server refused to encrypt the connection"),
    /* Translators: keep the word in braces. */
    N_("The account wants an encrypted connection, and {server} refused to begin one. The server may have a fault, or somebody on "
       "the way may want to read along, so nothing was sent. Try again later or from another network, and ask the provider if it "
       "stays like this.") },
  { "handshake-failed", SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE, SENDOFF_TEMPORARY_NEVER, PROVIDERS,
    N_("The encryption could not be set up"),
    /* Translators: keep the words in braces; {detail} is what the encryption library said, in English. */
    N_("The two sides could not agree on how to encrypt; nothing was sent. Perhaps {server} is too old for today's "
       "encryption, or something on the way may interfere. Ask the provider, or try from another network. The encryption library "
       "said: {detail}") },
  { "no-judge", SENDOFF_CLASS_ENCRYPTION_UNAVAILABLE, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("This computer can't check certificates"),
    N_("The part of this program that checks the server's certificate could not be put to work with the network library installed "
       "here, so nothing was sent. Install libcurl in its GnuTLS variant.") },
  { "certificate-not-trusted", SENDOFF_CLASS_CERTIFICATE, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server's certificate could not be verified"),
    /* Translators: keep the word in braces. */
    N_("It is not certain that the computer that answered is {server}, so no password and no message was sent. Look at the "
       "certificate: if you run this server yourself, or its operator confirms the fingerprint, you may trust it; else ask the "
       "provider. On a foreign network, somebody may be posing as the server.") },
  { "clock-behind", SENDOFF_CLASS_CERTIFICATE, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The clock of this computer may be wrong"),
    /* Translators: keep the words in braces; {now} and {from} are dates. */
    N_("By the clock of this computer it is {now}, but the certificate of {server} is valid only from {from}. Set date and time "
       "right, and try again. If they are right, the server shows a certificate that is not in force yet: tell the provider.") },
  { "certificate-expired-long-ago", SENDOFF_CLASS_CERTIFICATE, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server's certificate expired long ago, or the clock of this computer is wrong"),
    /* Translators: keep the words in braces; {now} and {until} are dates. */
    N_("By the clock of this computer it is {now}, and the certificate of {server} was valid until {until}. Check date and time here "
       "first. If they are right, tell the provider; no password and no message was sent.") },
  { "certificate-expired", SENDOFF_CLASS_CERTIFICATE, SENDOFF_TEMPORARY_NEVER, PROVIDERS,
    N_("The server's certificate has expired"),
    /* Translators: keep the words in braces; {until} is a date. */
    N_("The certificate of {server} was valid until {until} and was not renewed in time. No password and no message was sent. Tell the "
       "provider, or try again tomorrow.") },

  /* Talk that makes no sense. */
  { "unreadable-reply", SENDOFF_CLASS_PROTOCOL_FAULT, SENDOFF_TEMPORARY_NEVER, PROVIDERS,
    N_("The server's answer makes no sense"),
    /* Translators: keep the words in braces; {said} is a quotation. */
    N_("What came from {server} is not the answer of a mail server as the standards have it; it began with {said}. Check the server's "
       "name and port. A virus scanner or firewall between here and the server may also have changed the answer.") },

  /* After the final dot. */
  { "uncertain-timeout", SENDOFF_CLASS_TIMEOUT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The message was perhaps sent"),
    /* Translators: keep the words in braces. */
    N_("The whole message was handed over, but {server} did not confirm it within {timeout}. The recipient may have got it or not. "
       "Ask, or look into the mailbox, before you send again: it may arrive twice.") },
  { "uncertain-unreadable", SENDOFF_CLASS_PROTOCOL_FAULT, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The message was perhaps sent"),
    /* Translators: keep the word in braces. */
    N_("The whole message was handed over, but the answer of {server} can't be understood. The recipient may have got it or not. Ask, "
       "or look into the mailbox, before you send again: it may arrive twice.") },
  { "uncertain-lost", SENDOFF_CLASS_CONNECTION_LOST, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The message was perhaps sent"),
    /* Translators: keep the word in braces. */
    N_("The whole message was handed over, but {server} did not confirm it in words that mean so. The recipient may have got it or "
       "not. Ask, or look into the mailbox, before you send again: it may arrive twice.") },

  /* This side. */
  { "settings-invalid", SENDOFF_CLASS_SETTINGS, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The account's settings can't be used as they are"),
    /* Translators: {detail} is a whole sentence that names the setting at fault; keep the braces. */
    N_("{detail} Correct it in the account's properties, and try again.") },
  { "client-certificate-unusable", SENDOFF_CLASS_SETTINGS, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("Your own certificate can't be used"),
    /* Translators: {detail} is a whole sentence that says what is wrong with the certificate, its key or its token; keep the braces. */
    N_("{detail} Nothing was sent. Choose the certificate again on the Security page of the account, and try once more.") },
  { "password-missing", SENDOFF_CLASS_SETTINGS, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("There is no password"),
    /* Translators: keep the word in braces. */
    N_("The account is set to sign in to {server}, but no password was given and none is stored. Enter the password, and try again.") },
  { "message-invalid", SENDOFF_CLASS_SETTINGS, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The message can't be sent as it is"),
    /* Translators: {detail} is a whole sentence that says what is wrong; keep the braces. */
    N_("{detail} Correct the message, and send it again.") },
  { "file-unreadable", SENDOFF_CLASS_SETTINGS, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("A file could not be read"),
    /* Translators: {detail} is a whole sentence that names the file; keep the braces. */
    N_("{detail} Nothing was delivered. Choose the file again, and send the message once more.") },
  { "cancelled", SENDOFF_CLASS_UNKNOWN, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("You stopped it"),
    N_("The work was stopped before it was done. No message was delivered.") },
  { "library-missing", SENDOFF_CLASS_UNKNOWN, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("A library that this program needs is missing"),
    /* Translators: {detail} is what the system says, with the library's name; keep the braces. */
    N_("Without the library libcurl no server can be reached, and it is not installed, damaged, or too old. Nothing was sent. Install "
       "it anew, then start this program again. The system says: {detail}") },
  { "internal", SENDOFF_CLASS_UNKNOWN, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("This program made a mistake"),
    /* Translators: {detail} is a technical remark in English; keep the braces. */
    N_("Something went wrong inside this program. Please report it, with this remark: {detail}") },
  { "unknown", SENDOFF_CLASS_UNKNOWN, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server refused, and its reason is not known here"),
    /* Translators: keep the word in braces. */
    N_("Read the answer of {server} below. If it does not help, ask the provider, and hand over the whole error text.") },
  { NULL },
};
