/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Failures, diagnoses and certificates of a saved report. Any thread. */

#include "report/failure-read.h"

#include "report/json-read.h"

#define MAX_CHAIN 16

/* ---- failures ---- */

static void
read_change (JsonObject *object,
             const char *name,
             JsonNode   *node,
             gpointer    user_data)
{
  GPtrArray *changes = user_data;
  SendoffKey key;

  if (sendoff_key_from_string (name, &key) && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    sendoff_changes_add (changes, key, json_node_get_string (node));
}

static void
read_fix (JsonObject       *object,
          SendoffDiagnosis *diagnosis)
{
  JsonObject *changes = sendoff_json_get_object (object, "changes");
  g_autofree char *id = sendoff_json_dup_text (object, "id");
  g_autofree char *label = sendoff_json_dup_text (object, "label");

  if (id == NULL || label == NULL)
    return;

  diagnosis->fix_id = g_steal_pointer (&id);
  diagnosis->fix_label = g_steal_pointer (&label);
  diagnosis->changes = sendoff_changes_new ();
  if (changes != NULL)
    json_object_foreach_member (changes, read_change, diagnosis->changes);
}

/* Nobody is asked to wait for longer than a day. */
#define MAX_RETRY_S (24 * 3600)

static char *
dup_or_empty (JsonObject *object,
              const char *name)
{
  char *text = object != NULL ? sendoff_json_dup_text (object, name) : NULL;

  return text != NULL ? text : g_strdup ("");
}

static SendoffDiagnosis *
read_diagnosis (JsonObject *object)
{
  SendoffDiagnosis *diagnosis = sendoff_diagnosis_new ();
  JsonObject *fix = object != NULL ? sendoff_json_get_object (object, "fix") : NULL;

  diagnosis->id = dup_or_empty (object, "id");
  diagnosis->title = dup_or_empty (object, "title");
  diagnosis->explanation = dup_or_empty (object, "explanation");
  if (object != NULL)
    {
      sendoff_diagnosis_class_from_string (sendoff_json_get_text (object, "class"), &diagnosis->class_);
      diagnosis->temporary = sendoff_json_get_boolean (object, "temporary");
      sendoff_move_from_string (sendoff_json_get_text (object, "move"), &diagnosis->move);
      diagnosis->retry_after_s = (guint) sendoff_json_get_number (object, "retry_after", MAX_RETRY_S);
    }
  if (fix != NULL)
    read_fix (fix, diagnosis);

  return diagnosis;
}

static SendoffProtocol
get_protocol (JsonObject *object)
{
  const char *label = sendoff_json_get_text (object, "protocol");

  for (SendoffProtocol protocol = SENDOFF_PROTOCOL_SMTP; protocol <= SENDOFF_PROTOCOL_POP3; protocol++)
    if (g_strcmp0 (label, sendoff_protocol_to_label (protocol)) == 0)
      return protocol;

  return SENDOFF_PROTOCOL_NONE;
}

static SendoffFailureTold *
read_told (JsonObject *object)
{
  SendoffFailureTold *told = g_new0 (SendoffFailureTold, 1);
  const char *number = sendoff_json_get_text (object, "error_number");

  told->paragraph = sendoff_json_dup_text (object, "text");
  told->response = sendoff_json_dup_text (object, "server_response");
  told->reply_code = (guint) sendoff_json_get_number (object, "reply_code", 999);
  told->socket_error = (guint) sendoff_json_get_number (object, "socket_error", G_MAXINT);
  told->error_number = number != NULL ? (guint32) g_ascii_strtoull (number, NULL, 16) : 0;

  return told;
}

/* The nearest kind: what was told decides, but some readers ask for it. */
static SendoffFailureKind
guess_kind (const SendoffReport *report,
            SendoffStepId        step,
            guint                reply_code)
{
  if (report->outcome == SENDOFF_OUTCOME_CANCELLED)
    return SENDOFF_FAILURE_CANCELLED;
  if (report->outcome == SENDOFF_OUTCOME_UNCERTAIN)
    return SENDOFF_FAILURE_UNCERTAIN;
  if (step == SENDOFF_STEP_TRUST)
    return SENDOFF_FAILURE_CERTIFICATE;
  return reply_code != 0 ? SENDOFF_FAILURE_REFUSED : SENDOFF_FAILURE_INTERNAL;
}

static void
read_failure (JsonObject *object,
              gpointer    user_data)
{
  SendoffReport *report = user_data;
  SendoffFailureTold *told = read_told (object);
  SendoffStepId step = SENDOFF_STEP_SUBMIT;
  SendoffFailure *failure;
  g_autofree char *enhanced = sendoff_json_dup_text (object, "enhanced_code");

  sendoff_step_id_from_string (sendoff_json_get_text (object, "step"), &step);
  failure = sendoff_failure_new (guess_kind (report, step, told->reply_code), sendoff_json_get_leg (object), step);
  failure->told = told;
  failure->protocol = get_protocol (object);
  failure->account = g_strdup (report->account);
  failure->server = sendoff_json_dup_text (object, "server");
  failure->port = (guint16) sendoff_json_get_number (object, "port", G_MAXUINT16);
  failure->secure = sendoff_json_get_boolean (object, "secure");
  failure->rejected_address = sendoff_json_dup_text (object, "rejected_address");
  if (told->reply_code != 0 && told->response != NULL)
    {
      failure->reply = sendoff_reply_parse (told->response, -1);
      if (failure->reply->enhanced_code == NULL)
        failure->reply->enhanced_code = g_steal_pointer (&enhanced);
    }
  g_ptr_array_add (report->failures, failure);
  g_ptr_array_add (report->diagnoses, read_diagnosis (sendoff_json_get_object (object, "diagnosis")));
}

void
sendoff_failures_read (JsonObject    *object,
                       SendoffReport *report)
{
  sendoff_json_each_object (object, "failures", read_failure, report);
}

/* ---- certificates ---- */

static GPtrArray *
read_chain (JsonObject *object)
{
  g_autoptr(GPtrArray) texts = sendoff_json_dup_list (object, "chain");
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; texts != NULL && i < texts->len && i < MAX_CHAIN; i++)
    {
      gsize length;
      guchar *der = g_base64_decode (g_ptr_array_index (texts, i), &length);

      g_ptr_array_add (chain, g_bytes_new_take (der, length));
    }

  return chain;
}

