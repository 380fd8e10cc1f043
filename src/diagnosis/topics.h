/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a reply is about (TOPIC), and what it says of it (SAID). A row joins one of each with '&': so a sentence is understood that no phrase
 * of words.h foresees. They stand behind the phrases, which know more. */

#define TOPIC_SIGN_IN \
  "κωδικός|σύνδεση|סיסמה|כניסה|كلمة المرور|تسجيل الدخول|รหัสผ่าน|เข้าสู่ระบบ|" \
  "password*|passwd|passphrase|passcode|pass phrase|credential*|username*|user name*|userid|user id|login*|logon*|log on|log in|logging in|" \
  "sign-in|sign in|signin|authenticat*|auth|authorization|passwort*|kennwort*|zugangsdaten|anmeldung|anmeldedaten|anmelden|benutzername*|" \
  "authentifi*|identifiant*|mot de passe|connexion|autentic*|autenti*|contrasena*|clave|credencial*|credenzial*|senha*|palavra-passe|haslo|hasla|" \
  "uwierzyteln*|logowani*|losenord*|anvandarnamn*|adgangskode*|kodeord*|brugernavn*|passord*|brukernavn*|salasana*|kayttajatunnus*|heslo|" \
  "prihlas*|jelszo|felhasznalonev*|parola*|sifre*|kullanici adi|oturum|wachtwoord*|gebruikersnaam*|aanmeld*|парол*|логин*|аутентификац*|" \
  "авторизац*|密码|口令|用户名|登录|认证|身份验证|密碼|登入|認証|パスワード|ログイン|암호|비밀번호|로그인|인증|kata sandi|mat khau|dang nhap"

#define SAID_WRONG \
  "невірн*|помилк*|λάθος|εσφαλμέν*|שגוי*|غير صحيح*|خاطئة|ไม่ถูกต้อง|" \
  "wrong|invalid*|incorrect*|bad|false|failed|failure|fails|fail|rejected|refused|mismatch*|match|not valid|not recognized|not recognised|" \
  "not accepted|unknown|unsuccessful*|not verified|not be verified|could not verify|not correct|error|falsch*|ungultig*|ungueltig*|fehlerhaft*|" \
  "fehlgeschlagen|stimmt nicht|errone*|echoue*|echec|mauvais*|non valide*|refuse*|incorrect*|invalid*|errad*|errat*|non valid*|no valid*|" \
  "sbagliat*|fallit*|fallid*|falhou|falha|onjuist*|ongeldig*|mislukt|nieprawidlow*|niepoprawn*|bledn*|zle|nie powiodl*|fel|felaktig*|ogiltig*|" \
  "forkert*|ugyldig*|feil*|mislykkedes|mislyktes|vaara*|virheelli*|spatn*|nespravn*|chybn*|neplatn*|selhal*|hibas*|ervenytelen*|sikertelen*|" \
  "gresit*|incorect*|esuat*|hatali*|yanlis*|gecersiz*|basarisiz*|неверн*|неправильн*|ошибк*|не удалась|错误|不正确|有误|不匹配|失败|錯誤|失敗|" \
  "正しくありません|間違*|誤*|틀*|일치하지*|잘못*|실패*|올바르지*|salah|sai|khong dung|khong hop le"

#define TOPIC_ENCRYPTION \
  "szyfrowac|" \
  "tls*|ssl*|starttls*|stls|encrypt*|secure connection*|verschlussel*|chiffre*|chiffrement|cifrad*|crittograf*|cifrat*|versleutel*|szyfrowan*|" \
  "шифрован*|加密|暗号*|criptografad*"

#define SAID_NEEDED \
  "musi|musza|" \
  "requiere*|il faut|d'abord|zuerst|vor dem|prima di|сначала|until|required|requires|require|mandatory|obligatory|compulsory|necessary|needed|need|needs|must|first|before|only|enforced|erforderlich|" \
  "notwendig|notig|benotigt|zwingend|requis*|obligatoire*|necessaire*|requerid*|necesari*|obligatori*|richiest*|necessari*|vereist|verplicht|" \
  "wymagan*|kravs|pakravd|pakraevet|kreves|vaaditaan|vyzadovan*|szukseges|necesar*|gerekli|zorunlu|требуется|необходим*|需要|必须|必要|必須|필요"

#define SAID_UNAVAILABLE \
  "not supported|unsupported|not available|unavailable|not enabled|isn't enabled|disabled|not implemented|unimplemented|not advertised|" \
  "not offered|not configured|not recognized|unrecognized|unknown command|command unknown|failed|failure|error|cannot|can't|unable|" \
  "not permitted|not allowed|not possible|no support|not compiled|refused"

