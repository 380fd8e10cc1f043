/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The words that give away what a server means, for rules-words.c, beside those of words-sign-in.h; reply-words.h says how they are
 * written. Where a word list speaks more than one language, English comes first, then German, French, Spanish, Italian, Portuguese,
 * Dutch, Polish, Russian, Chinese, Japanese. */

/* A server wants encryption before it goes on. */
#define WORDS_STARTTLS_FIRST \
  "sent over a tls*|not using a tls*|must issue a starttls*|issue starttls|starttls first|starttls is required|starttls required|requires starttls|require starttls|" \
  "use starttls|need starttls|starttls before|encryption required|encryption is required|encryption needed|must use tls|" \
  "must use ssl|tls required|tls is required|requires tls|ssl required|ssl is required|secure connection required|" \
  "secure connection is required|requires a secure connection|encrypted connection required|requires encryption|" \
  "only allowed over tls|only with tls|without tls|verschlusselung erforderlich|verschlusselte verbindung|chiffrement requis|" \
  "cifrado requerido|crittografia richiesta|without ssl*|without tls*|without encryption|requires ssl|encryption (tls)|until tls|" \
  "use ssl|enable ssl|enable tls|ssl/tls required|stls first|use stls|plaintext auth*+disallowed|" \
  "plaintext authentication not allowed|cleartext login*|cleartext auth*+not|plaintext login*|unencrypted connection*|" \
  "connection is not encrypted|connection not encrypted|not using encryption|tls needed|starttls is needed|starttls command first|stls command first|" \
  "only via tls|only via ssl|nur verschlusselt*|nur uber ssl|nur uber tls|verschlusselung notwendig|connexion securisee requise|" \
  "conexion segura requerida|connessione sicura richiesta|tls connection required|require tls|requires a tls|must be encrypted|" \
  "encrypted connection is required|over an encrypted|安全连接|ssl connection required*|tls connection required*|" \
  "connection required+ssl|connection required+tls|ssl+required to|tls+required to|only allowed over ssl|allowed over ssl*|" \
  "only over ssl|only over tls|requires an ssl*|requires a tls*|over ssl only|over tls only|" \
  "use tls|use an ssl*|use an encrypted*|use a secure*|switch to ssl|switch to tls|ssl/tls is required|ssl/tls only|tls-only|" \
  "insecure connection*|insecure channel*|unsecured connection*|non-secure connection*|unsecure connection*|" \
  "requires ssl/tls|need ssl|needs ssl|needs tls|tls+before auth*|ssl+before auth*|ssl/tls+before auth*|under a layer"

/* A server wants to see a certificate of the client's. */
#define WORDS_CLIENT_CERTIFICATE \
  "client certificate*|client-certificate*|client cert|client certs|client ssl certificate*|client tls certificate*|" \
  "client x.509 certificate*|clientzertifikat*|client-zertifikat*|certificat client|certificat du client|certificado de cliente|" \
  "certificado del cliente|certificato client|certificato del client|certificado do cliente|clientcertificaat|" \
  "didn't present valid ssl certificate|did not present a certificate|didn't present a certificate|no peer certificate|" \
  "peer did not return a certificate"

/* The same, from a server that has not been told of any other host yet. */
#define WORDS_CERTIFICATE_REFUSED \
  "certificate verification failed|certificate verify failed|certificate not trusted|certificate is not trusted|" \
  "certificate not accepted|certificate rejected|no certificate presented|certificate required|certificate is required"

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
  "authentification requise|authentification obligatoire|authentification necessaire|non authentifie|autenticacion requerida|" \
  "se requiere autenticacion|requiere autenticacion|no autenticado|autenticazione richiesta|richiede autenticazione|" \
  "necessaria autenticazione|non autenticato|autenticacao necessaria|requer autenticacao|nao autenticado|authenticatie vereist|" \
  "aanmelden vereist|wymagane uwierzytelnienie|wymaga uwierzytelnienia|wymagana autoryzacja|" \
  "требуется аутентификация|требуется авторизация|" \
  "необходима аутентификация|необходима авторизация|需要身份验证|需要认证|" \
  "认証が必要|認証が必要|unauthenticated users|unauthenticated senders|unauthenticated connections|" \
  "smtp-authentifizierung|authentifizierung+aktivieren|enable smtp authentication|auth failed+enable|you must authenticate|" \
  "must be authenticated|requires smtp auth*|require smtp auth*|sender address rejected: not logged in|sign in first|autenticacion+requerida|" \
  "autenticazione smtp|not signed in|unauthenticated senders not allowed|please use smtp auth*|please activate smtp auth*|" \
  "smtp-auth|use smtp auth*|no authentication+relay|login required|authorization required|anonymous+not allowed|anonymous mail*|" \
  "check for new mail before*|check your mail before*|permission to submit mail*|fetch mail first|receive mail first|" \
  "not permission to submit*|" \
  "authentication is mandatory|authentication mandatory|authentication is needed|authentication needed|authentication necessary|" \
  "anmeldung*+erforderlich|anmeldung*+notwendig|without login|without logging in|must sign in|have to log in|have to sign in|" \
  "have to authenticate"

