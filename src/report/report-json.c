/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as JSON, as the contract has it. A member that doesn't apply is left out. Any thread. */

#include "report/report-json.h"

#include "report/json-saved.h"
#include "report/json-text.h"
#include "report/json-write.h"
#include "report/report-text.h"
#include "report/server-response.h"

static JsonObject *
make_step (const SendoffReportStep *step)
{
  JsonObject *object = json_object_new ();

  sendoff_json_add_shown (object, "leg", sendoff_leg_to_string (step->leg));
  sendoff_json_add_shown (object, "id", sendoff_step_id_to_string (step->id));
  sendoff_json_add_shown (object, "state", sendoff_step_state_to_string (step->state));
  sendoff_json_add_text (object, "detail", step->detail);
  sendoff_json_add_ms (object, "ms", step->ms);

  return object;
}

static JsonObject *
make_server (const SendoffReportServer *server)
{
  JsonObject *object = json_object_new ();

  sendoff_json_add_shown (object, "leg", sendoff_leg_to_string (server->leg));
  sendoff_json_add_text (object, "host", server->host);
  json_object_set_int_member (object, "port", server->port);
  sendoff_json_add_shown (object, "security", sendoff_security_to_string (server->security));
  sendoff_json_add_text (object, "tls", server->tls);
  sendoff_json_add_text (object, "cipher", server->cipher);
  sendoff_json_add_texts (object, "extensions", server->extensions);
  sendoff_json_add_text (object, "mechanism", server->mechanism);

  return object;
}

static JsonObject *
make_recipient (const SendoffReportRecipient *recipient)
{
  JsonObject *object = json_object_new ();
  g_autofree char *reply = sendoff_reply_dup_short (recipient->reply);

  sendoff_json_add_text (object, "address", recipient->address);
  json_object_set_boolean_member (object, "accepted", recipient->accepted);
  sendoff_json_add_shown (object, "reply", reply);

  return object;
}

