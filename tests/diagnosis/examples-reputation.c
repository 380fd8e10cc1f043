/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Example replies: the client's standing, limits, faults of the server. */

#include "examples.h"

#define GREETING SENDOFF_COMMAND_GREETING
#define EHLO SENDOFF_COMMAND_EHLO
#define MAIL SENDOFF_COMMAND_MAIL
#define RCPT SENDOFF_COMMAND_RCPT
#define DATA SENDOFF_COMMAND_DATA
#define DOT SENDOFF_COMMAND_FINAL_DOT
#define OTHER SENDOFF_COMMAND_OTHER

const Example examples_of_reputation[] = {
  /* SPF, DKIM, DMARC. */
  { RCPT, "550 5.7.23 Sorry", "reputation", "spf-failed" },
  { RCPT, "550 5.7.1 <bob@example.org>: Recipient address rejected: Please see http://www.openspf.org/Why", "reputation", "spf-failed" },
  { MAIL, "550 SPF check failed for example.org", "reputation", "spf-failed" },
  { DOT, "550 5.7.20 Sorry", "reputation", "dkim-failed" },
  { DOT, "550 5.7.1 No acceptable DKIM signature", "reputation", "dkim-failed" },
  { DOT, "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\r\n"
         "550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\r\n550 5.7.26 See https://support.example.com/",
    "reputation", "dmarc-failed" },
  { DOT, "550 5.7.26 Sorry", "reputation", "dmarc-failed" },
  { DOT, "550 5.7.1 Unauthenticated email from example.org is not accepted due to domain's DMARC policy.", "reputation", "dmarc-failed" },
  { DOT, "550 5.7.509 Access denied, sending domain does not pass verification", "reputation", "dmarc-failed" },

  /* Address. */
  { RCPT,
    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1",
    "reputation", "address-blocked" },
  { RCPT, "550 5.7.1 Mail from 192.0.2.1 refused - listed at bl.spamcop.net", "reputation", "address-blocked" },
  { GREETING, "554 5.7.1 Your IP is on a blacklist", "reputation", "address-blocked" },
  { RCPT, "550 5.7.606 Access denied, banned sending IP [192.0.2.1]", "reputation", "address-blocked" },
  { RCPT, "550 5.7.606 No", "reputation", "address-blocked" },
  { DOT, "550-5.7.1 [192.0.2.1] Our system has detected that this message is\r\n"
         "550-5.7.1 likely suspicious due to the very low reputation of the sending IP\r\n550 5.7.1 address.",
    "reputation", "address-blocked" },
  { MAIL, "550 5.7.1 open relay listed", "reputation", "address-blocked" },
  { MAIL, "550 5.7.1 We do not take spam", "reputation", "address-blocked" },
  { GREETING, "554 mail.example.org ESMTP not accepting connections: bad reputation", "reputation", "address-blocked" },
  { RCPT, "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied", "reputation", "address-blocked" },
  { RCPT, "550 Relaying blocked, you are an open relay listed by IP", "reputation", "address-blocked" },
  { RCPT, "554 5.7.1 Dynamic IP addresses are not accepted", "reputation", "dynamic-address" },
  { RCPT, "550-5.7.1 [192.0.2.1] The IP you're using to send mail is not authorized to\r\n"
          "550-5.7.1 send email directly to our servers. Please use the SMTP relay at your\r\n550 5.7.1 service provider instead.",
    "reputation", "dynamic-address" },
  { RCPT, "554 5.7.1 Rejected: dial-up range", "reputation", "dynamic-address" },
  { RCPT, "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]", "reputation", "reverse-dns-failed" },
  { RCPT, "550 5.7.25 Sorry", "reputation", "reverse-dns-failed" },
  { GREETING, "554 5.7.1 No PTR record for 192.0.2.1", "reputation", "reverse-dns-failed" },
  { RCPT, "504 5.5.2 <laptop>: Helo command rejected: need fully-qualified hostname", "reputation", "helo-refused" },
  { EHLO, "550 Invalid HELO name", "reputation", "helo-refused" },
  { GREETING, "554 mail.example.org", "reputation", "greeting-refused" },
  { EHLO, "550 No", "reputation", "greeting-refused" },

  /* Limits. */
  { RCPT, "450 4.2.0 <bob@example.org>: Recipient address rejected: Greylisted, see http://postgrey.example/",
    "rate-limited", "greylisted" },
  { RCPT, "451 4.7.1 Greylisting in action, please come back in 00:05:00", "rate-limited", "greylisted" },
  { RCPT, "451 4.7.1 Please try again in 300 seconds", "rate-limited", "greylisted" },
  { RCPT, "550 5.7.1 Greylisted", "rate-limited", "greylisted" },
  { RCPT, "450 4.7.1 Sorry", "rate-limited", "try-later" },
  { RCPT, "450 Requested mail action not taken", "rate-limited", "try-later" },
  { RCPT, "451 4.2.0 Sorry", "rate-limited", "try-later" },
  { MAIL, "421 4.7.0 [192.0.2.1] Our system has detected an unusual rate of unsolicited mail. Your IP is temporarily rate limited.",
    "rate-limited", "rate-limited" },
  { GREETING, "421 4.7.0 mail.example.org Error: too many connections from 192.0.2.1", "rate-limited", "rate-limited" },
  { DOT, "550 5.4.5 Daily user sending quota exceeded.", "rate-limited", "rate-limited" },
  { RCPT, "450 4.7.1 Error: too much mail from 192.0.2.1", "rate-limited", "rate-limited" },
  { RCPT, "450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents more.", "rate-limited", "rate-limited" },
  { DOT, "550 5.7.28 Sorry", "rate-limited", "rate-limited" },
  { MAIL, "421 4.7.1 Sorry", "rate-limited", "rate-limited" },
  { GREETING, "450 4.7.1 Sorry", "rate-limited", "rate-limited" },
  { RCPT, "452 4.5.3 Too many recipients", "rate-limited", "too-many-recipients" },
  { RCPT, "452 4.5.3 Sorry", "rate-limited", "too-many-recipients" },

  /* Faults. */
  { GREETING, "421 mail.example.org Service not available, closing transmission channel", "server-fault", "server-closing" },
  { DATA, "421 4.4.2 mail.example.org Error: timeout exceeded", "timeout", "server-tired-of-waiting" },
  { GREETING, "450 Sorry", "server-fault", "server-closing" },
  { RCPT, "452 4.3.1 Insufficient system storage", "server-fault", "server-storage-full" },
  { MAIL, "452 Sorry", "server-fault", "server-storage-full" },
  { RCPT, "451 4.3.0 <bob@example.org>: Temporary lookup failure", "server-fault", "server-fault" },
  { RCPT, "451 Requested action aborted: local error in processing", "server-fault", "server-fault" },
  { DOT, "451 4.3.0 Error: queue file write error", "server-fault", "server-fault" },
  { DOT, "554 5.3.0 Error", "server-fault", "server-fault" },
  { MAIL, "451 4.4.7 Sorry", "server-fault", "server-fault" },
  { RCPT, "451 4.3.5 Server configuration error", "server-fault", "server-misconfigured" },
  { DOT, "554 5.4.6 Too many hops", "server-fault", "server-misconfigured" },
  { DOT, "554 5.4.6 Sorry", "server-fault", "server-misconfigured" },
  { RCPT, "451 4.4.3 Sorry", "server-fault", "routing-fault" },
  { MAIL, "453 4.3.2 Sorry", "server-fault", "accepts-no-mail" },
  { GREETING, "521 mail.example.org does not accept mail", "server-fault", "accepts-no-mail" },
  { GREETING, "554 5.3.2 Sorry", "server-fault", "accepts-no-mail" },
  { GREETING, "554 5.3.0 Sorry", "server-fault", "server-fault" },
  { OTHER, "451 Sorry", "server-fault", "server-fault" },

  /* Talk at cross purposes. */
  { EHLO, "500 5.5.1 Command unrecognized", "protocol-fault", "command-refused" },
  { MAIL, "503 5.5.1 Sender already specified", "protocol-fault", "command-refused" },
  { MAIL, "500 5.5.2 Error: bad syntax", "protocol-fault", "command-refused" },
  { MAIL, "555 5.5.4 Unsupported option: BODY", "protocol-fault", "command-refused" },
  { OTHER, "503 Sorry", "protocol-fault", "command-refused" },
  { MAIL, "nonsense", "protocol-fault", "unreadable-reply" },
  { MAIL, "", "protocol-fault", "unreadable-reply" },
  { RCPT, "354 Go on", "protocol-fault", "unreadable-reply" },
  { EHLO, "530 Please login with USER and PASS.", "wrong-port", "other-service" },
  { GREETING, "421 ProFTPD server not available", "wrong-port", "other-service" },
  { GREETING, "HTTP/1.1 400 Bad Request", "wrong-port", "web-server" },
  { GREETING, "* OK IMAP4rev1 ready", "wrong-port", "imap-server" },
  { GREETING, "+OK POP3 ready", "wrong-port", "pop3-server" },
  { GREETING, "SSH-2.0-OpenSSH_9.2", "wrong-port", "ssh-server" },
  { GREETING, "\x15\x03\x03", "wrong-port", "tls-as-greeting" },
  /* As more servers say it. */
  { MAIL, "451 4.7.650 Later", "reputation", "address-blocked" },
  { MAIL, "421-4.7.0 This message is suspicious due to the very low reputation of the sending IP\n421 4.7.0 address; rate limited.",
    "reputation", "address-blocked" },
  { DOT, "421 4.2.1 Service refuse. Veuillez essayer plus tard.", "rate-limited", "try-later" },
  { GREETING, "554 SMTP synchronization error", "protocol-fault", "command-refused" },
  { GREETING, "HTTP/1.1 302 Found\r\nLocation: http://hotel.example/", "wrong-port", "captive-portal" },
  { GREETING, "554 No SMTP service here", "server-fault", "accepts-no-mail" },
  { GREETING, "521 No", "server-fault", "accepts-no-mail" },
  { DOT, "550-5.7.0 Message considered as spam or virus, rejected\n550 5.7.0 Your IP: 192.0.2.1", "content-refused", "spam" },
  { DOT, "451 4.7.1 Service unavailable - try again later", "server-fault", "server-fault" },
  { DOT, "550 5.7.30 This message did not pass DKIM authentication", "reputation", "dkim-failed" },
  { MAIL, "450 4.7.1 Client host rejected: cannot find your hostname", "reputation", "reverse-dns-failed" },
  { DOT, "554 5.4.5 No", "rate-limited", "rate-limited" },
  { DOT, "451 No", "server-fault", "server-fault" },
  { RCPT, "450 Queue unavailable", "server-fault", "server-fault" },
  { GREETING, "554 Reject due to policy restrictions", "reputation", "greeting-refused" },
  { GREETING, "421 Too many con's", "rate-limited", "rate-limited" },
  { GREETING, "421 Sender address blocked", "reputation", "address-blocked" },
  { GREETING, "521 <192.0.2.1> is blocked", "reputation", "address-blocked" },
  { GREETING, "554 192.0.2.1 was temporarily blocked for attempting to mail unknown people", "reputation", "address-blocked" },
  { MAIL, "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections.", "rate-limited", "rate-limited" },
  { DOT, "421 4.7.0 [192.0.2.1] An unusual amount of unsolicited mail comes from your IP address", "rate-limited", "rate-limited" },
  { RCPT, "451 192.0.2.1 is not yet authorized to deliver mail from <ann@example.org> to <bob@example.com>.", "rate-limited", "greylisted" },
  { 0 },
};