/* Won't pass on. */
#define WORDS_RELAY \
  "denies relay*|relay*+isn't allowed|relay*+isn't permitted|isn't allowed to relay|not be relayed|cannot be relayed|" \
  "relay*+denied|relay*+not permitted|relay*+not allowed|relay*+prohibited|relay*+not authorized|relay*+not authorised|" \
  "relay*+forbidden|relay*+refused|relay*+rejected|relay*+disallowed|relay*+not supported|relay*+disabled|relay*+blocked|" \
  "relay*+unable|relay*+cannot|relay*+can't|relay*+not accept*|relay*+unauthorized|relay*+unauthorised|relay*+not configured|" \
  "relay*+not enabled|relay*+not possible|relay*+restricted|do not relay|don't relay|does not relay|doesn't relay|no relay|" \
  "no relays|no relaying|not relay|not relaying|not a relay|not an open relay|won't relay|will not relay|may not relay|" \
  "must not relay|must*+in order to relay|to relay through|allowed rcpthosts|my list of allowed|not local to this|" \
  "domain not allowed|specified domain is not allowed|handle mail for|not a local domain|not a gateway|not permitted to send through|may not send through|" \
  "not allowed to send through|cannot send through|use your own*+mail server|relay*+verweigert|relay*+abgelehnt|" \
  "relay*+nicht erlaubt|relay*+nicht gestattet|relay*+nicht zulassig|relay*+verboten|kein relay*|weiterleitung+verweigert|" \
  "weiterleitung+nicht erlaubt|weiterleiten+nicht erlaubt|relais+refuse|relais+interdit|relais+non autorise|relayage+refuse|" \
  "relayage+interdit|relay*+refuse|relay*+interdit|relay*+non autorise|relay*+denegado|relay*+no permitido|reenvio+denegado|" \
  "reenvio+no permitido|retransmision+denegada|retransmision+no permitida|relay*+negato|relay*+non consentito|" \
  "relay*+non autorizzato|relay*+non permesso|inoltro+negato|relay*+negado|relay*+nao permitido|relay*+geweigerd|" \
  "relay*+niet toegestaan|relay*+zabroniony*|przekazywanie+zabronione|ретрансляция+запрещена|" \
  "релей+запрещен|пересылка+запрещена|不允许中继|中继被拒绝|拒绝中继|中継+拒否*|" \
  "リレー+拒否|as a relay|unauthorized relay*|relay disabled|local user only|invalid credentials for relay|" \
  "relay*+non consentit*|relay*+nao autorizado|relay*+niedozwolon*|rcpthosts|not local host|no relay access|" \
  "relay operation rejected|not allowed to relay|permitted to relay|cannot relay|we do not relay|relaying mail to+not|" \
  "relay*+interdite|" \
  "relay*+fail*|relay check*|" \
  "forwarding+disabled|forwarding+denied|forwarding+not allowed|forwarding+prohibited|to remote hosts*|for remote domains*|remote domain*+not"

#define WORDS_NOT_HOME_RELAY \
  "bypassing+mail relay|directly to our servers|smtp relay at your service provider|use your isp*|through your isp*|your provider's smtp|direct to mx|" \
  "direct-to-mx"

/* Recipient. */
#define WORDS_NO_SUCH_USER \
  "account deleted|mailbox deleted|user deleted|deleted by user|user+not ok|userunknown|validrcptto*|no one with*|nobody with*|" \
  "recipient*+can not be found|recipient*+cannot be found|no local mailbox*|no local user*|no local account*|nobody here*|nobody by that*|no mail-box*|no mail box*|" \
  "cannot deliver mail for|can't deliver mail for|no longer an*|no longer employ*|no longer work*|recipient*+cannot be verified|recipient*+can't be verified|recipient*+not be verified|user unknown|unknown user|no such user|unknown recipient|recipient unknown|no such recipient|recipient not found|" \
  "recipientnotfound|user not found|no such mailbox|mailbox not found|mailbox unknown|unknown mailbox|no such account|" \
  "account not found|unknown account|no such address|address unknown|unknown address|address not found|invalid recipient|" \
  "invalid mailbox|invalid user|invalid address|no mailbox here|not a valid mailbox|not a valid user|not a valid recipient|" \
  "not a known user|not our customer|no such person|no valid recipients|unrouteable address|unroutable address|" \
  "undeliverable address|does not exist|doesn't exist|not exist|doesn't have a+account|no account by that name|no account here|" \
  "couldn't be found|could not be found|mailbox unavailable|user invalid|no user by that name|user doesn't|no longer valid|" \
  "no longer exists|no longer available|no longer in use|dosn't exist|nonexistent*|non-existent*|not listed in+directory|" \
  "not in address list|verify address|unable to verify recipient*|recipient verify failed|callout verification failed|" \
  "undelivered recipient|mailbox not available|user not available|alias unknown|unknown alias|unknown or illegal alias|" \
  "unknown local part|not found in+recipient*|bad destination mailbox|no such email|unbekannter benutzer|" \
  "benutzer unbekannt|empfanger unbekannt|unbekannter empfanger|existiert nicht|nicht gefunden|utilisateur inconnu|" \
  "destinataire inconnu|adresse inconnue|n'existe pas|usuario desconocido|destinatario desconocido|no existe|utente sconosciuto|" \
  "destinatario sconosciuto|inesistente|non esiste|usuario desconhecido|nao existe|onbekende gebruiker|bestaat niet|" \
  "nieznany uzytkownik|nie istnieje|пользователь не найден|нет такого пользователя|" \
  "не существует|用户不存在|收件人不存在|邮箱不存在|ユーザーが見つかりません|" \
  "存在しません|user+not found|mailbox+not found|account+not found|recipient+not found|address+not found|no one at this*|" \
  "no one here by*|#5.1.0 address rejected|nie ma takiego*|no such id|user not known|unknown or illegal*|addressee unknown|" \
  "account unavailable|not have an account|lookup in domain map failed|invalid or unknown virtual user|not a valid address|" \
  "not an active address|not accepted -- invalid mailbox|recipient invalid|invalid recipients|recipient+does not exist|" \
  "user+does not exist|mailbox+does not exist|not valid user|inactive email address|illegal user|unknown to this*|" \
  "empfanger existiert nicht|empfaenger unbekannt|unbekannter empfaenger|empfanger+unbekannt|adresse+ungultig|" \
  "destinataire invalide|destinataire+inexistant|boite+inexistante|destinatario non valido|utente+inesistente|casella+inesistente|" \
  "nessun utente*|usuario+no existe|usuario+no encontrado|buzon+no existe|no existe ese usuario|destinatario inexistente|" \
  "usuario inexistente|caixa postal+nao existe|gebruiker+onbekend|adres+nie istnieje|uzytkownik+nie istnieje|konto+nie istnieje|" \
  "nieznany odbiorca|okand mottagare|mottagaren finns inte|ukendt modtager|неизвестный пользователь|" \
  "пользователь+не существует|почтовый ящик+не существует|не найден|" \
  "получатель не найден|宛先+見つかりません|ユーザが存在しません|没有此用户|" \
  "收件人地址不存在|无此用户|does not like recipient|no longer on server|recipient no longer*|badrcptto*|" \
  "recipient unavailable|user unavailable|recipient is unavailable|invalid-recipient|no-domain|not in recipient list|" \
  "not in the recipient*|not in our*|recipients are not reachable|recipient+not reachable|recipient+unknown|user+unknown|" \
  "address+unknown|adress+unknown|mailbox+unknown|account+unknown|mailbox unallocated|blank mailhost|unbekannt|inconnu|sconosciuto|" \
  "desconocido|misspelled|no longer with|does not have a mailbox|left the*|address is not valid|address not valid|" \
  "recipient not valid|recipient is not valid|not valid here|not local|no mailbox*|mailbox unavaiable|cannot find user*|" \
  "can't find user*|unable to find user*|unknown user*|unknown email*|not a mailbox*|bad address|not handled here|" \
  "not accepted here|recipient not accepted|marked as invalid|is invalid+address|address is invalid|is not a valid email*|" \
  "invalid email*|" \
  "can't accept user|cannot accept user|missing home*|introuvable|неизвестен*|пользователь+неизвестен*|destinatario+no encontrado|" \
  "destinatario+nao encontrado|neexistuje|nicht vorhanden|nicht bekannt|kennen wir nicht|bulunamadi|bulunmuyor|mevcut degil|" \
  "tidak ditemukan|khong ton tai|존재하지|알 수 없는|見つかりません|查无此人|查無此*|不存在|ukendt|okand*|tuntematon|ukjent|neznam*|nepoznat*|necunoscut*|" \
  "ismeretlen|" \
  "recipient*+unverified address|nieznany adres*|nieznan*+odbiorc*|has left|left our|left this|not on this server|not on this system|" \
  "not one of our|has been deleted|was deleted|been removed|gecersiz*|no such person*|" \
  "non presente|ningun usuario|no hay ningun*|aucun utilisateur*|aucune boite*|nenhum usuario|kein benutzer|keinen benutzer|" \
  "kein postfach|keine mailbox|kein empfanger|geen gebruiker|brak uzytkownika|нет пользователя|" \
  "no exist|no exists|not exists|pas connu*|inexistente|inexistant*|not a known*|no longer has*|no longer works*|" \
  "retired|doesn't live here|does not live here|not hosted here|is not available at this*|" \
  "existiert+nicht|existe+pas|existe+plus"

