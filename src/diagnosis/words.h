/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The words that give away what a server means, for rules-words.c; reply-words.h says how they are written. Where a word list speaks more
 * than one language, English comes first, then German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Chinese, Japanese. */

/* A server wants encryption before it goes on. */
#define WORDS_STARTTLS_FIRST \
  "must issue a starttls*|issue starttls|starttls first|starttls is required|starttls required|requires starttls|require starttls|" \
  "use starttls|need starttls|starttls before|encryption required|encryption is required|encryption needed|must use tls|" \
  "must use ssl|tls required|tls is required|requires tls|ssl required|ssl is required|secure connection required|" \
  "secure connection is required|requires a secure connection|encrypted connection required|requires encryption|" \
  "only allowed over tls|only with tls|without tls|verschlüsselung erforderlich|verschlüsselte verbindung|chiffrement requis|" \
  "cifrado requerido|crittografia richiesta"

/* Sign in first. */
#define WORDS_AUTHENTICATE \
  "authentication required|authentication is required|requires authentication|require authentication|proper authentication|" \
  "authenticate first|authenticate before|must authenticate|please authenticate|need to authenticate|not authenticated|" \
  "unauthenticated client|not been authenticated|client was not authenticated|smtp auth is required|smtp auth required|" \
  "auth required|auth is required|auth first|auth command first|need auth|login first|log in first|must log in|must login|" \
  "need to login|please login|please log in|not logged in|log on first|must be logged in|must check*+mail*+first|" \
  "without authentication|unauthorized sender+auth*|enable smtp auth*|turn on smtp auth*|smtp authentication+enable*|" \
  "smtp authentication+required|smtp authentication+needed|only authenticated users|authenticated users only|" \
  "only accept*+authenticated|no smtp auth*|needs authentication|authentifizierung erforderlich|authentifizierung notwendig|" \
  "anmeldung erforderlich|nicht angemeldet|nicht authentifiziert|bitte authentifizieren|bitte melden sie sich an|" \
  "authentification requise|authentification obligatoire|authentification nécessaire|non authentifié|autenticación requerida|" \
  "se requiere autenticación|requiere autenticación|no autenticado|autenticazione richiesta|richiede autenticazione|" \
  "necessaria autenticazione|non autenticato|autenticação necessária|requer autenticação|não autenticado|authenticatie vereist|" \
  "aanmelden vereist|wymagane uwierzytelnienie|wymaga uwierzytelnienia|wymagana autoryzacja|требуется аутентификация|" \
  "требуется авторизация|необходима аутентификация|необходима авторизация|需要身份验证|需要认证|认証が必要|認証が必要|unauthenticated users|" \
  "unauthenticated senders|unauthenticated connections"

/* Won't pass on. */
#define WORDS_RELAY \
  "relay*+denied|relay*+not permitted|relay*+not allowed|relay*+prohibited|relay*+not authorized|relay*+not authorised|" \
  "relay*+forbidden|relay*+refused|relay*+rejected|relay*+disallowed|relay*+not supported|relay*+disabled|relay*+blocked|" \
  "relay*+unable|relay*+cannot|relay*+can't|relay*+not accept*|relay*+unauthorized|relay*+unauthorised|relay*+not configured|" \
  "relay*+not enabled|relay*+not possible|relay*+restricted|do not relay|don't relay|does not relay|doesn't relay|no relay|" \
  "no relays|no relaying|not relay|not relaying|not a relay|not an open relay|won't relay|will not relay|may not relay|" \
  "must not relay|must*+in order to relay|to relay through|allowed rcpthosts|my list of allowed|not local to this|" \
  "domain not allowed|not a local domain|not a gateway|not permitted to send through|may not send through|" \
  "not allowed to send through|cannot send through|use your own*+mail server|relay*+verweigert|relay*+abgelehnt|" \
  "relay*+nicht erlaubt|relay*+nicht gestattet|relay*+nicht zulässig|relay*+verboten|kein relay*|weiterleitung+verweigert|" \
  "weiterleitung+nicht erlaubt|weiterleiten+nicht erlaubt|relais+refusé|relais+interdit|relais+non autorisé|relayage+refusé|" \
  "relayage+interdit|relay*+refusé|relay*+interdit|relay*+non autorisé|relay*+denegado|relay*+no permitido|reenvío+denegado|" \
  "reenvío+no permitido|retransmisión+denegada|retransmisión+no permitida|relay*+negato|relay*+non consentito|" \
  "relay*+non autorizzato|relay*+non permesso|inoltro+negato|relay*+negado|relay*+não permitido|relay*+geweigerd|" \
  "relay*+niet toegestaan|relay*+zabroniony*|przekazywanie+zabronione|ретрансляция+запрещена|релей+запрещен|пересылка+запрещена|" \
  "不允许中继|中继被拒绝|拒绝中继|中継+拒否*|リレー+拒否"

