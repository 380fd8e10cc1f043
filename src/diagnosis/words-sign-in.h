/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The words by which a server says what is wrong with a sign-in. They are written like those of words.h. */

#define WORDS_APP_PASSWORD \
  "application-specific password*|application specific password*|app-specific password*|app specific password*|app password*|" \
  "application password*|invalidsecondfactor|authorization code|authorized code|authorisation code|two-factor*|two factor*|2-step*|two-step*|2fa|" \
  "mfa|multi-factor*|second factor|less secure app*|less secure|lesssecureapps|third-party app*|third-party client*|" \
  "third party client*|external password|device password|client password|client-specific password*|generate*+password|" \
  "anwendungspasswort|anwendungsspezifisches passwort|app-passwort|mot de passe d'application|mot de passe d’application|" \
  "contrasena de aplicacion|password per app|password per le app|пароль приложения|пароль для внешн*|" \
  "授权码|应用专用密码|アプリパスワード|アプリ パスワード|external application*|parol prilozheniya|" \
  "authorization code*|use authorization code|secure mail key*|please using weixin*|password for external|app-specific*|dedicated password|" \
  "email-passwort|e-mail-passwort|contrasena de aplicacion*|mot de passe d'application*|password applicazione|haslo aplikacji"

#define WORDS_OAUTH \
  "basic authentication is disabled|basic auth is disabled|basic authentication disabled|basic authentication is not*|" \
  "basic auth*+disabled|password authentication is disabled|password authentication disabled|password authentication is not*|" \
  "password login is disabled|legacy authentication|modern authentication|modern auth|oauth|oauth2|oauth 2.0|xoauth2|oauthbearer|" \
  "authentication via password is*|plain authentication disabled|user authentication is disabled+password|" \
  "basic authentication is blocked|basicauthblocked*|security defaults|did not meet the criteria|conditional access|modern auth*"

#define WORDS_WEB \
  "use web for|use the web*|not a robot|" \
  "web browser|webloginrequired|web login required|web login|log in via your web*|log in with your web*|log in with your browser|" \
  "sign in via your web*|via the web*|through the web*|on our website|visit our website|captcha|unlockcaptcha|displayunlockcaptcha|" \
  "suspicious login*|unusual activity|suspicious activity|verify your account|verify your identity|confirm your identity|" \
  "over the web|webmail+log*|webmailer*|im browser|navigateur|navegador|веб-интерфейс*|accept eula|eula|" \
  "accept the terms|terms of service|user agreement|phone number|verify your phone|[webalert|webalert|log in via your*|" \
  "unlock your account|unsafe login|confirm that it was you|sign in at http*|security alert|verify identity"

#define WORDS_SERVICE_OFF \
  "smtp authentication is disabled|smtp authentication disabled|authentication is disabled for*|authentication disabled for*|" \
  "authentication disabled|not enabled for|is not enabled|not been enabled|service is not open|service not open|" \
  "service not enabled|service is disabled|service disabled|service is closed|access is disabled|access disabled|" \
  "access not enabled|access is not enabled|access is not allowed|access not allowed|does not have access rights|not have access|" \
  "dostep+wylaczon*|zugriff+deaktiviert|acces+desactive|acceso+deshabilitad*|acceso+desactivad*|accesso+disattivat*|acesso+desativad*|" \
  "no access to+service|smtp service+disabled|imap+disabled|pop+disabled|pop3+disabled|pop3+not enabled|imap+not enabled|" \
  "smtp+not enabled|imap+not allowed|smtp+not allowed for this|not allowed to use smtp|not permitted to use smtp|" \
  "smtp access+disabled|protocol disabled|protocol is disabled|protocol+not allowed|smtp/pop/imap|pop/imap+disabled|tarif|" \
  "your plan|upgrade*+account|premium|nicht freigeschaltet|nicht freigegeben|nicht aktiviert|non active|no esta habilitad*|" \
  "non abilitat*|не включен*|未开启|未开通|has no permission|no permission|imap access+disabled|pop access+disabled|" \
  "pop3 access+disabled|not enabled for imap*|not enabled for pop*|enabled for your domain|authenticated but not connected|" \
  "plan does not*|does not have access*|doesn't have access*|account is abnormal|imap access is disabled|zugang nicht*|acces imap+desactive|" \
  "imap+deshabilitad*|imap+disabilitat*|unauthorized ip*|ip+not allowed to sign in|imap is disabled|pop is disabled|" \
  "pop3 is disabled|enable imap|enable pop*|" \
  "switched off|turned off|not included in*|from this country|your country|geo-block*|geoblock*|geolocation|from your location|" \
  "from this location|tariff|" \
  "enable smtp*|need to enable*|must enable*|enable+in your account*|enable+settings|" \
  "activate pop*|activate imap*|activate smtp*|activate the pop*|activate the imap*|please activate*|aktivieren sie*|activez*|" \
  "active el*|habilite*|attivare*|not activated|" \
  "only available for|only available to|available only*|pop3 access denied|pop access denied|imap access denied|smtp access denied|" \
  "access denied for this*|access denied to this*|" \
  "free plan|paid plan|paid account*|free account*|paying customer*|paid customer*|current plan"

