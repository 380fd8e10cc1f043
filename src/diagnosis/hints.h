/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Single words, for when no phrase of words.h fits: they decide only where the codes do not. Written like the phrases there. */

#define HINTS_LIMITED \
  "quota*+send*|quota*+sent|quota*+daily|quota*+hour*|quota*+submission*|exceed*+rate|exceed*+hour*|exceed*+daily|exceed*+day|" \
  "exceed*+recipients|limit*+recipients|limit*+hour*|limit*+daily|limit*+day|limit*+sending|limit*+sent|limit*+connection*|" \
  "limit*+messages|too many|too much|too quick*|frequen*+limit*|volume+exceed*|throttl*|slow down|maximum number*|max number*|" \
  "maximum+reached|max+reached|troppi|troppe|trop de|demasiad*|muitos|muitas|zu viele|zu oft|te veel|zbyt wiele|слишком много|" \
  "limite+envoi*|limite+envio*|limite+invi*|limit+wysyl*|limit*+versand*|" \
  "limit+exceed*|limit+reached|limite+atteint*|limite+alcanzad*|limite+raggiunt*|limite+atingid*|limit erreicht|limit uberschritten|" \
  "frequen*"

#define HINTS_MAILBOX_FULL \
  "quota|overquota|full|storage|voll|plein|pleine|llena|lleno|cheia|cheio|pieno|piena|vol|pelna|quota*|" \
  "plna|kvota|fuld|fullt|taynna|betelt|megtelt|plina|가득|용량|已满|空间|dolu|kota|容量"

#define HINTS_SPAM \
  "spam*|junk*|unsolicit*|uce|ube|bulk*|phish*|dcc|razor|pyzor|bayes*|bogofilter*|" \
  "nevyzadan*|istenmeyen|스팸|垃圾|スパム|迷惑|skrappost|roskaposti"

#define HINTS_REPUTATION \
  "spam*|blocked|blacklist*|block-list*|reputation*|abuse|abusive|banned|bloque*|bloccat*|gesperrt|access denied|connection denied|" \
  "connection refused|not welcome|ip|ips|ip-adresse|host+refused|host+rejected|host+denied|host+not allowed|server+not allowed"

#define HINTS_NO_SUCH_USER \
  "no such*|unknown*|not found|not exist|not exists|not known|invalid+recipient*|invalid+mailbox|invalid+address*|invalid+user|" \
  "not recognized|not recognised|not listed|no account*|no user*|no recipient*|cannot be found|can't be found|not a user|" \
  "not valid|non-exist*|undeliverable|undelivered|wrong+recipient*|wrong+address*|wrong+user*|incorrect+address*|existe pas|" \
  "existe plus|existiert nicht|gibt es nicht|no existe|nao existe|non esiste|bestaat niet|nie istnieje|finns inte|findes ikke|" \
  "finnes ikke|neexistuje|nem letezik|не существует|не найден*|不存在"

#define HINTS_CONTENT \
  "content*|policy+message*|policy+mail|policy+email|filter*|prohibited|forbidden|inhalt*|contenu|contenido|contenuto|conteudo|macro*|document*|attachment*|" \
  "zip|header*"

#define HINTS_TOO_BIG \
  "too long|larger|size|megabyte*|grosse|groesse|taille|tamano|tamanho|dimensione|dimensioni|rozmiar|размер*|大小|サイズ|" \
  "prilis velk*|za duz*|大きすぎ|过大|太大|너무 큽|cok buyuk|for stor|for stort|liian suuri|prea mare|tul nagy"

/* Sign in, in languages that say it in many ways; an English "authentication" may be SPF's. */
#define HINTS_AUTHENTICATE \
  "melden sie sich|melde dich|anonymous|authenticate yourself|authenticate before*|log in|logged in|sign in|signed in|authentifier|identifier avant|autenticar*|" \
  "autenticars*|anmelden|einloggen|zaloguj*|uwierzyteln*|zalogowa*|авториз*|аутентифи*|登录|認証"

#define HINTS_RELAY \
  "relaying|forward mail|does not forward*|not forward*|weiterleit*|inoltr*|reenvi*|przekazyw*|relais|external domain*|outside domain*"

/* At the sign-in, where neither user nor password are said to be wrong. */
#define HINTS_NOT_ALLOWED_IN \
  "disabled|blocked|suspended|locked|frozen|expired|deactivated|inactive|not allowed|not permitted|not enabled|not activated|not active|" \
  "forbidden|prohibited|restricted|policy|not subscribed|not available for|terms|verification|verify*|gesperrt|deaktiviert|bloque*|" \
  "desactive|suspendu|bloccat*|sospes*|disattivat*|bloquead*|desactivad*|suspendid*|zablokowan*|заблокирован*|отключен*"