#define WORDS_NOT_HOME_RELAY \
  "directly to our servers|smtp relay at your service provider|use your isp*|through your isp*|your provider's smtp|direct to mx|" \
  "direct-to-mx"

/* Recipient. */
#define WORDS_NO_SUCH_USER \
  "user unknown|unknown user|no such user|unknown recipient|recipient unknown|no such recipient|recipient not found|" \
  "recipientnotfound|user not found|no such mailbox|mailbox not found|mailbox unknown|unknown mailbox|no such account|" \
  "account not found|unknown account|no such address|address unknown|unknown address|address not found|invalid recipient|" \
  "invalid mailbox|invalid user|invalid address|no mailbox here|not a valid mailbox|not a valid user|not a valid recipient|" \
  "not a known user|not our customer|no such person|no valid recipients|unrouteable address|unroutable address|" \
  "undeliverable address|does not exist|doesn't exist|not exist|doesn't have a+account|no account by that name|no account here|" \
  "couldn't be found|could not be found|mailbox unavailable|user invalid|no user by that name|user doesn't|no longer valid|" \
  "no longer exists|no longer available|no longer in use|dosn't exist|nonexistent*|non-existent*|not listed in+directory|" \
  "not in address list|verify address|unable to verify recipient*|recipient verify failed|callout verification failed|" \
  "undelivered recipient|recipient address rejected+access denied|alias unknown|unknown alias|unknown or illegal alias|" \
  "unknown local part|local user only|not found in+recipient*|bad destination mailbox|no such email|unbekannter benutzer|" \
  "benutzer unbekannt|empfänger unbekannt|unbekannter empfänger|existiert nicht|nicht gefunden|utilisateur inconnu|" \
  "destinataire inconnu|adresse inconnue|n'existe pas|usuario desconocido|destinatario desconocido|no existe|utente sconosciuto|" \
  "destinatario sconosciuto|inesistente|non esiste|usuário desconhecido|não existe|onbekende gebruiker|bestaat niet|" \
  "nieznany użytkownik|nie istnieje|пользователь не найден|нет такого пользователя|не существует|用户不存在|收件人不存在|邮箱不存在|ユーザーが見つかりません|" \
  "存在しません"

#define WORDS_NO_SUCH_DOMAIN \
  "domain not found|domain unknown|unknown domain|host not found|host unknown|unknown host|no such domain|no mx record*|" \
  "no mail exchanger*|domain does not exist|domain doesn't exist|domain lookup failed|name or service not known|nxdomain|" \
  "unable to find mx|domain isn't|bad destination system|domäne nicht gefunden|domaine inconnu|dominio desconocido"

#define WORDS_MAILBOX_FULL \
  "mailbox full|mailbox is full|mailbox*+over quota|over quota|overquota|quota exceeded|exceed*+quota|quota full|quota reached|" \
  "mailbox size limit*|storage limit*|exceeded storage*|mailbox*+exceed*|out of storage space|insufficient mailbox*|inbox is out|" \
  "user is overquota|user's disk quota|disk quota|mailbox quota|not enough space|inbox full|inbox is full|box full|full mailbox|" \
  "account is full|account full|is full+mailbox|postfach*+voll|mailbox+voll|speicherplatz|boîte+pleine|quota dépassé|buzón+lleno|" \
  "cuota excedida|casella piena|casella+piena|caixa*+cheia|skrzynka+pełna|ящик переполнен|邮箱已满|邮箱空间不足|容量超過"