#define TOPIC_MAILBOX \
  "користувач*|скриньк*|отримувач*|χρήστης|παραλήπτης|γραμματοκιβώτιο|διεύθυνση|משתמש|תיבת|נמען|مستخدم|مستلم|صندوق|ผู้ใช้|ผู้รับ|กล่องจดหมาย|" \
  "user|users|recipient*|mailbox*|mail box|account*|address|addresses|addressee*|rcpt|maildrop|inbox|email address|e-mail address|alias|customer|" \
  "subscriber|person|local part|localpart|destination|postfach*|empfanger*|empfaenger*|benutzer*|adresse*|konto|teilnehmer|destinataire*|" \
  "utilisateur*|boite*|compte|destinatari*|usuario*|buzon*|cuenta|casilla*|direccion|utente*|utenti|casell*|indirizz*|caixa*|conta|endereco*|" \
  "utilizador*|gebruiker*|postvak*|ontvanger*|geadresseerde|adres*|odbiorc*|uzytkownik*|skrzynk*|mottagar*|anvandar*|brevlad*|inkorg*|modtager*|" \
  "bruger*|mottaker*|bruker*|postkass*|postlada*|vastaanottaj*|kayttaj*|postilaatik*|prijemc*|adresat*|schrank*|uzivatel*|cimzett*|" \
  "felhasznalo*|postafiok*|utilizator*|cutia|casuta|alici*|kullanici*|hesap*|posta kutusu|получател*|адресат*|пользовател*|ящик*|адрес*|" \
  "收件人|用户|邮箱|帐户|账号|帐号|信箱|收信人|使用者|宛先|受信者|ユーザ*|メールボックス|アドレス|수신자|사용자|메일함|주소|nguoi nhan|nguoi dung|hop thu|" \
  "penerima|pengguna|kotak surat|alamat"

#define SAID_ABSENT \
  "не знайден*|не існує|невідом*|δεν υπάρχει|δεν βρέθηκε|άγνωστος|לא קיים|לא נמצא|غير موجود|غير معروف|ไม่พบ|ไม่มี|" \
  "cannot reach|can't reach|could not reach|cannot be reached|can't be reached|unavailable|not user of*|removed|deleted|" \
  "returned nothing|gibt es+nicht|такого+нет|could not find|couldn't find|unknown|not found|no such|doesn't exist*|does not exist*|" \
  "not exist*|don't exist*|nonexist*|non-exist*|isn't known|not known|no longer|" \
  "cannot be found|can't be found|can't find|cannot find|unable to find|never heard|not listed|not valid|invalid|is not a|isn't a|is not here|" \
  "isn't here|unrecogni*|not recogni*|unallocated|unassigned|not assigned|undefined|not defined|no mapping|not mapped|service mapped|" \
  "unreachable|undeliverable|not deliverable|not ok|wrong|incorrect|mistyped|errat*|errone*|equivocad*|nicht mehr|not configured|not registered|unregistered|not located|lookup failed|hasn't got|" \
  "has not got|does not have|doesn't have|unbekannt*|nicht gefunden|nicht vorhanden|existiert nicht|gibt es nicht|nicht bekannt|ungultig*|" \
  "ungueltig*|inconnu*|introuvable*|existe pas|existe plus|inexist*|invalide*|desconocid*|no existe|no encontrad*|no se encontr*|no valid*|" \
  "sconosciut*|non esist*|non trovat*|non valid*|desconhecid*|nao existe|nao encontrad*|nao foi encontrad*|nao localizad*|onbekend*|" \
  "bestaat niet|niet gevonden|ongeldig*|nieznan*|nie istnieje|nie znaleziono|nie odnaleziono|nieprawidlow*|okand*|finns inte|existerar inte|" \
  "hittades inte|ukendt|findes ikke|eksisterer ikke|ukjent|finnes ikke|tuntematon|ei ole|ei loydy|neznam*|neexist*|nenalezen*|ismeretlen|" \
  "nem letez*|nem talalhato|necunoscut*|nu exista|bulunamadi|bulunmuyor|mevcut degil|gecersiz|неизвест*|не найден*|не существу*|" \
  "отсутствует|нет так*|不存在|未找到|找不到|无效|查无*|無効|存在しません|見つかりません|不明|존재하지|찾을 수 없*|없는|알 수 없*|" \
  "khong ton tai|khong tim thay|tidak ditemukan|tidak ada|tidak dikenal"

#define SAID_FULL \
  "переповнен*|γεμάτο|πλήρες|מלאה|ممتلئ|เต็ม|" \
  "full|over quota|over-quota|overquota|quota|storage|no space|no room|out of space|not enough space|not enough room|insufficient space|" \
  "size limit|voll|uberfullt|speicherplatz|plein|pleine|pleins|saturee|depasse*|lleno|llena|cuota|espacio|piena|pieno|spazio|cheia|cheio|" \
  "espaco|quota*|vol|overvol|pelna|przepelnion*|full*|fuld*|fullt|taynna|plna|preplnen*|megtelt|betelt|plina|dolu|kota*|переполнен*|" \
  "квот*|нет места|已满|满了|空间|容量|いっぱい|가득*|용량|penuh"