/* Nobody but those the message is for. */
#define WORDS_RECIPIENTS \
  "recipient|recipients|mailbox|empfanger|empfaenger|destinataire|destinataires|destinatario|destinatari|destinatarios|odbiorca|ontvanger"

#define WORDS_NO_SUCH_DOMAIN \
  "invalid domain|dominio non valido|domain not found|domain unknown|unknown domain|host not found|host unknown|unknown host|no such domain|no mx record*|" \
  "no mail exchanger*|domain does not exist|domain doesn't exist|domain lookup failed|name or service not known|nxdomain|" \
  "unable to find mx|domain isn't|no route+domain|no route found|no mx for*|bad destination system|domane nicht gefunden|" \
  "domaine inconnu|dominio desconocido"

#define WORDS_MAILBOX_FULL \
  "not enough disk*|diskspace|over quote|space available|any more mail|no more mail|" \
  "mailbox full|mailbox is full|mailbox*+over quota|over quota|overquota|quota exceeded|exceed*+quota|quota full|quota reached|" \
  "mailbox size limit*|storage limit*|exceeded storage*|mailbox*+exceed*|out of storage space|insufficient mailbox*|inbox is out|" \
  "user is overquota|user's disk quota|disk quota|mailbox quota|not enough space|inbox full|inbox is full|box full|full mailbox|" \
  "account is full|account full|is full+mailbox|postfach*+voll|mailbox+voll|speicherplatz|boite+pleine|quota depasse|buzon+lleno|" \
  "cuota excedida|casella piena|casella+piena|caixa*+cheia|skrzynka+pelna|ящик переполнен|邮箱已满|" \
  "邮箱空间不足|容量超過|storage full|storage is full|mailfolder*+quota|over the allowed quota|allowed quota|" \
  "space not enough|space limit|mailbox space|disc quota*|out of storage|exceeded its storage*|przepelnion*|przekroczon*+limit*|" \
  "pelna skrzynka|boite aux lettres pleine|destinataire plein*|espacio insuficiente|cuota+superad*|piena|quota superata|" \
  "spazio esaurito|cota excedida|vol+mailbox|postvak+vol|postfach ist voll|quota uberschritten|speicherplatz+ueberschritten|" \
  "speicherplatz+uberschritten|переполнен*|превышена квота|空间已满|容量不足|mailbox+exceeded|" \
  "mailbox limit*|storage allocation|no space left+mailbox*|inode limit*|blocks limit*|exceeded mailbox*|quota violation*|" \
  "user quota*|over its quota|quota+recipient|allowed storage|storage space|casilla*+llena|buzon+llen*|cuota de almacenamiento|" \
  "space+used up|enough space|too much mail data|no more space|capacity+exceed*|" \
  "capacity+full|kein platz|kein speicher*|plus de place|espace insuffisant|sin espacio|sem espaco|geen ruimte|" \
  "brak miejsca|brak wolnego miejsca|нет места|dolu|容量+超*|容量+不足|いっぱい|已满|超出+容量|" \
  "speicherlimit|saturee|saturata|ausgelastet|kontingent|" \
  "mailbox-limit*|postfach+limit*|limit*+empfanger*|limit*+mailbox|" \
  "esaurito|esaurita|agotado|esgotad*|spazio disponibile"

/* The same, so plainly that no limit on sending can be meant. */
#define WORDS_SURELY_FULL \
  "allowed mailbox size|maximum mailbox size|over the maximum+mailbox|user*+maximum allowed number of messages|account+out of quota|" \
  "mailbox is full|mailbox full|mailbox is over*|recipient's mailbox+quota|recipient's mailbox+storage|exceeded storage allocation|" \
  "inbox is full|mailbox*+storage limit*|mailbox*+storage quota*|mailbox has exceeded*+storage|full mailbox|disk quota exceeded"

#define WORDS_DISABLED \
  "disabled|deactivated|inactive|suspended|blocked account|account blocked|account is blocked|closed|not active|not activated|" \
  "expired account|account expired|account has expired|gesperrt|deaktiviert|desactive|deshabilitad*|disabilitat*|отключен|" \
  "заблокирован|is locked|status is locked|archived recipient|archivee|est bloque|isblocked|is blocked+recipient*|" \
  "inactivated|is inactive|expired|is now disabled|discontinued|account is not allowed*|this account is not allowed|is restricted|" \
  "mailbox is restricted|no longer accepts*|no longer accept*|dezaktywowan*|zablokowan*|bloccat*|sospes*|suspendid*|desativad*|" \
  "geblokkeerd|mailbox temporarily disabled"