#define WORDS_DISABLED \
  "disabled|deactivated|inactive|suspended|blocked account|account blocked|account is blocked|closed|not active|not activated|" \
  "expired account|account expired|account has expired|gesperrt|deaktiviert|désactivé|deshabilitad*|disabilitat*|отключен|" \
  "заблокирован"

#define WORDS_MEMBERS \
  "members only|only members|not a member|not allowed to post|not subscribed|only subscribers|subscribers only|restricted list|" \
  "closed list|moderated+not*|not permitted to send to|not authorized to send to|not allowed to send to|permission to send to|" \
  "restricted to authenticated|sender not authorized+distribution|requires*+sender*+allow*"

/* Sender. */
#define WORDS_NOT_YOURS \
  "not owned by|not the owner|owned by another|sender address does not match|sender is not same|from address does not match|" \
  "from+does not match+auth*|mismatch+sender|sender mismatch|sender login mismatch|send as this sender|send as denied|sendasdenied|" \
  "send on behalf|sendonbehalf*|mail from must equal|must equal authorized user|must be same as auth*|must be the same as|" \
  "must match+auth*|not one of your addresses|not allowed to use this sender|not allowed to use this from|" \
  "not authorized to send from|not authorised to send from|not permitted to send from|not allowed to send from|not permitted to use|" \
  "not allowed to send as|not authorized to send as|not authorized to use|not permitted as sender|not permitted to send as|" \
  "is not allowed+sender address|sender address is not allowed|sender address not allowed|from address is not allowed|" \
  "sender not allowed|sender not authorized|sender not permitted|sender unauthorized|address not verified|sender not verified|" \
  "sender verify not+auth*|email address is not verified|not verified+sender|unverified sender|absender*+nicht erlaubt|" \
  "absender*+nicht gestattet|absender*+nicht zulässig|absender*+gehört nicht|expéditeur+non autorisé|remitente no permitido|" \
  "remitente no autorizado|mittente non autorizzato|mittente non consentito|remetente não autorizado|sender id+not permitted|" \
  "sender id+not allowed"

#define WORDS_SENDER_DOMAIN \
  "sender*+domain not found|sender*+domain must*|sender*+domain does not*|sender*+domain doesn't*|sender*+unresolvable|" \
  "domain of sender*|sender*+no such domain|sender*+unknown domain|sender*+not resolve|sender*+cannot resolve|" \
  "sender*+cannot be resolved|sender*+host not found|sender*+invalid domain|sender*+no mx*|sender*+could not be resolved|" \
  "sender verify failed|sender verification failed|unresolvable domain|sender address rejected: domain not found|" \
  "domain does not resolve|does not resolve+sender*|absender*+domain*|domaine+expéditeur|sender domain+not|sender domain+invalid|" \
  "sender domain+unknown|from domain+not"

#define WORDS_SENDER_REFUSED \
  "sender address rejected|sender rejected|sender denied|sender refused|sender blocked|sender is blocked|sender not accept*|" \
  "bad sender|invalid sender|sender address invalid|sender is not accepted|sender access denied|sender verify*|" \
  "from address rejected|absender*+abgelehnt|absender*+verweigert|expéditeur+refusé|expéditeur+rejeté|remitente rechazado|" \
  "mittente rifiutato|mittente respinto"

/* Reputation. */
#define WORDS_SPF \
  "spf|sender policy framework|openspf.org|openspf.net"
#define WORDS_DKIM \
  "dkim|domainkeys"
#define WORDS_DMARC \
  "dmarc|sender is unauthenticated|mail is unauthenticated|unauthenticated email|unauthenticated mail|authentication checks"