static const char *
get_filled (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static JsonObject *
make_certificate (const SendoffCertificate *certificate,
                  int                       leg)
{
  JsonObject *object = json_object_new ();
  g_auto(GStrv) problems = sendoff_problems_to_strings (certificate->problems);

  if (leg >= 0)
    sendoff_json_add_shown (object, "leg", sendoff_leg_to_string (leg));
  sendoff_json_add_text (object, "host", certificate->host);
  if (certificate->port != 0)
    json_object_set_int_member (object, "port", certificate->port);
  sendoff_json_add_text (object, "subject", certificate->subject);
  sendoff_json_add_text (object, "issuer", certificate->issuer);
  sendoff_json_add_texts (object, "names", certificate->names);
  /* What can't be parsed has no dates and no key. */
  if (certificate->not_before != 0 || certificate->not_after != 0)
    {
      sendoff_json_add_time (object, "not_before", certificate->not_before);
      sendoff_json_add_time (object, "not_after", certificate->not_after);
    }
  sendoff_json_add_text (object, "sha256", get_filled (certificate->sha256));
  sendoff_json_add_text (object, "pin", get_filled (certificate->pin));
  sendoff_json_add_texts (object, "problems", problems);
  sendoff_json_add_shown (object, "trusted_by", sendoff_trusted_by_to_string (certificate->trusted_by));

  return object;
}

static JsonObject *
make_fix (const SendoffDiagnosis *diagnosis)
{
  JsonObject *object = json_object_new ();
  JsonObject *changes = json_object_new ();

  for (guint i = 0; i < diagnosis->changes->len; i++)
    {
      const SendoffChange *change = g_ptr_array_index (diagnosis->changes, i);

      sendoff_json_add_text (changes, sendoff_key_to_string (change->key), change->value);
    }

  sendoff_json_add_text (object, "id", diagnosis->fix_id);
  sendoff_json_add_text (object, "label", diagnosis->fix_label);
  json_object_set_object_member (object, "changes", changes);

  return object;
}

static JsonObject *
make_diagnosis (const SendoffDiagnosis *diagnosis)
{
  JsonObject *object = json_object_new ();

  sendoff_json_add_text (object, "id", diagnosis->id);
  sendoff_json_add_shown (object, "class", sendoff_diagnosis_class_to_string (diagnosis->class_));
  json_object_set_boolean_member (object, "temporary", diagnosis->temporary);
  sendoff_json_add_shown (object, "move", sendoff_move_to_string (diagnosis->move));
  if (diagnosis->retry_after_s > 0)
    json_object_set_int_member (object, "retry_after", diagnosis->retry_after_s);
  sendoff_json_add_text (object, "title", diagnosis->title);
  sendoff_json_add_text (object, "explanation", diagnosis->explanation);
  if (diagnosis->fix_id != NULL && diagnosis->changes != NULL)
    json_object_set_object_member (object, "fix", make_fix (diagnosis));

  return object;
}

static void
add_reply (JsonObject           *object,
           const SendoffFailure *failure)
{
  guint code;
  g_autofree char *response = sendoff_server_response_dup (failure, &code);

  if (code != 0)
    json_object_set_int_member (object, "reply_code", code);
  if (failure->reply != NULL)
    sendoff_json_add_text (object, "enhanced_code", failure->reply->enhanced_code);
  sendoff_json_add_shown (object, "server_response", response);
}

static JsonObject *
make_failure (const SendoffFailure   *failure,
              const SendoffDiagnosis *diagnosis)
{
  JsonObject *object = json_object_new ();
  g_autofree char *number = g_strdup_printf ("0x%08X", sendoff_failure_get_error_number (failure));
  g_autofree char *text = sendoff_failure_to_paragraph (failure);
  const char *protocol = sendoff_protocol_to_label (failure->protocol);
  guint socket_error = sendoff_failure_get_socket_error (failure);

  sendoff_json_add_shown (object, "leg", sendoff_leg_to_string (failure->leg));
  sendoff_json_add_shown (object, "step", sendoff_step_id_to_string (failure->step));
  sendoff_json_add_shown (object, "protocol", *protocol != '\0' ? protocol : NULL);
  sendoff_json_add_text (object, "server", failure->server);
  if (failure->port != 0)
    json_object_set_int_member (object, "port", failure->port);
  json_object_set_boolean_member (object, "secure", failure->secure);
  add_reply (object, failure);
  sendoff_json_add_text (object, "rejected_address", failure->rejected_address);
  if (socket_error != 0)
    json_object_set_int_member (object, "socket_error", socket_error);
  sendoff_json_add_shown (object, "error_number", number);
  sendoff_json_add_shown (object, "text", text);
  json_object_set_object_member (object, "diagnosis", make_diagnosis (diagnosis));

  return object;
}

typedef JsonObject *(*MakeFunc) (gconstpointer value);

static void
add_array (JsonObject *object,
           const char *name,
           GPtrArray  *values,
           MakeFunc    make)
{
  JsonArray *array;

  if (values->len == 0)
    return;

  array = json_array_sized_new (values->len);
  for (guint i = 0; i < values->len; i++)
    json_array_add_object_element (array, make (g_ptr_array_index (values, i)));
  json_object_set_array_member (object, name, array);
}

static JsonObject *
make_step_member (gconstpointer value)
{
  return make_step (value);
}

static JsonObject *
make_server_member (gconstpointer value)
{
  return make_server (value);
}

static JsonObject *
make_recipient_member (gconstpointer value)
{
  return make_recipient (value);
}

static void
add_failures (JsonObject          *object,
              const SendoffReport *report)
{
  JsonArray *array;

  if (report->failures->len == 0)
    return;

  array = json_array_new ();
  for (guint i = 0; i < report->failures->len; i++)
    json_array_add_object_element (array, make_failure (g_ptr_array_index (report->failures, i), g_ptr_array_index (report->diagnoses, i)));
  json_object_set_array_member (object, "failures", array);
  json_object_set_object_member (object, "failure",
                                 make_failure (g_ptr_array_index (report->failures, 0), g_ptr_array_index (report->diagnoses, 0)));
  json_object_set_object_member (object, "diagnosis", make_diagnosis (g_ptr_array_index (report->diagnoses, 0)));
}

static JsonObject *
make_transcript_line (const SendoffTranscriptLine *line)
{
  JsonObject *object = json_object_new ();

  sendoff_json_add_shown (object, "leg", sendoff_leg_to_string (line->leg));
  sendoff_json_add_ms (object, "ms", line->ms);
  sendoff_json_add_shown (object, "from", line->from_client ? "client" : "server");
  json_object_set_boolean_member (object, "clear", line->clear);
  if (line->is_note)
    json_object_set_boolean_member (object, "note", TRUE);
  sendoff_json_add_text (object, "text", line->text);

  return object;
}

static void
add_transcripts (JsonObject          *object,
                 const SendoffReport *report)
{
  JsonArray *array;

  if (report->transcripts->len == 0)
    return;

  array = json_array_new ();
  for (guint i = 0; i < report->transcripts->len; i++)
    {
      const SendoffTranscript *transcript = g_ptr_array_index (report->transcripts, i);

      for (guint line = 0; line < sendoff_transcript_get_n_lines (transcript); line++)
        json_array_add_object_element (array, make_transcript_line (sendoff_transcript_get_line (transcript, line)));
    }
  json_object_set_array_member (object, "transcript", array);
}

static void
add_certificates (JsonObject          *object,
                  const SendoffReport *report,
                  gboolean             with_chain)
{
  JsonArray *array;

  if (report->certificates->len == 0)
    return;

  array = json_array_new ();
  for (guint i = 0; i < report->certificates->len; i++)
    {
      const SendoffReportCertificate *entry = g_ptr_array_index (report->certificates, i);
      JsonObject *member = make_certificate (entry->certificate, entry->leg);

      if (with_chain)
        sendoff_json_add_chain (member, entry->certificate->chain);
      json_array_add_object_element (array, member);
    }
  json_object_set_array_member (object, "certificates", array);
}

static JsonObject *
make_report (const SendoffReport *report,
             SendoffReportParts   parts)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "format", 1);
  sendoff_json_add_text (object, "job", report->job);
  sendoff_json_add_text (object, "account", report->account);
  sendoff_json_add_shown (object, "outcome", sendoff_outcome_to_string (report->outcome));
  json_object_set_int_member (object, "exit_status", report->exit_status);
  sendoff_json_add_time (object, "started", report->start_time / G_USEC_PER_SEC);
  sendoff_json_add_ms (object, "ms", report->ms);
  sendoff_json_add_text (object, "message_id", report->message_id);
  sendoff_json_add_text (object, "subject", report->subject);
  add_array (object, "steps", report->steps, make_step_member);
  add_array (object, "servers", report->servers, make_server_member);
  add_array (object, "recipients", report->recipients, make_recipient_member);
  add_certificates (object, report, parts == SENDOFF_REPORT_SAVED);
  add_failures (object, report);
  if (report->seen_measured)
    {
      g_auto(GStrv) seen = sendoff_seen_to_strings (report->seen);
      g_auto(GStrv) names = sendoff_seen_to_strings (report->seen_names);

      sendoff_json_add_texts (object, "seen_in_clear", seen);
      sendoff_json_add_texts (object, "names_in_clear", names);
    }
  add_transcripts (object, report);
  if (parts != SENDOFF_REPORT_PLAIN)
    sendoff_json_add_wire (object, report);
  if (parts == SENDOFF_REPORT_SAVED)
    sendoff_json_add_facts (object, report);

  return object;
}

static char *
take_object_to_line (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  return sendoff_json_to_line (node);
}

char *
sendoff_report_to_json (const SendoffReport *report)
{
  return sendoff_report_to_json_with (report, SENDOFF_REPORT_PLAIN);
}

char *
sendoff_report_to_json_with (const SendoffReport *report,
                             SendoffReportParts   parts)
{
  g_return_val_if_fail (report != NULL, NULL);

  return take_object_to_line (make_report (report, parts));
}

char *
sendoff_certificate_to_json (const SendoffCertificate *certificate,
                             int                       leg,
                             const SendoffComparison  *comparison)
{
  JsonObject *object;

  g_return_val_if_fail (certificate != NULL, NULL);

  object = make_certificate (certificate, leg);
  if (comparison != NULL)
    json_object_set_string_member (object, "change", sendoff_change_kind_to_string (comparison->kind));
  return take_object_to_line (object);
}

char *
sendoff_diagnosis_to_json (const SendoffDiagnosis *diagnosis)
{
  g_return_val_if_fail (diagnosis != NULL, NULL);

  return take_object_to_line (make_diagnosis (diagnosis));
}