#define WORDS_MEMBERS \
  "private list|list access|members only|only members|not a member|not allowed to post|not subscribed|only subscribers|subscribers only|restricted list|" \
  "closed list|moderated+not*|not permitted to send to|not authorized to send to|not allowed to send to|permission to send to|" \
  "restricted to authenticated|sender not authorized+distribution|requires*+sender*+allow*|refused to receive*|" \
  "doesn't want your mail|does not want your mail|recipient refuses*|rejected by recipients|by destination domain|" \
  "sendernotauthenticated*|sendernotinallowed*|resolver.rst.auth*|resolver.rst.notauthorized|restricted to+senders|" \
  "only accepts mail from|allowed-senders list|not in allowed*|rejected by user|blocked by recipient*|blocked by the recipient|" \
  "pre-approved|preapproved|not approved to|approved senders|non-member*|members-only|moderat*+list"

/* Sender. */
#define WORDS_NOT_YOURS \
  "sending is not configured for|only send from|not an alias of|domain+is not verified|do not own|don't own|your own address*|can't send as|cannot send as|email address+not verified|different address|not owned by|not the owner|owned by another|sender address does not match|sender is not same|from address does not match|" \
  "from+does not match+auth*|mismatch+sender|sender mismatch|sender login mismatch|send as this sender|send as denied|sendasdenied*|" \
  "send on behalf|sendonbehalf*|mail from must equal|must equal authorized user|must be same as auth*|must be the same as|" \
  "must match+auth*|not one of your addresses|not allowed to use this sender|not allowed to use this from|" \
  "not authorized to send from|not authorised to send from|not permitted to send from|not allowed to send from|" \
  "not permitted to use|not allowed to send as|not authorized to send as|not authorized to use|not permitted as sender|" \
  "not permitted to send as|is not allowed+sender address|sender address is not allowed|sender address not allowed|" \
  "from address is not allowed|sender not allowed|sender not authorized|sender not permitted|sender unauthorized|" \
  "address not verified|sender not verified|sender verify not+auth*|email address is not verified|not verified+sender|" \
  "unverified sender|absender*+nicht erlaubt|absender*+nicht gestattet|absender*+nicht zulassig|absender*+gehort nicht|" \
  "expediteur+non autorise|remitente no permitido|remitente no autorizado|mittente non autorizzato|mittente non consentito|" \
  "remetente nao autorizado|sender id+not permitted|sender id+not allowed|not authorized to perform|header from+not*|" \
  "from not authorized|not authorized for user|relaying disallowed as|sandbox subdomain*|domain not verified|from address+verified|" \
  "verified sender identity|not allowed to send from*|not authorized to send mail as|from header sender domain*|" \
  "does not match+sender identity|address does not match*+account|does not match your account|mail from+not owned|" \
  "mail from is mismatched*|mail from+mismatch*|mismatched with message header*|sender email is not in*|sender is not in my*|" \
  "expediteur non autorise|emetteur+non autorise|remitente+no autorizado|mittente+non autorizzato|nadawca+nie*|" \
  "отправитель+не*|发件人地址不*|发信人*+不一致|sender address+not allowed|not your address|" \
  "must be your address|header address|envelope from+not+allowed|you are not allowed to send|account does not own|" \
  "not permitted to use this*|" \
  "from+not authorised|from+not authorized|from+not yours|sender+not belong*|sender+does not belong*|" \
  "unconfigured sending*|sending domain+not*|sending domain+unverified|sending domain+unknown|sending domain+unregistered|" \
  "unverified domain|" \
  "sending as+not|send as+not|for this login|logged in user|logged-in user|authenticated account"

#define WORDS_SENDER_DOMAIN \
  "sender*+domain not found|sender*+domain must*|sender*+domain does not*|sender*+domain doesn't*|sender*+unresolvable|" \
  "domain of sender*|sender*+no such domain|sender*+unknown domain|sender*+not resolve|sender*+cannot resolve|" \
  "sender*+cannot be resolved|sender*+host not found|sender*+invalid domain|sender*+no mx*|sender*+could not be resolved|" \
  "sender verify failed|sender verification failed|unresolvable domain|sender address rejected: domain not found|" \
  "domain does not resolve|does not resolve+sender*|absender*+domain*|domaine+expediteur|sender domain+not|sender domain+invalid|" \
  "sender domain+unknown|from domain+not|valid mx for sender*|sender domain must*|unresolvable+from|from: domain is invalid|" \
  "from domain+invalid|domain of the sender*|sender*+domain+not exist*|sender*+domain+not found|domain required for sender*|" \
  "sender domain resolve*|absenderdomain*|sender*+dns+not|domain name required*|invalid dns mx*|dns mx+resource record*|" \
  "from:domain*|from domain must*|domain must resolve|sender*+no mail exchanger*|sender*+mail exchanger+not|domain of your sender*|" \
  "no valid mx*|mail from domain+not|from domain does not*|return-path domain*"

#define WORDS_SENDER_REFUSED \
  "from this sender|not accepting mail from|not accept mail from|refuses mail from|refuse mail from|sender address rejected|sender rejected|sender denied|sender refused|sender blocked|sender is blocked|sender not accept*|" \
  "invalid return path|invalid return-path|bad sender|invalid sender|sender address invalid|sender is not accepted|sender access denied|sender verify*|" \
  "from address rejected|absender*+abgelehnt|absender*+verweigert|expediteur+refuse|expediteur+rejete|remitente rechazado|" \
  "mittente rifiutato|mittente respinto|badmailfrom*|emetteur invalide|sender is rejected|sender is denied|envelope blocked|" \
  "envelope rejected|sender address+blacklist*|sender verify callout|sender+must contain*|sender*+unverified address|sender*+not accepted|" \
  "invalid sender*|absenderadresse+abgelehnt|mittente+non valido|remitente+no valido|from: domain is invalid|blocked senders|" \
  "sender*+badmailfrom|" \
  "absender*+existiert nicht|absender*+unbekannt|sender*+does not exist|sender*+doesn't exist|expediteur+n'existe pas|" \
  "expediteur+inconnu|remitente+no existe|remitente+desconocido|mittente+inesistente|mittente+sconosciuto|remetente+nao existe|" \
  "nadawca+nie istnieje|отправител*+не существует|sender*+unknown|sender*+no such user|sender*+user unknown"

/* On somebody's list, but not the network address. */
#define WORDS_SENDER_LISTED \
  "sender black listed|sender is in+black list|sender is in+blacklist|sender is blacklisted|sender blacklisted|email address+blacklisted|e-mail address+blacklisted|" \
  "sender address+blacklist*|sender is on+blacklist|your address+blacklisted"

/* Reputation. */
#define WORDS_SPF \
  "spf|sender policy framework|openspf.org|openspf.net|is not allowed to send mail from|not allowed to send mail from|" \
  "mismatches client ip|invalid ip for sending*|not designated*|spf/dns*|pra|" \
  "purported responsible*"