#define WORDS_LISTED \
  "spamhaus*|sbl|xbl|pbl|zen.spamhaus.org|spamcop*|bl.spamcop.net|sorbs*|uceprotect*|abusix*|mailspike*|psbl*|invaluement*|" \
  "senderscore*|senderbase*|spamrats*|nixspam*|truncate.gbudb*|blacklist*|black list*|blocklist*|block list*|blocked list|denylist*|" \
  "deny list|dnsbl*|rbl|rbls|dnsrbl|dns blacklist*|realtime block*|blocked using|listed at|listed by|listed in|is listed|listed on|" \
  "open relay|open proxy|banned sending ip|banned|poor reputation|bad reputation|low reputation|reputation|ip+blocked|ip+block list|" \
  "ip+denied|ip address+blocked|host+blocked|network+blocked|your ip|client host rejected|client host+blocked|sending ip|" \
  "sending mta|connections not accepted from|connection refused from|not accepted from+ip*|refused to talk to you|access denied+ip*|" \
  "unsolicited+ip address|spam source|known spammer*|spammer*|schwarze liste|auf einer blacklist|liste noire|lista negra|lista nera|" \
  "чёрный список|черный список|в черном списке|黑名单|barracuda*+block*|barracuda*+listed|barracudacentral*|cloudmark*+block*|" \
  "proofpoint*+block*|sophos*+block*"

#define WORDS_DYNAMIC \
  "dynamic ip*|dynamic address*|dynamic host*|dynamic range|dynamic pool|dynamic client*|dynamically assigned|dynablock*|dul|" \
  "dialup*|dial-up*|dial up*|residential*|home user*|home connection*|consumer ip*|end user ip*|end-user*|generic rdns|" \
  "generic hostname*|generic ptr|generic reverse*|policy block list|dynamische ip*|dynamische*+adresse*|einwahl*|adresse+dynamique|" \
  "ip dinámica|ip dinamica|ip dinamico"

#define WORDS_REVERSE \
  "reverse dns|rdns|ptr|ptr record*|reverse hostname|reverse lookup*|reverse name*|reverse address|reverse mapping|" \
  "cannot find your hostname|cannot find your reverse*|hostname lookup failed|ip name lookup failed|ip name possibly forged|" \
  "no reverse*|missing reverse*|invalid reverse*|client host name|fcrdns|forward-confirmed*|does not resolve+ip*|fix reverse*|" \
  "rückwärtsauflösung|dns inverse|resolución inversa|dns inverso"

#define WORDS_HELO \
  "helo command rejected|ehlo command rejected|invalid helo|invalid ehlo|bad helo|bad ehlo|helo name|ehlo name|helo/ehlo|" \
  "helo argument*|helo hostname|fully-qualified hostname|fully qualified hostname|helo+required|helo requires*|ehlo requires*|" \
  "helo+rejected|ehlo+rejected|helo+invalid|ehlo+invalid|your helo|forged helo|access denied - invalid helo*"

/* Limits. */
#define WORDS_GREYLISTED \
  "greylist*|graylist*|grey list*|gray list*|grey-list*|gray-list*|greylst*|postgrey*|come back later|come back in|" \
  "try again in+sec*|try again in+min*|retry in+sec*|retry in+min*|first time sender|deferred for+sec*|liste grise|" \
  "temporarily deferred|temporary deferral|please retry later|resend+later|unknown+sender+retry|graulist*"

#define WORDS_LIMITED \
  "rate limit*|rate-limit*|ratelimit*|throttl*|too many messages|too many mails|too many emails|too many connections|" \
  "too many sessions|too many concurrent|too many simultaneous|too many attempts|too many login attempts|too many failed|" \
  "too many errors|too many unknown|too many auth*|too many requests|too many invalid|too many commands|too much mail|too fast|" \
  "too frequent*|too many bad*|sending limit*|sending quota|send quota|send limit*|daily limit|hourly limit|daily quota|" \
  "hourly quota|daily sending|daily message*|daily user sending*|per day|per hour|per minute|messages per|mail flood|flood*|" \
  "unusual rate|unusual volume|message rate|connection rate|rate of*+exceed*|exceed*+rate|exceed*+limit+messages|" \
  "exceeded the number of|message submission rate|connection limit*|limit on connection*|maximum number of connections|" \
  "concurrency limit|threshold exceeded|exceeded*+threshold|outgoing*+limit|recipient limit*|recipients per|user unknown limit*|" \
  "exceeded*+max emails|out of quota|frequency limit*|zu viele verbindungen|zu viele nachrichten|zu viele mails|zu viele versuche|" \
  "sendelimit|versandlimit|trop de connexions|trop de messages|demasiados mensajes|demasiadas conexiones|troppi messaggi|" \
  "troppe connessioni|слишком много|发送频率|发信过于频繁|receiving mail at a rate|receiving mail too quickly|too quickly|thread limit"

