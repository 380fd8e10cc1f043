/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meanings: signing in, and encryption that a server insists on. */

#include <glib/gi18n-lib.h>

#include "diagnosis/meaning-tables.h"

const SendoffMeaning sendoff_meanings_of_sign_in[] = {
  /* Sign-in is needed, and the account doesn't. */
  { "relaying-denied", SENDOFF_CLASS_SIGN_IN_REQUIRED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server wants you to sign in first"),
    /* Translators: keep the words in braces; {address} is a mail address, {server} a host name. */
    N_("Mail to {address} has to be passed on to another server, and {server} does that only for people who have signed in. This "
       "account sends without signing in. Turn on “My server requires authentication” on the Servers page, together with a secure "
       "connection (SSL) on the Advanced page, so that nobody can read the password on the way."),
    { SENDOFF_FIX_REQUIRE_AUTHENTICATION } },
  { "relaying-denied-signed-in", SENDOFF_CLASS_SIGN_IN_REQUIRED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server does not pass this message on, though you are signed in"),
    /* Translators: keep the words in braces. */
    N_("You are signed in, and still {server} refuses to pass mail on to {address}. Perhaps this user may not send, the sender's "
       "address is not one of this user's, or this server is meant for other things than sending. Check the user name and the name "
       "of the outgoing server, or ask the provider.") },
  { "authentication-required", SENDOFF_CLASS_SIGN_IN_REQUIRED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server wants you to sign in first"),
    /* Translators: keep the word in braces. */
    N_("Only people who have signed in may send through {server}, and this account sends without signing in. Turn on “My server "
       "requires authentication” on the Servers page, together with a secure connection (SSL) on the Advanced page, so that nobody "
       "can read the password on the way."),
    { SENDOFF_FIX_REQUIRE_AUTHENTICATION } },
  { "pop-before-smtp", SENDOFF_CLASS_SIGN_IN_REQUIRED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server wants you to fetch mail before you send"),
    N_("This server takes mail only from those who have just signed in to their incoming mail. Signing in to the outgoing server is "
       "the better way, where the provider offers it. Turn on “My server requires authentication” on the Servers page, or fetch "
       "your mail and send again."),
    { SENDOFF_FIX_REQUIRE_AUTHENTICATION } },

  /* User or password. A whole address is taken apart only where the user is said to be unknown: else it is the password more often. */
  { "wrong-password", SENDOFF_CLASS_CREDENTIALS, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The user name or the password was not accepted"),
    /* Translators: keep the word in braces. */
    N_("The sign-in to {server} was refused. Type the password once more, and check the user name: most providers want the whole "
       "e-mail address there, a few only the part before the @. Where you sign in to the provider's web pages with a second step, "
       "mail programs often need a password of their own."),
    { SENDOFF_FIX_USE_ADDRESS_AS_USER, SENDOFF_FIX_USE_INCOMING_CREDENTIALS } },
  { "user-needs-address", SENDOFF_CLASS_CREDENTIALS, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The user name has to be the whole e-mail address"),
    /* Translators: keep the word in braces. */
    N_("The sign-in to {server} was refused: as user name it wants the whole e-mail address. Put that in place of the user name."),
    { SENDOFF_FIX_USE_ADDRESS_AS_USER } },
  { "user-unknown-at-sign-in", SENDOFF_CLASS_CREDENTIALS, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server does not know this user"),
    /* Translators: keep the word in braces. */
    N_("There is no such user on {server}. Check how the user name is spelt, and whether this is the right server for the account. "
       "Most providers want the whole e-mail address as user name, a few only the part before the @."),
    { SENDOFF_FIX_USE_ADDRESS_AS_USER, SENDOFF_FIX_USE_INCOMING_CREDENTIALS, SENDOFF_FIX_USE_LOCAL_PART_AS_USER } },

  /* The account may not, or not this way. */
  { "app-password-needed", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("Mail programs need a password of their own here"),
    /* Translators: keep the word in braces. */
    N_("Your usual password is not accepted by {server} in mail programs. Sign in to the provider's web pages, make a password for "
       "mail programs there (an app password or authorization code), and store that one in the account.") },
  { "oauth-needed", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The provider does not take passwords from mail programs any more"),
    /* Translators: keep the word in braces. */
    N_("Signing in to {server} with a user name and a password is switched off. It wants the web sign-in of modern mail programs "
       "(OAuth), which this program can't do. Ask the provider or your administrator whether sign-in by password can be allowed for "
       "this account, or whether there are app passwords.") },
  { "web-sign-in-needed", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The provider wants you to sign in on its web pages first"),
    N_("The provider has stopped this sign-in until you confirm in a web browser that it was you. Sign in to the provider's web "
       "pages, answer what it asks there, and try again after that.") },
  { "service-switched-off", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("Access by mail programs is switched off for this account"),
    /* Translators: keep the word in braces. */
    N_("This account may not use {server} with a mail program. Most often that is a switch on the provider's web pages, named after "
       "SMTP, IMAP or POP3. Turn it on there, or ask your administrator to.") },
  { "account-disabled", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, PROVIDERS,
    N_("The account is disabled"),
    /* Translators: keep the word in braces. */
    N_("This user is known to {server}, but the account is disabled or suspended. Only the provider can change that.") },
  { "account-locked", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The account is locked"),
    N_("The server has locked this account, often after several wrong passwords. Wait a while before the next try, or sign in to "
       "the provider's web pages to unlock it. If you did not mistype the password, somebody else may be guessing it.") },
  { "password-change-needed", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The password has to be renewed"),
    N_("The server wants you to set a new password before you can sign in again. Do that on the provider's web pages, then store "
       "the new password in the account.") },
  { "stronger-sign-in-needed", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server does not allow this way of signing in"),
    /* Translators: keep the word in braces. */
    N_("The sign-in was refused by {server} as too weak for this account. Providers that answer like this want an app password or "
       "the web sign-in (OAuth). Look for app passwords on the provider's web pages.") },
  { "client-certificate-needed", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server wants to see a certificate of yours"),
    /* Translators: keep the word in braces. */
    N_("Only who shows a client certificate that it accepts is served by {server}. Ask the provider or your administrator for one, "
       "and choose it on the Security page of the account. If one is chosen there, it is not the one that this server wants.") },
  { "sign-in-refused-by-policy", SENDOFF_CLASS_SIGN_IN_POLICY, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The provider does not let this account sign in"),
    N_("The server refused the sign-in because of a rule of the provider, not because of the password. Read the server's answer "
       "below, sign in to the provider's web pages, and look for a notice there.") },
  { "sign-in-try-later", SENDOFF_CLASS_SERVER_FAULT, SENDOFF_TEMPORARY_ALWAYS, PROVIDERS,
    N_("The server can't check the sign-in at the moment"),
    N_("The server could not find out whether user name and password are right. That is a fault on its side. Leave the password as "
       "it is, and try again in a few minutes.") },

  /* No way in common. */
  { "sign-in-needs-encryption", SENDOFF_CLASS_SIGN_IN_METHOD, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server offers no sign-in without encryption"),
    /* Translators: keep the word in braces. */
    N_("Signing in to {server} is not possible as long as the connection is readable for others. Turn on “This server requires a "
       "secure connection (SSL)” on the Advanced page. Nothing was sent."),
    { SENDOFF_FIX_USE_ENCRYPTION } },
  { "sign-in-not-offered-on-25", SENDOFF_CLASS_SIGN_IN_METHOD, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server offers no sign-in on this port"),
    /* Translators: keep the word in braces. */
    N_("On port 25, {server} takes mail from other servers and offers no sign-in. People send through port 587, or through 465 with "
       "encryption from the first byte. Nothing was sent.") },
  { "sign-in-not-offered", SENDOFF_CLASS_SIGN_IN_METHOD, SENDOFF_TEMPORARY_NEVER, YOURS,
    N_("The server offers no sign-in"),
    /* Translators: keep the words in braces. */
    N_("The account is set to sign in, but {server} offers no sign-in on port {port}. Check the server's name and port: people send "
       "through port 587 or 465. Nothing was sent.") },
  { "no-common-mechanism", SENDOFF_CLASS_SIGN_IN_METHOD, SENDOFF_TEMPORARY_NEVER, PROVIDERS,
    N_("There is no way of signing in that both sides know"),
    /* Translators: keep the word in braces. */
    N_("For signing in, {server} offers only ways that this program does not have, for example the web sign-in (OAuth). "
       "Ask the provider whether app passwords exist. Nothing was sent.") },
  { "mechanism-refused", SENDOFF_CLASS_SIGN_IN_METHOD, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server does not know this way of signing in"),
    /* Translators: keep the word in braces. */
    N_("The command to sign in was refused by {server} as unknown or out of place. Perhaps it lets people sign in only over an "
       "encrypted connection, or only on the ports for sending, 587 and 465."),
    { SENDOFF_FIX_USE_ENCRYPTION } },

  /* Encryption that the server insists on. */
  { "encryption-required", SENDOFF_CLASS_ENCRYPTION_REQUIRED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The server insists on an encrypted connection"),
    /* Translators: keep the word in braces. */
    N_("Before anything else {server} wants the connection to be encrypted. Turn on “This server requires a secure connection "
       "(SSL)” on the Advanced page."),
    { SENDOFF_FIX_USE_ENCRYPTION } },
  { "onward-encryption-required", SENDOFF_CLASS_RECIPIENT_REFUSED, SENDOFF_TEMPORARY_AS_REPLIED, YOURS,
    N_("The message can't be passed on under the encryption it asks for"),
    /* Translators: keep the word in braces. */
    N_("The way from here to {address} can't be encrypted throughout, and the message may not go without. Use another way to reach "
       "this person.") },
  { NULL },
};