#define WORDS_DKIM \
  "dkim|domainkeys"
#define WORDS_DMARC \
  "dmarc|sender is unauthenticated|mail is unauthenticated|unauthenticated email|unauthenticated mail|authentication checks|" \
  "does not pass dmarc*|dmarc*|required authentication level|both spf and dkim|either spf or dkim|spf or dkim|" \
  "fails to pass authentication*|anti-spoof*|spoofing|spoofed|spoof*|forged sender*|forged from*|forged mail*|sender*+forged|is forged|be forged"
#define WORDS_LISTED \
  "spamhaus*|sbl|xbl|pbl|zen.spamhaus.org|spamcop*|bl.spamcop.net|sorbs*|uceprotect*|abusix*|mailspike*|psbl*|invaluement*|" \
  "senderscore*|senderbase*|spamrats*|nixspam*|truncate.gbudb*|blacklist*|black list*|blocklist*|block list*|blocked list|" \
  "hvu:nr|rtr:*|openrelay*|bl0000*|es0000*|pt0000*|sc-001|sc-002|sc-003|sc-004|ou-001|ou-002|dy-001|dy-002|hl:rep|hl:ipb|hl:mep|dt:rbl|" \
  "mi:spb|" \
  "denylist*|deny list|dnsbl*|rbl|rbls|dnsrbl|dns blacklist*|realtime block*|blocked using|listed at|listed by|listed in|is listed|" \
  "listed on|open relay|open proxy|banned sending ip|banned|poor reputation|bad reputation|low reputation|reputation|ip+blocked|" \
  "ip+block list|ip+denied|ip address+blocked|host+blocked|network+blocked|your ip|client host rejected|client host+blocked|" \
  "sending ip|sending mta|connections not accepted from|connection refused from|not accepted from+ip*|refused to talk to you|" \
  "access denied+ip*|unsolicited+ip address|spam source|known spammer*|spammer*|schwarze liste|auf einer blacklist|liste noire|" \
  "lista negra|lista nera|черный список|черный список|в черном списке|黑名单|" \
  "barracuda*+block*|barracuda*+listed|barracudacentral*|cloudmark*+block*|proofpoint*+block*|sophos*+block*|suspected spam ip|" \
  "spam ip*|bad ip*|host network*|connection rejected|connection denied|permanently deferred|ptr-blacklist|(rtr:bl)|rtr:bl|" \
  "dynamic/zombied*|is in an rbl|rbl on|ip address is block*|access from ip*|ip=+postmaster|sperrliste|blockliste|schwarzliste|" \
  "adresse ip+bloquee|incident de spam|spamming issues|too many spams|ip source bloquee|block listed|blocked by ivmsip|ivmsip*|csi|" \
  "is_blocked*|dnsbl|sender's ip|your access to+rejected|mailgateway*|no access from mail server|ip has been+blocked|" \
  "blocked for the day|reputation database|email reputation|bloqueada+ip|indirizzo ip+bloccat*|черном списке|" \
  "заблокирован+ip|ip地址+拒绝|connection refused(mx)*|rejected by policy|service refuse*+103|listing in|" \
  "spam sources|abuse_rbl*|uceprotect-*|banned sender*|network+block list|" \
  "sender ip*|sending ips|adresse ip+liste*|direccion ip+lista*|ip-adresse+liste*|indirizzo ip+lista*|endereco ip+lista*"

#define WORDS_DYNAMIC \
  "dyn:t*|dynamic ip*|dynamic address*|dynamic host*|dynamic range|dynamic pool|dynamic client*|dynamically assigned|dynablock*|dul|" \
  "dialup*|dial-up*|dial up*|residential*|home user*|home connection*|consumer ip*|end user ip*|end-user*|generic rdns|" \
  "generic hostname*|generic ptr|generic reverse*|policy block list|dynamische ip*|dynamische*+adresse*|einwahl*|adresse+dynamique|" \
  "ip dinamica|ip dinamica|ip dinamico|" \
  "looks dynamic|appears dynamic|is dynamic|appears to be dynamic|looks like a dynamic*|looks generic"

#define WORDS_REVERSE \
  "rp:rdn|host can't be resolved|host cannot be resolved|dns a-data|dns a data|resolve your address|resolve your ip*|resolve your host*|reverse dns|rdns|ptr|ptr record*|reverse hostname|reverse lookup*|reverse name*|reverse address|reverse mapping|" \
  "cannot find your hostname|cannot find your reverse*|hostname lookup failed|ip name lookup failed|ip name possibly forged|" \
  "no reverse*|missing reverse*|invalid reverse*|client host name|fcrdns|forward-confirmed*|does not resolve+ip*|fix reverse*|" \
  "ruckwartsauflosung|dns inverse|resolucion inversa|dns inverso|rdns*|no rdns|valid reverse dns|dns ptr*|ptr resource*|" \
  "have a ptr*|cannot find your*|reverse*+failed|without reverse*|hostname+not resolve|ip name+lookup|" \
  "dns:nr*"

#define WORDS_HELO \
  "helohost*|mi:nhd|hl:ihu|" \
  "helo command rejected|ehlo command rejected|invalid helo|invalid ehlo|bad helo|bad ehlo|helo name|ehlo name|helo/ehlo|" \
  "helo argument*|helo hostname|fully-qualified hostname|fully qualified hostname|helo+required|helo requires*|ehlo requires*|" \
  "helo+rejected|ehlo+rejected|helo+invalid|ehlo+invalid|your helo|forged helo|access denied - invalid helo*|helo/ehlo argument*|" \
  "heloname|domain address+helo|need fully-qualified hostname|ehlo argument*|helo should*|helo must*|ehlo should*|ehlo must*|" \
  "helo+fqdn|ehlo+fqdn|helo does not*|helo mismatch|helo+literal|" \
  "helo+fully*"

/* Limits. */
#define WORDS_GREYLISTED \
  "not yet authorized to deliver*|not yet authorised to deliver*|not yet allowed to deliver*|greylist*|graylist*|grey list*|gray list*|grey-list*|gray-list*|greylst*|postgrey*|come back later|come back in|" \
  "try again in+sec*|try again in+min*|retry in+sec*|retry in+min*|first time sender|deferred for+sec*|liste grise|" \
  "temporarily deferred|temporary deferral|please retry later|resend+later|unknown+sender+retry|graulist*|retry after+00:*|" \
  "retry after+sec*|retry after+min*|try again+seconds|try again+minutes|come back+00:*|please retry in|try after some time|" \
  "again after some time|try again after some*|wait+minutes|liste grise*|lista gris|greylisting*|graulisting*|" \
  "серый список|灰名单|please try again in|again in+minutes|again in+seconds|reessayer dans*|" \
  "versuchen sie es in+minuten|reintente+minutos"