#define WORDS_MANY_RECIPIENTS \
  "too many recipients|too many rcpt*|maximum number of recipients|too many addresses|zu viele empfänger|trop de destinataires|" \
  "demasiados destinatarios|troppi destinatari"

/* Message. */
#define WORDS_TOO_BIG \
  "too big|too large|size limit|exceeds size*|exceeds+maximum size|exceeds+maximum message size|exceeds fixed*|exceeds the maximum|" \
  "exceeds allowed*|exceeds limit|message size|message*+exceed*+size|maximum message size|max message size|maximum size|oversize*|" \
  "message length exceeds*|file size limit*|mail size limit*|message is larger|zu groß|zu gross|trop volumineux|trop grand|" \
  "demasiado grande|troppo grande|muito grande|te groot|zbyt duż*|слишком больш*|слишком велик*|邮件过大|邮件大小超过|サイズ+超え*"

#define WORDS_VIRUS \
  "virus*|malware*|infected|trojan*|worm|clamav|phish*|malicious*|dangerous*|ransomware|eicar*|virenverdacht|schadsoftware|вирус*|病毒"

#define WORDS_ATTACHMENT \
  "attachment*|attached file*|file type*|file extension*|filename extension*|executable*|banned file*|potential security issue|" \
  "blocked file*|content presents a potential*|anhang|anhänge|pièce jointe|adjunto*|allegat*"

#define WORDS_SPAM \
  "spam|spammy|spamassassin|spam-like|junk|junkmail|unsolicited*|bulk|uce|ube|looks like spam|likely spam|considered spam|" \
  "spam score|spam message|suspected spam|rspamd|gtube|message content rejected|spamverdacht|pourriel|correo no deseado|" \
  "posta indesiderata|спам|垃圾邮件"

#define WORDS_FORM \
  "rfc 5322|rfc5322|rfc 2822|rfc2822|rfc 822|missing header*|header missing|header+missing|missing+header|duplicate header*|" \
  "multiple+header*|invalid header*|malformed header*|header syntax*|bad header*|messages missing a valid*|from: header|from header|" \
  "date header|message-id header|message-id:|bare lf|bare linefeed*|bare newline*|stray newline*|line too long|lines too long|" \
  "line length|too long line*|mime error*|malformed mime|invalid mime|8bit|8-bit|non-ascii characters|malformed message|" \
  "badly formed|improperly formatted"

#define WORDS_MESSAGE_REFUSED \
  "message rejected|message refused|message was rejected|message blocked|message not accepted|message content|content rejected|" \
  "rejected by content*|content filter*|your message|nachricht abgelehnt|nachricht verweigert|message refusé|message rejeté|" \
  "mensaje rechazado"

/* Signing in. */
#define WORDS_APP_PASSWORD \
  "application-specific password*|application specific password*|app-specific password*|app specific password*|app password*|" \
  "application password*|invalidsecondfactor|authorization code|authorisation code|two-factor*|two factor*|2-step*|two-step*|2fa|" \
  "mfa|multi-factor*|second factor|less secure app*|less secure|lesssecureapps|third-party app*|third-party client*|" \
  "third party client*|external password|device password|client password|client-specific password*|generate*+password|" \
  "anwendungspasswort|anwendungsspezifisches passwort|app-passwort|mot de passe d'application|mot de passe d’application|" \
  "contraseña de aplicación|password per app|password per le app|пароль приложения|пароль для внешн*|授权码|应用专用密码|アプリパスワード|アプリ パスワード"

#define WORDS_OAUTH \
  "basic authentication is disabled|basic auth is disabled|basic authentication disabled|basic authentication is not*|" \
  "basic auth*+disabled|password authentication is disabled|password authentication disabled|password authentication is not*|" \
  "password login is disabled|legacy authentication|modern authentication|modern auth|oauth|oauth2|oauth 2.0|xoauth2|oauthbearer|" \
  "authentication via password is*|plain authentication disabled|user authentication is disabled+password"