#define TOPIC_MESSAGE \
  "лист|повідомлення|μήνυμα|הודעה|رسالة|الرسالة|ข้อความ|อีเมล|" \
  "message*|mail|mails|email|emails|e-mail|e-mails|attachment*|body|data|letter|nachricht*|anhang*|anlage*|courriel*|piece jointe|pieces jointes|" \
  "mensaje*|correo*|adjunto*|messaggi*|posta|allegat*|mensage*|anexo*|bericht*|bijlage*|wiadomosc*|zalacznik*|meddeland*|brev|besked*|melding*|" \
  "e-post*|viesti*|liite*|zprav*|priloh*|uzenet*|melleklet*|mesaj*|ileti*|atasament*|письм*|сообщен*|вложен*|邮件|附件|郵件|信件|" \
  "メール|メッセージ|添付*|메일|메시지|첨부*|thu|tep dinh kem|pesan|surat|lampiran"

#define SAID_TOO_BIG \
  "завелик*|занадто велик*|πολύ μεγάλο|גדולה מדי|كبيرة جدا|ใหญ่เกินไป|" \
  "too big|too large|too long|oversize*|larger|bigger|exceeds+size|exceed*+size|exceeded+bytes|exceeds+bytes|exceeds+mb|exceeds+kb|" \
  "exceed*+maximum length|max*+size|size+limit*|size+allowed|size restriction*|zu gross|zu lang|grosse*|trop volumineu*|trop gros*|" \
  "trop grand*|trop lourd*|taille|demasiado grande*|muy grande|tamano|troppo grand*|dimension*|muito grande|tamanho|grande demais|te groot|" \
  "za duz*|zbyt duz*|rozmiar*|for stor*|for stort|storlek*|storrelse*|liian suur*|prilis velk*|velikost*|tul nagy|meret*|prea mare|" \
  "dimensiunea|cok buyuk|boyut*|слишком больш*|слишком велик*|размер*|过大|太大|大小|超过|過大|大きすぎ*|サイズ|너무 큽*|너무 큰|크기|" \
  "qua lon|terlalu besar"

#define TOPIC_MECHANISM \
  "auth mode*|auth type*|auth method*|auth mechanism*|authentication mode*|authentication type*|authentication method*|authentication scheme*|" \
  "authentication mechanism*|sasl mechanism*|login method*|login type*|login mechanism*"

#define SAID_MALFORMED \
  "syntax|malformed|ill-formed|badly formed|syntactic*|illegal character*|invalid character*|bad character*|unbalanced|missing domain|" \
  "missing final|without a domain|contain a domain|fully qualified|fully-qualified"

/* Not "address", which may be the network's. */
#define TOPIC_ACCOUNT \
  "account|mailbox|inbox|user|recipient*|konto|postfach*|benutzer*|empfanger*|compte|boite*|destinataire*|utilisateur*|cuenta|buzon|usuario*|" \
  "destinatari*|casell*|utente|conta|caixa*|utilizador*|postvak*|gebruiker*|ontvanger*|skrzynk*|odbiorc*|uzytkownik*|brevlad*|mottagar*|" \
  "anvandar*|modtager*|bruger*|mottaker*|bruker*|vastaanottaj*|schrank*|prijemc*|cimzett*|postafiok*|alici*|hesap*|ящик*|получател*|" \
  "пользовател*|收件人|邮箱|用户|帐户|账号|受信者|ユーザ*|수신자|사용자"

#define SAID_OFF \
  "disabled|blocked|suspended|locked|inactive|inactivated|deactivated|closed|frozen|expired|terminated|gesperrt|deaktiv*|stillgelegt|desactiv*|" \
  "bloque*|suspend*|ferme|inactif|inactivo|cerrad*|bloccat*|disattivat*|disabilitat*|sospes*|inattiv*|bloquead*|desativad*|inativ*|suspens*|" \
  "geblokkeerd|uitgeschakeld|opgeheven|zablokowan*|nieaktywn*|zawieszon*|blockerad|inaktiverad|avstangd|spaerret|deaktiver*|sperret|suljettu|" \
  "zablokovan*|letiltva|blocat*|dezactivat*|askiya|devre disi|kapatil*|заблокирован*|отключен*|неактив*|приостановлен*|冻结|禁用|" \
  "停用|已停|無効|停止|차단|정지|휴면"

/* Whoever connects is kept out. */
#define SAID_SHUT_OUT \
  "blocked|block|banned|blacklist*|blocklist*|denylist*|black-list*|rejected|refused|denied|not allowed|not permitted|not welcome|" \
  "unwelcome|" \
  "forbidden|gesperrt|abgelehnt|bloque*|refuse|interdit*|bloquead*|rechazad*|bloccat*|rifiutat*|geblokkeerd|zablokowan*|заблокирован*|" \
  "拒绝|拒否*"

/* Where the server keeps mail and accounts. */
#define TOPIC_STORE \
  "maildir*|mailstore*|mail store*|message store*|spool*|mail spool|mailbox file|disk|filesystem|file system|database*|ldap*|" \
  "directory server*|" \
  "home directory|$home*|backend*|child|daemon|process|subprocess|module|plugin"

#define SAID_BROKEN \
  "crashed|crash|died|dead|broken|corrupt*|damaged|failed|failure|fails|error|unable|cannot|can't|could not|couldn't|has no|not found|" \
  "missing|" \
  "down|unavailable|not available|not responding|no response|timed out|exited|aborted"