/* What the certificate itself says counts before what is said of it. */
static SendoffCertificate *
read_from_chain (JsonObject *object,
                 GPtrArray  *chain)
{
  g_autofree gnutls_datum_t *data = g_new0 (gnutls_datum_t, chain->len);
  g_autofree char *host = dup_or_empty (object, "host");

  for (guint i = 0; i < chain->len; i++)
    {
      gsize size;

      data[i].data = (guchar *) g_bytes_get_data (g_ptr_array_index (chain, i), &size);
      data[i].size = (guint) size;
    }

  return sendoff_certificate_new_for_chain (data, chain->len, host, (guint16) sendoff_json_get_number (object, "port", G_MAXUINT16));
}

static SendoffCertificate *
read_facts (JsonObject *object)
{
  SendoffCertificate *certificate = sendoff_certificate_new_for_chain (NULL, 0, "", 0);

  g_free (certificate->host);
  certificate->host = dup_or_empty (object, "host");
  certificate->port = (guint16) sendoff_json_get_number (object, "port", G_MAXUINT16);
  g_free (certificate->subject);
  certificate->subject = sendoff_json_dup_text (object, "subject");
  g_free (certificate->issuer);
  certificate->issuer = sendoff_json_dup_text (object, "issuer");
  g_strfreev (certificate->names);
  certificate->names = sendoff_json_dup_texts (object, "names");
  if (certificate->names == NULL)
    certificate->names = g_new0 (char *, 1);
  certificate->not_before = sendoff_json_get_time (object, "not_before");
  certificate->not_after = sendoff_json_get_time (object, "not_after");
  g_free (certificate->sha256);
  certificate->sha256 = dup_or_empty (object, "sha256");
  g_free (certificate->pin);
  certificate->pin = dup_or_empty (object, "pin");

  return certificate;
}

static void
read_certificate (JsonObject *object,
                  gpointer    user_data)
{
  SendoffReport *report = user_data;
  g_autoptr(GPtrArray) chain = read_chain (object);
  g_autoptr(SendoffCertificate) facts = chain->len > 0 ? read_from_chain (object, chain) : read_facts (object);
  g_autoptr(SendoffCertificate) certificate = NULL;
  g_auto(GStrv) problems = sendoff_json_dup_texts (object, "problems");
  SendoffTrustedBy trusted_by = SENDOFF_TRUSTED_BY_NOBODY;
  guint bits = 0;

  for (guint i = 0; problems != NULL && problems[i] != NULL; i++)
    {
      SendoffCertificateProblem problem = 0;

      if (sendoff_problem_from_string (problems[i], &problem))
        bits |= problem;
    }
  sendoff_trusted_by_from_string (sendoff_json_get_text (object, "trusted_by"), &trusted_by);
  certificate = sendoff_certificate_with_judgement (facts, bits, trusted_by);
  sendoff_report_add_certificate (report, sendoff_json_get_leg (object), certificate);
}

void
sendoff_certificates_read (JsonObject    *object,
                           SendoffReport *report)
{
  sendoff_json_each_object (object, "certificates", read_certificate, report);
}