#define WORDS_LIMITED \
  "超过限制|数超过|上限に|rl0000*|for today|submission quota*|limit is reached|limit reached|limit has been*|rate+too high|rate of messages|try again slower|allowable number*|hl:icc|hl:ifc|mi:cel|mi:dmc|mi:ccl|mi:sfq|mi:stc|rp:cel|rp:ccl|rp:drc|rp:qrc|rp:trc|" \
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
  "troppe connessioni|слишком много|发送频率|发信过于频繁|receiving mail at a rate|" \
  "receiving mail too quickly|too quickly|thread limit|credits exceeded|maximum credits|insufficient credit*|" \
  "message per connection|max message*|too many rcpt+hour|recipients received|received this hour|frequency+limited|" \
  "frequent connects|too frequent|rate control|too many open connections|connection rate limit*|max emails per hour|" \
  "exceeded the max*|sending limit|hourly sending*|too much load|excessive volume|unexpected volume|user complaints|" \
  "unusual sending*|throttled*|slow down|too many recipients received*|daily limit*|rcpt to daily limit|message rate limit*|" \
  "daily message quota*|per session|too many sessions*|receiving mail too*|sender thread*|too many login*|login frequency*|" \
  "trop de connexions*|limite+depassee|limite+superad*|limite+excedid*|limite+superato|limit+przekroczon*|przekroczono limit*|" \
  "zu viele*|превышен лимит|频率|bandwidth limit*|command or bandwidth|rate limit hit|login delay|" \
  "submissionquotaexceeded*|policy rejection+quota*|between mail checks|before checking mail|sending limit exceeded|user limit exceeded|rate limited|concurrent connections|" \
  "concurrent sessions|number of connections*+exceed*|messages they can receive|exceeded their*|exceeded its*+messages|" \
  "too many errors*|max connections|maximum connections|connections per|sessions per|too often|connection limit|" \
  "limit of connections|wait before*+again|" \
  "maximum+sessions|maximum number+sessions|sessions+exceeded|sessions+reached|connections+exceeded|connections+reached|" \
  "simultaneous+limit*|" \
  "daily+quota|outgoing+quota|outbound+quota|hourly+quota|message quota|por hora|por dia|pro stunde|pro tag|par heure|par jour|" \
  "all'ora|al giorno|na godzine|dziennie|в час|в сутки|частот*|per uur|per dag|" \
  "too much fail*|too many+connections|too many+sessions|too many+logins|too many+attempts|too many+requests|too many+failures|" \
  "too many+emails|too many+e-mails|receiving mail at*|too high a rate|session limit*|sessions limit*|message limit*|mail limit*|" \
  "too many recent*|connection count*|count has been exceeded|queue quota*|too much email|too much mail in|received too much|" \
  "short period*|too many times|hour limit|hours limit|day limit|minute limit|relay limit*|smtp limit*|only every|every+minutes|" \
  "every+seconds|once every|" \
  "to many messages|to many mails|to many emails|to many connections|too soon|too short interval*|" \
  "prilis mnoho|cok fazla|zbyt wiele|zbyt duzo|zbyt czesto|多すぎ|过多|太多|过于频繁|너무 많|for mange|for manga|te veel|prea multe|tul sok"

#define WORDS_MANY_RECIPIENTS \
  "rcpt numbers|number of rcpt*|number of recipients|too many recipients|too many rcpt*|maximum number of recipients|too many addresses|zu viele empfanger|trop de destinataires|" \
  "demasiados destinatarios|troppi destinatari"

/* Message. */
#define WORDS_TOO_BIG \
  "attachment*+size|attachment*+larger|attachment*+mb|exceed*+permitted size|" \
  "too big|too large|size limit|exceeds size*|exceeds+maximum size|exceeds+maximum message size|exceeds fixed*|exceeds the maximum|" \
  "exceeds allowed*|exceeds limit|message size|message*+exceed*+size|maximum message size|max message size|maximum size|oversize*|" \
  "message length exceeds*|file size limit*|mail size limit*|message is larger|zu gross|zu gross|trop volumineux|trop grand|" \
  "demasiado grande|troppo grande|muito grande|te groot|zbyt duz*|слишком больш*|слишком велик*|" \
  "邮件过大|邮件大小超过|サイズ+超え*|file too big|message file too big|is too long|message is too long|" \
  "databytes limit|taille limite*|taille maximale*|message trop gros|size of the incoming*|size exceed*|exceeds limit*|" \
  "email size+exceed*|larger than the current*|groesse*+uberschritten|nachricht+zu gross|tamano*+excede|dimensione*+superat*|" \
  "wiadomosc+za duza|слишком велико|size limit*|maximum email size*|" \
  "length is more than*|size is more than*|message too long|mail too long|data too long|larger than*+mb|larger than*+bytes|limit is+bytes|exceeds+bytes"

/* The same, so plainly that no limit on sending can be meant. */
#define WORDS_SURELY_TOO_BIG \
  "maximum+message size|message size+exceed*|message size limit*|message too large|message too big|message is too large|message is too big|" \
  "mail size+exceed*|email size+exceed*|larger than the current*"

#define WORDS_VIRUS \
  "virus*|malware*|infected|trojan*|worm|clamav|phish*|malicious*|dangerous*|ransomware|eicar*|virenverdacht|schadsoftware|вирус*|病毒|" \
  "wirus*|virusinfi*|infizier*|infecte|infectado|infetto|zainfekowan*"

#define WORDS_ATTACHMENT \
  "附件类型*|附件格式*|不允许的附件|" \
  "attachment*|attached file*|file type*|file extension*|filename extension*|executable*|banned file*|potential security issue|" \
  "blocked file*|content presents a potential*|anhang|anhange|piece jointe|adjunto*|allegat*|banned:*|banned filename*|" \
  "banned content*|content-type+not allowed|illegal attachment*|blocked attachment*|extension+not allowed|extension is forbidden|" \
  "zip+not allowed|" \
  "archive files|archives|encrypted archive*|password-protected*|password protected*"

/* The same, so plainly that no list of addresses can be meant. */
#define WORDS_SURELY_ATTACHMENT \
  "with attachments|banned_file*|banned file*|file attachment*|attachment+not allowed|attachment+banned|blacklisted+file extension*|" \
  "blacklisted+attachment*|banned+file extension*|banned attachment*|blocked+file extension*|blacklisted file*"