#define WORDS_WEB \
  "web browser|webloginrequired|web login required|web login|log in via your web*|log in with your web*|log in with your browser|" \
  "sign in via your web*|via the web*|through the web*|on our website|visit our website|captcha|unlockcaptcha|displayunlockcaptcha|" \
  "suspicious login*|unusual activity|suspicious activity|verify your account|verify your identity|confirm your identity|" \
  "over the web|webmail+log*|webmailer*|im browser|navigateur|navegador|веб-интерфейс*"

#define WORDS_SERVICE_OFF \
  "smtp authentication is disabled|smtp authentication disabled|authentication is disabled for*|authentication disabled for*|" \
  "authentication disabled|not enabled for|is not enabled|not been enabled|service is not open|service not open|service not enabled|" \
  "service is disabled|service disabled|service is closed|access is disabled|access disabled|access not enabled|" \
  "access is not enabled|access is not allowed|access not allowed|does not have access rights|not have access|no access to+service|" \
  "smtp service+disabled|imap+disabled|pop+disabled|pop3+disabled|pop3+not enabled|imap+not enabled|smtp+not enabled|" \
  "imap+not allowed|smtp+not allowed for this|not allowed to use smtp|not permitted to use smtp|smtp access+disabled|" \
  "protocol disabled|protocol is disabled|protocol+not allowed|smtp/pop/imap|pop/imap+disabled|tarif|your plan|upgrade*+account|" \
  "premium|nicht freigeschaltet|nicht freigegeben|nicht aktiviert|non activé|no está habilitad*|non abilitat*|не включен*|未开启|未开通"

#define WORDS_ACCOUNT_OFF \
  "account disabled|account is disabled|account has been disabled|user disabled|user is disabled|account suspended|" \
  "account is suspended|account has been suspended|user suspended|account deactivated|account is deactivated|account inactive|" \
  "account is inactive|account closed|account is closed|account expired|account has expired|account is blocked|account blocked|" \
  "account has been blocked|user is blocked|user blocked|mailbox disabled|mailbox is disabled|domain suspended|domain is suspended|" \
  "domain disabled|account is not active|account not active|account terminated|konto+gesperrt|konto+deaktiviert|postfach+gesperrt|" \
  "zugang+gesperrt|compte désactivé|compte suspendu|cuenta+suspendida|cuenta+deshabilitada|account sospeso|аккаунт заблокирован|" \
  "账号被禁用|帐号被禁用"

#define WORDS_LOCKED \
  "account locked|account is locked|account has been locked|account temporarily locked|account is temporarily locked|user locked|" \
  "user is locked|locked out|lockout|temporarily blocked|temporarily locked|login locked|mailbox is locked by admin*|" \
  "too many failed|too many invalid|too many bad*|too many login failures|too many wrong*|bloqueada por|账号被锁定|帐号被锁定"

#define WORDS_PASSWORD_OLD \
  "password expired|password has expired|password is expired|password must be changed|password change required|change your password|" \
  "password transition|password too weak|reset your password|passwort abgelaufen|kennwort abgelaufen|mot de passe expiré|" \
  "contraseña caducada"

#define WORDS_FULL_ADDRESS \
  "full email address|full e-mail address|full mail address|complete email address|complete e-mail address|entire email address|" \
  "email address as*+user*|e-mail address as*+user*|fully qualified user*|username must be+email|user name must be+email|" \
  "include the domain|user+with domain|vollständige e-mail*|adresse complète"

#define WORDS_NO_SUCH_LOGIN \
  "user not found|no such user|unknown user|user unknown|user does not exist|user doesn't exist|account not found|no such account|" \
  "unknown account|account does not exist|invalid user|no such login|mailbox not found|unbekannter benutzer|benutzer unbekannt|" \
  "utilisateur inconnu|usuario desconocido"

#define WORDS_NO_AUTH \
  "not advertised|not supported|unrecognized authentication*|unknown authentication*|not implemented|not available|" \
  "unrecognized command|unknown command|command unknown|command not recognized|command unrecognized|not recognized|mechanism not*|" \
  "unsupported authentication*|unknown mechanism|invalid mechanism|no authentication mechanism*|authentication mechanism+not|" \
  "authentication type|authentication not enabled|auth not enabled|not offered"