#define WORDS_ACCOUNT_OFF \
  "account disabled|account is disabled|account has been disabled|user disabled|user is disabled|account suspended|" \
  "account is suspended|account has been suspended|user suspended|account deactivated|account is deactivated|account inactive|" \
  "account is inactive|account closed|account is closed|account expired|account has expired|account is blocked|account blocked|" \
  "account has been blocked|user is blocked|user blocked|mailbox disabled|mailbox is disabled|domain suspended|domain is suspended|" \
  "domain disabled|account is not active|account not active|account terminated|konto+gesperrt|konto+deaktiviert|postfach+gesperrt|" \
  "zugang+gesperrt|compte desactive|compte suspendu|cuenta+suspendida|cuenta+deshabilitada|account sospeso|" \
  "аккаунт заблокирован|账号被禁用|帐号被禁用|account disabled*|account+suspended|account+deactivated|" \
  "account+inactive|user+suspended|postfach ist gesperrt|ist gesperrt|compte bloque|compte+suspendu|cuenta+bloqueada|" \
  "account bloccato|konto zablokowane|заблокирован|sending paused|[contactadmin]|contact your administrator+blocked|" \
  "account is frozen|mailbox+suspended|mailbox+disabled|account is temporarily disabled|temporarily disabled|" \
  "account is temporarily suspended|account+blocked|" \
  "account was closed|account was disabled|account was suspended|account was blocked|account was deleted|account has been closed|" \
  "account has been deleted|account has been terminated|mailbox has been suspended|mailbox has been disabled"

#define WORDS_LOCKED \
  "account locked|account is locked|account has been locked|account temporarily locked|account is temporarily locked|user locked|" \
  "user is locked|locked out|lockout|temporarily blocked|temporarily locked|login locked|mailbox is locked by admin*|" \
  "too many failed|too many invalid|too many bad*|too many login failures|too many wrong*|bloqueada por|账号被锁定|" \
  "帐号被锁定|account+temporarily locked|account+locked|is locked by*|blocked after too many*|" \
  "locked for*|locked due*|locked because*|locked until*|account+frozen"

#define WORDS_PASSWORD_OLD \
  "password expired|password has expired|password is expired|password must be changed|password change required|change your password|" \
  "password transition|password+too weak|password+too simple|password is weak|weak password|insecure password|reset your password|" \
  "passwort abgelaufen|kennwort abgelaufen|mot de passe expire|" \
  "must change+password|change password first|change the password first|password+must be renewed|" \
  "contrasena caducada"

#define WORDS_FULL_ADDRESS \
  "full email address|full e-mail address|full mail address|complete email address|complete e-mail address|entire email address|" \
  "email address as*+user*|e-mail address as*+user*|fully qualified user*|username must be+email|user name must be+email|" \
  "include the domain|user+with domain|vollstandige e-mail*|adresse complete"