#define WORDS_SPAM \
  "spam|spammy|spamassassin|spam-like|junk|junkmail|unsolicited*|bulk|uce|ube|looks like spam|likely spam|considered spam|" \
  "spam score|spam message|suspected spam|rspamd|gtube|message content rejected|spamverdacht|pourriel|correo no deseado|" \
  "posta indesiderata|спам|垃圾邮件|judged to be spam|spam-*|spamtext|spampattern|suspicion of spam|spam scale|spam points|" \
  "no spam|dt:spm|unwanted content|junk mail|antispam*|anti-spam*|antyspam*|antyspam|mailspam|" \
  "迷惑メール|indesirable*|niechcian*|スパム|스팸|spamu|spamem|spamie"

#define WORDS_FORM \
  "rfc 5322|rfc5322|rfc 2822|rfc2822|rfc 822|missing header*|header missing|header+missing|missing+header|duplicate header*|" \
  "multiple+header*|invalid header*|malformed header*|header syntax*|bad header*|messages missing a valid*|from: header|" \
  "from header|date header|message-id header|message-id:|bare lf|bare linefeed*|bare newline*|stray newline*|stray linefeed*|stray line feed*|bare cr|bare carriage*|bare line feed*|line too long|" \
  "lines+too long|subject+too long|line length|too long line*|mime error*|malformed mime|invalid mime|8bit|8-bit|non-ascii characters|" \
  "malformed message|badly formed|improperly formatted|invalid structure|mime/reject*|missing+valid+from|valid from address|" \
  "bare <lf>|<lf>|smtplf.html|bare lf*|invalid data in message|octets|content-transfer-encoding|headers are not*|not rfc compliant|" \
  "rfc compliant*|compliance+rfc*|" \
  "formatted subject*|wrongly formatted|badly formatted|incorrectly formatted|wrong format|bad format|format restriction*|" \
  "subject is mandatory|subject is required|subject required|missing subject|no subject|not comply with+standards|not comply with rfc*|required standards|character set*|charset*|blank from*|from: addresses*|empty from*|from+header+invalid"

#define WORDS_MESSAGE_REFUSED \
  "accept this email|accept this e-mail|accept this mail|your email has been*|your e-mail has been*|your mail has been*|your email was|" \
  "your e-mail was|your mail was|message held|mail held|held for*+verification|this message|words in the*|sensitive word*|html tag*|" \
  "mail data+refused|mail data+rejected|message rejected|message refused|message was rejected|message blocked|message not accepted|" \
  "message content|content rejected|" \
  "rejected by content*|content filter*|your message|nachricht abgelehnt|nachricht verweigert|message refuse|message rejete|" \
  "mensaje rechazado|content examination*|content policy|content policies|message bounced|content reject*|message filtered|" \
  "message not allowed|for policy reasons|policy violation*|local policy|mail rejected|mail rejete|mail content denied|" \
  "organization policy|security polic*|mail policy|message denied|policy restriction*|prohibited the mail*|rejectmessage|" \
  "transport.rules*|policy+prohibited|email rejected|mail refused|matched map|message+local policy|blocked by filter|filter rule*|" \
  "rejected by filter*|content filtering|header based*|politique+refus*|contenido+rechazado|contenuto+rifiutato"

/* Exchange: mail to this group or mailbox is taken from certain people only, whatever it says of authentication. */
#define WORDS_RESTRICTED_GROUP \
  "resolver.rst.sendernot*|resolver.rst.auth*|resolver.rst.notauthorized|resolver.rst.restricted*|allowed-senders list|" \
  "distribution group|distribution list|send to this list|send to this group|post to this*|to this mailing list|internal mail only|" \
  "only receives internal*|internal senders only|contacts only|" \
  "external senders|senders outside*|from external+not|from outside+not|" \
  "recipient*+only accept*+from|mailbox+only accept*+from|recipient's list|user rules|recipient rules|recipient's rules|recipient preferences|" \
  "recipient's preferences|accept*+mail from you|accept*+messages from you|user's reject*|user's block*|user's black*|user's filter*|recipient's reject*|recipient's block*|recipient's black*|" \
  "by this recipient|recipient's server refuse*|recipient's server reject*|recipient's mail server refuse*|blacklisted by recipient*|" \
  "blacklisted by the*|blacklisted by user*|refused by the recipient*|refused by recipient*|" \
  "personal black*|personal block*|by the user|recipient has blocked*|blocked by the recipient|user has blocked*|blocked you"

/* The sending address, not the rate, even where both are named. */
#define WORDS_ABOUT_REPUTATION \
  "blocked for abuse*|block for abuse*|not in whitelist*|not whitelisted|not on our whitelist*|not allowed to send us*|ip has been+blocked|ip address has been+blocked|ip reputation|low reputation|poor reputation|bad reputation|bad-reputation|sender reputation|reputation of the sending|" \
  "reputation of a domain|reputation database|reputation filter*|suspected spam sender|spam sender*|spam ip*|suspected spam ip|" \
  "spam origin*|origin of spam|source of spam|dns_rbl*|blocked for attempting*|insufficient reputation|policy restriction*+ip based|" \
  "policy restriction*+domain based|" \
  "no access for this*|no access from this*|ip+spammer*|ip identified as*|host+spammer*|identified as spammer|identified as a spam*|" \
  "known as a spam*|" \
  "block for spam|blocked for spam*"

/* The message itself, even where the client's address is quoted below it. */
#define WORDS_SURELY_SPAM \
  "consider it spam|considers it spam|content-policy reject*|message is banned|message banned|" \
  "spam pattern*|spam content*|listed url*|blocking url*|url in+listed|urls+listed|url+blacklist*|blacklisted url*|url in message|" \
  "uribl*|surbl*|hvu:b*|url+in your*|link in your*|links in your*|" \
  "as spam*|classified as spam|is likely+unsolicited mail|likely+unsolicited|spam detected|spam is detected|spam message|" \
  "spam or virus|suspicion of spam|contains spam|because it is spam|judged to be spam|spam points|spam score|als spam|" \
  "considered spam|due to spam|high probability of spam|spam scale|message contains spam*"

