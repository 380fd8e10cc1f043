/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a saved report holds beyond the contract. Any thread. */

#include "report/json-saved.h"

#include "report/json-write.h"
#include "report/wire-text.h"

static JsonArray *
make_texts (GPtrArray *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (texts, i));

  return array;
}

static void
add_tls (JsonObject            *object,
         const SendoffWireItem *item)
{
  g_autoptr(GPtrArray) subjects = sendoff_wire_item_dup_subjects (item);

  json_object_set_int_member (object, "record_type", item->record_type);
  sendoff_json_add_shown (object, "record", sendoff_wire_record_name (item->record_type));
  if (item->messages != NULL)
    json_object_set_array_member (object, "messages", make_texts (item->messages));
  sendoff_json_add_text (object, "server_name", item->server_name);
  if (subjects != NULL)
    json_object_set_array_member (object, "certificates", make_texts (subjects));
}

static JsonObject *
make_item (const SendoffWireItem *item)
{
  JsonObject *object = json_object_new ();

  sendoff_json_add_shown (object, "leg", sendoff_leg_to_string (item->leg));
  sendoff_json_add_ms (object, "ms", item->ms);
  sendoff_json_add_shown (object, "from", item->from_client ? "client" : "server");
  sendoff_json_add_shown (object, "kind", sendoff_wire_item_kind_to_string (item->kind));
  json_object_set_int_member (object, "length", (gint64) item->length);
  if (item->kind == SENDOFF_WIRE_ITEM_TLS)
    add_tls (object, item);
  else
    sendoff_json_add_text (object, "text", item->text);

  return object;
}

void
sendoff_json_add_wire (JsonObject          *object,
                       const SendoffReport *report)
{
  g_autoptr(GPtrArray) items = sendoff_report_dup_wire (report);
  JsonArray *array = json_array_sized_new (items->len);

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, make_item (g_ptr_array_index (items, i)));
  json_object_set_array_member (object, "wire", array);
}

static void
add_fact_members (JsonObject *object,
                  const char *name,
                  GPtrArray  *facts)
{
  JsonObject *member;

  if (facts->len == 0)
    return;

  member = json_object_new ();
  for (guint i = 0; i < facts->len; i++)
    {
      const SendoffReportFact *fact = g_ptr_array_index (facts, i);

      sendoff_json_add_text (member, fact->name, fact->value);
    }
  json_object_set_object_member (object, name, member);
}

void
sendoff_json_add_facts (JsonObject          *object,
                        const SendoffReport *report)
{
  add_fact_members (object, "settings", report->settings);
  add_fact_members (object, "versions", report->versions);
}

void
sendoff_json_add_chain (JsonObject *certificate,
                        GPtrArray  *chain)
{
  JsonArray *array;

  if (chain->len == 0)
    return;

  array = json_array_new ();
  for (guint i = 0; i < chain->len; i++)
    {
      gsize length;
      const guchar *der = g_bytes_get_data (g_ptr_array_index (chain, i), &length);
      g_autofree char *encoded = g_base64_encode (der, length);

      json_array_add_string_element (array, encoded);
    }
  json_object_set_array_member (certificate, "chain", array);
}