#define WORDS_NO_SUCH_LOGIN \
  "user not found|no such user|unknown user|user unknown|user does not exist|user doesn't exist|account not found|no such account|" \
  "unknown account|account does not exist|invalid user|no such login|mailbox not found|unbekannter benutzer|benutzer unbekannt|" \
  "utilisateur inconnu|usuario desconocido"

#define WORDS_NO_AUTH \
  "not advertised|not supported|unrecognized authentication*|unknown authentication*|not implemented|not available|" \
  "unrecognized command|unknown command|command unknown|command not recognized|command unrecognized|not recognized|mechanism not*|" \
  "unsupported authentication*|unknown mechanism|invalid mechanism|no authentication mechanism*|authentication mechanism+not|" \
  "authentication type|authentication not enabled|auth not enabled|not offered|authentication not allowed on|no longer supported|" \
  "invalid authentication mechanism"

/* A way of signing in that the server does not have, whatever the code. */
#define WORDS_NO_SUCH_MECHANISM \
  "invalid authentication mechanism|unsupported authentication*|authentication mechanism+not|authentication mechanism is not*|" \
  "unrecognized authentication type|authentication type+not|no authentication mechanism*|no mechanism available|" \
  "no such mechanism|mechanism not supported|mechanism is not supported|authentication not allowed on|authentication not enabled|" \
  "xoauth is no longer supported|auth command used when not advertised|unknown mechanism|unsupported mechanism|" \
  "auth=*+not supported|auth+not supported|authentication method*|auth method*+not|unknown auth*|" \
  "mechanism*+unsupported|mechanism*+not available|mechanism*+unknown|mechanism*+invalid|mechanism*+unrecognized|" \
  "mechanism*+unavailable|mechanism*+disabled|mechanism*+not known|mechanism*+not recognized|mechanism*+not recognised|mechanism*+not offered|unsupported auth*|no supported+mechanism*|mechanism*+not allowed|" \
  "mechanism*+not permitted|[cannot]+authenticate|authenticate+not enabled on|apop+not supported|apop+not available|apop+disabled"

/* User or password, in so many words. */
#define WORDS_WRONG_PASSWORD \
  "authentication failed|authentication failure|authentication unsuccessful|authentication credentials invalid|auth failed|" \
  "login failed|login failure|login incorrect|login error|logon failure|logon failed|log in failed|incorrect authentication data|" \
  "invalid login*|invalid credentials|invalid password|invalid username*|invalid user name*|wrong password|wrong user*|" \
  "bad password|bad username*|bad user*|bad login|incorrect password|incorrect username*|incorrect login*|password incorrect|" \
  "password is incorrect|password+not accepted|password+rejected|password supplied+incorrect|credentials were incorrect|" \
  "authorization failed|passwort falsch|falsches passwort|kennwort falsch|anmeldung fehlgeschlagen|anmeldedaten+falsch|" \
  "mot de passe incorrect|identifiant*+incorrect*|echec de l'authentification|echec d'authentification|contrasena+incorrect*|" \
  "usuario+incorrect*|autenticacion fallida|credenciales+incorrect*|password errat*|credenziali+errat*|autenticazione fallita|" \
  "senha incorreta|senha invalida|bledny login|bledne haslo|nieprawidlowe haslo|onjuist wachtwoord|fel losenord|" \
  "неверный пароль|неверн*+пароль|ошибка аутентификации|" \
  "ошибка авторизации|密码错误|用户名或密码|パスワードが*+違|認証に失敗"

/* Wrong, or something else: then wrong, as the more frequent of the two. */
#define SAID_AS_ONE_OF_TWO \
  "or imap*|or pop*|or smtp*|or+access is*|or+is disabled|or+is not enabled|or+is turned off|or+is switched off"

/* What signing in goes by, where an "account" or a "user" alone may be the recipient's. */
#define WORDS_CREDENTIALS \
  "login credentials|user credentials|your credentials|credentials are|username and password|username or password|user name and password|" \
  "user name or password|login or password|login/password|username/password|re-authenticate|your password|smtp password"