/* Said while sending, and about the sender's account. */
#define WORDS_OWN_ACCOUNT_OFF \
  "sending paused|sending is paused|sending disabled|sending suspended|your account+suspended|your account+disabled|" \
  "your account+blocked|your account+locked|your account+paused|your account+closed|mail sending denied|outgoing mail*+suspended|" \
  "account is not allowed to send|message sending+disabled|sending for this account*|" \
  "outgoing mail*+suspen*|outbound mail*+suspen*|mail suspension|sending*+suspended|outgoing+blocked+account|outbound+blocked+account|" \
  "you have been suspended|account outbounds disabled|sending*+blocked+your account"

/* Nothing better known than whom it is about. */
#define WORDS_ABOUT_SENDER \
  "sender*|mail from|envelope from|from address|from header|from: address|emetteur|expediteur|absender*|remitente|mittente|" \
  "remetente|nadawc*|отправител*|发件人|" \
  "odesilatel*|gonderen*|avsandare*|送信者|差出人|보낸|afzender*|felado*|lahettaja*|avsender*|expeditor*|" \
  "afsender*|remetent*|寄件人|发信人|발신자|nguoi gui|pengirim|" \
  "d'expedition|d'envoi|absende*"

#define WORDS_ABOUT_RECIPIENT \
  "recipient address rejected|recipient rejected|recipient refused|recipient denied|recipient*+not accepted|" \
  "recipient is not allowed|rcpt+not ok|rcpt+rejected|rcpt+denied|empfanger+abgelehnt|destinataire+refus*|destinatario+rechazado|" \
  "destinatario+rifiutato|command rcpt*|user reject*|user refuse*|accepted at this address|accepted at that address|" \
  "accepted for this address|" \
  "accepted for that address|mail+not accepted for"

/* The talk itself went wrong. */
#define WORDS_OUT_OF_STEP \
  "synchronization error|pregreet*|before greeting|without waiting*|pipelin*+not allowed|improper command pipelin*|" \
  "bad sequence of commands|syntax error|cannot decode*|invalid base64*|command not recognized|unrecognized command*|" \
  "unknown command*|command unknown|command unrecognized|command not implemented|unimplemented*|mail first|rcpt first|ehlo first|" \
  "helo first|need rcpt*|need mail*|not valid in this state|invalid command*|line too long|line to long|missing+argument*|bad command*|" \
  "command sequence|out of sequence|" \
  "protocol error|no such command|wrong command|too few arguments|too many arguments|wrong number of arguments"

#define WORDS_TAKES_NO_MAIL \
  "not accepting messages|not accepting mail|does not accept mail|no smtp service|not accepting network messages|" \
  "mail receiving disabled|account inbounds disabled"

/* A fault of the server's, said plainly. */
#define WORDS_OUT_OF_ORDER \
  "temporary local problem|local problem|server busy|system busy|system(u) busy|server too busy|temporary system problem|" \
  "temporary system failure|temporary system error|system error|temporary server error|temporary service failure|temporary failure|" \
  "temporarily unavailable|temporarily not available|service unavailable|service not available|internal error*|" \
  "internal server error|local error*|unable to open pipe|server error|backend*|shutting down|server shutdown|shutdown|disk full*|" \
  "trouble in home*|try again later|try later|user lookup failed|timeout while waiting*|cannot connect*|database*|" \
  "server unavailable|servers unavailable|server(s) unavailable|unavailable to complete|is unavailable|currently unavailable|server is busy|try again in+moment*|maintenance|wartung*|overloaded|" \
  "too busy|resource temporarily*|no response from*|timed out"

/* The same, of a server that promises no better for later. */
#define WORDS_BROKEN \
  "internal error*|internal server error*|internal failure|internal problem*|system error|software error|configuration error|misconfigur*|" \
  "local error*|database error|program error|disk full|out of memory|unable to open*|cannot open*|can't open*|write error|read error|" \
  "server error|unexpected error|unhandled exception*|interner fehler|serverfehler|systemfehler|erreur interne|error interno|errore interno|" \
  "erro interno|interne fout|blad wewnetrzny|внутренняя ошибка|内部错误|内部エラー|서버 오류"

/* The mailbox is there, whatever else is said. */
#define WORDS_SURELY_DISABLED \
  "account inactive|user inactive|no recipient activity|noactivity*|" \
  "is disabled|been disabled|account disabled|mailbox disabled|user disabled|is suspended|been suspended|account suspended|" \
  "mailbox suspended|user suspended|deactivated|blocked due to inactivity|is inactive|inactive mailbox*|not poped*|" \
  "temporarily disabled|deaktiviert|desactive|disabilitata"

/* Not a matter of who sends, or how much. */
#define WORDS_NO_SERVICE_NOW \
  "service unavailable+try again|service+currently unavailable|service temporarily unavailable|service is temporarily*|" \
  "system unavailable|temporary server error|temporary system*|internal server error|mail server temporarily*"

/* Nothing came from the client, and the server gave up. */
#define WORDS_WAITED_TOO_LONG \
  "silent for|session idle|idle session|been idle|took too long|taking too long|connection expired|connection has expired|session expired|session has expired|" \
  "inactivity|autologout|idle for too long|idle too long|idle timeout*|timeout exceeded|command timeout*|data timeout*|" \
  "timeout waiting for*|timed out waiting for*|timeout - closing*|timeout, closing*|session timeout*|connection timed out|" \
  "read timeout|input timeout|timed out, closing*|timeout closing*|zeituberschreitung*|delai d'attente*|tiempo de espera*|" \
  "timeout (#4.4.2*|connection timeout|timeout|timed out|time out|#4.4.2*"

/* The client was gone. */
#define WORDS_HUNG_UP \
  "lost input connection|lost connection|connection lost|connection reset|connection dropped|connection aborted|connection broken|" \
  "unexpected eof|unexpected end*|broken pipe|reset by peer|verbindung+unterbrochen|verbindung+verloren|connexion+perdue|" \
  "conexion+perdida|connessione+persa"

/* Something that the server itself waits for. */
#define WORDS_BEHIND_THE_SERVER \
  "backend*|upstream*|database*|ldap*|lookup*|connecting to*|mysql*"

/* Too often wrong, and only for a while. */
#define WORDS_WAIT_AFTER_TOO_MANY \
  "too many+try again|too many+try later|too many+later|too many+minutes|too many+seconds|too many+from your ip|" \
  "too many+from this ip|blocked for+minutes|locked for+minutes"

/* Where the client comes from is not welcome, whoever signs in. */
#define WORDS_ADDRESS_SHUT_OUT \
  "ip+blocked|ip address+blocked|ip+banned|ip+blacklist*|ip+not allowed|ip+abuse|host+blacklist*|client+blacklist*|address+blacklist*|" \
  "service for your address*|service to your address*|service for your ip*"
