/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "chain-fixture.h"
#include "find-widget.h"
#include "ui/certificate-window.h"
#include "ui/password-dialog.h"
#include "ui/trust-dialog.h"
#include "ui/trust-words.h"

#define ALL_WRONG (SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_EXPIRED | SENDOFF_PROBLEM_WRONG_NAME)

typedef struct
{
  GtkWidget *dialog;      /* weak */
  int        n_answers;
  int        answer;
} Shown;

static void
on_answered (GtkWidget *dialog,
             int        answer,
             Shown     *shown)
{
  shown->n_answers++;
  shown->answer = answer;
}

static void
show_question (Shown                      *shown,
               const SendoffTrustQuestion *question)
{
  watch_widget (&shown->dialog, sendoff_trust_dialog_new (question, NULL));
  shown->n_answers = 0;
  g_signal_connect (shown->dialog, "answered", G_CALLBACK (on_answered), shown);
  gtk_widget_show (shown->dialog);
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static void
assert_answered (Shown              *shown,
                 SendoffTrustAnswer  answer)
{
  assert_destroyed (&shown->dialog);
  g_assert_cmpint (shown->n_answers, ==, 1);
  g_assert_cmpint (shown->answer, ==, answer);
}

static void
test_tells_everything (void)
{
  g_autoptr(SendoffCertificate) certificate =
    chain_fixture_make (SENDOFF_PRACTICE_EVERYTHING_WRONG, NULL, "mail.example.org", 25, ALL_WRONG);
  SendoffTrustQuestion question = { .account = "<b>Work</b>", .certificate = certificate, .always_offered = TRUE, .sends_password = TRUE,
                                    .user = "ana\n\xe2\x80\xae", .sends_message = TRUE };
  g_autofree char *pairs = sendoff_certificate_dup_fingerprint (certificate);
  g_autofree char *fingerprint = sendoff_trust_words_break_fingerprint (pairs);
  Shown shown;

  show_question (&shown, &question);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (shown.dialog)), ==, "Internet Security Warning");
  g_assert_true (shows_text (shown.dialog, "mail.example.org:25 can't prove who it is."));
  for (guint problem = 1; problem <= ALL_WRONG; problem <<= 1)
    if (ALL_WRONG & problem)
      {
        g_autofree char *sentence = sendoff_certificate_explain_problem (certificate, problem, g_get_real_time () / G_USEC_PER_SEC);

        g_assert_true (shows_text (shown.dialog, sentence));
      }
  g_assert_true (shows_text (shown.dialog, "“ana\\n\\u202e”, the password for “<b>Work</b>” and the message"));
  g_assert_true (shows_text (shown.dialog, fingerprint));
  g_assert_true (shows_text (shown.dialog, "Always trust this certificate for mail.example.org:25"));
  g_assert_true (shows_text (shown.dialog, "Do you want to continue using this server?"));
  g_assert_null (find_widget (shown.dialog, GTK_TYPE_EXPANDER, NULL));
  gtk_dialog_response (GTK_DIALOG (shown.dialog), GTK_RESPONSE_NO);
  assert_answered (&shown, SENDOFF_ANSWER_NO);
}

static void
test_stakes (void)
{
  static const struct
  {
    gboolean password;
    const char *user;
    gboolean message;
    const char *sentence;
  } rows[] = {
    { TRUE, "ana", FALSE, "the user name “ana” and the password for “Work” go to" },
    { TRUE, NULL, TRUE, "the password for “Work” and the message go to" },
    { TRUE, NULL, FALSE, "the password for “Work” goes to" },
    { FALSE, "ana", TRUE, "the user name “ana” for “Work” and the message go to" },
    { FALSE, NULL, TRUE, "If you go on, the message goes to" },
    { FALSE, NULL, FALSE, "Neither a password nor a message" },
  };
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "localhost", 25, SENDOFF_PROBLEM_SELF_SIGNED);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SendoffTrustQuestion question = { .account = "Work", .certificate = certificate, .sends_password = rows[i].password, .user = rows[i].user,
                                        .sends_message = rows[i].message };
      Shown shown;

      show_question (&shown, &question);
      g_assert_true (shows_text (shown.dialog, rows[i].sentence));
      /* Not offered: not there. */
      g_assert_null (find_widget (shown.dialog, GTK_TYPE_CHECK_BUTTON, NULL));
      gtk_window_close (GTK_WINDOW (shown.dialog));
      assert_answered (&shown, SENDOFF_ANSWER_NO);
    }
}

static void
test_answers (void)
{
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "a_b.example", 25, SENDOFF_PROBLEM_SELF_SIGNED);
  SendoffTrustQuestion question = { .account = "Work", .certificate = certificate, .always_offered = TRUE, .sends_message = TRUE };
  Shown shown;

  show_question (&shown, &question);
  click (shown.dialog, "_Yes");
  assert_answered (&shown, SENDOFF_ANSWER_ONCE);

  show_question (&shown, &question);
  g_assert_true (shows_text (shown.dialog, "for a_b.example:25"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_widget (shown.dialog, GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  click (shown.dialog, "_Yes");
  assert_answered (&shown, SENDOFF_ANSWER_ALWAYS);

  show_question (&shown, &question);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_widget (shown.dialog, GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  click (shown.dialog, "_No");
  assert_answered (&shown, SENDOFF_ANSWER_NO);

  show_question (&shown, &question);
  gtk_widget_destroy (shown.dialog);
  assert_destroyed (&shown.dialog);
  g_assert_cmpint (shown.n_answers, ==, 0);
}

/* Wherever the focus is. */
static void
test_enter_means_no (void)
{
  static const char *const ids[] = { "no_button", "yes_button", "view_button", "always_check", "fingerprint_label", "changed_expander" };
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "localhost", 25, SENDOFF_PROBLEM_SELF_SIGNED);
  SendoffTrustQuestion question = { .account = "Work", .certificate = certificate, .always_offered = TRUE, .sends_message = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *widget;
      Shown shown;

      show_question (&shown, &question);
      g_assert_cmpstr (gtk_buildable_get_name (GTK_BUILDABLE (gtk_window_get_focus (GTK_WINDOW (shown.dialog)))), ==, "no_button");
      widget = find_widget_by_id (shown.dialog, ids[i]);
      if (widget != NULL)
        gtk_widget_grab_focus (widget);
      g_signal_emit_by_name (shown.dialog, "activate-default");
      assert_answered (&shown, SENDOFF_ANSWER_NO);
    }
}

static void
test_long_host (void)
{
  g_autoptr(GString) host = g_string_new (NULL);
  g_autoptr(SendoffCertificate) certificate = NULL;
  SendoffTrustQuestion question = { .account = "Work", .always_offered = TRUE, .sends_message = TRUE };
  GtkRequisition minimum;
  Shown shown;

  while (host->len < 253 - strlen ("example.org") - 62)
    g_string_append_printf (host, "%061d.", 7);
  g_string_append (host, "example.org");
  certificate = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, host->str, 25, SENDOFF_PROBLEM_SELF_SIGNED);
  question.certificate = certificate;
  show_question (&shown, &question);
  g_assert_true (shows_text (shown.dialog, "The name belongs to the domain example.org."));
  gtk_widget_get_preferred_size (shown.dialog, &minimum, NULL);
  g_assert_cmpint (minimum.width, <, 512);
  g_assert_cmpint (minimum.height, <, 300);
  gtk_dialog_response (GTK_DIALOG (shown.dialog), GTK_RESPONSE_NO);
  assert_answered (&shown, SENDOFF_ANSWER_NO);
}

static void
test_what_changed (void)
{
  g_autoptr(SendoffCertificate) old = chain_fixture_make (SENDOFF_PRACTICE_RSA_2048, NULL, "localhost", 25, SENDOFF_PROBLEM_SELF_SIGNED);
  g_autoptr(SendoffCertificate) certificate =
    chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "localhost", 25, SENDOFF_PROBLEM_SELF_SIGNED | SENDOFF_PROBLEM_CHANGED);
  g_autoptr(SendoffComparison) comparison = sendoff_certificate_compare (old, certificate, old->not_before, old->not_before);
  g_autofree char *verdict = sendoff_comparison_explain (comparison);
  SendoffTrustQuestion question = { .account = "Work", .certificate = certificate, .sends_message = TRUE, .comparison = comparison };
  GtkWidget *expander;
  Shown shown;

  show_question (&shown, &question);
  g_assert_true (shows_text (shown.dialog, verdict));
  g_assert_false (shows_text (shown.dialog, "Until now an authority"));
  expander = find_widget (shown.dialog, GTK_TYPE_EXPANDER, "What changed since");
  g_assert_nonnull (expander);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  g_assert_true (shows_text (shown.dialog, old->pin));
  g_assert_true (shows_text (shown.dialog, certificate->pin));
  g_assert_true (shows_text (shown.dialog, "RSA, 2048 bits"));
  g_assert_true (shows_text (shown.dialog, "EC, P-256"));
  gtk_dialog_response (GTK_DIALOG (shown.dialog), GTK_RESPONSE_NO);
  assert_answered (&shown, SENDOFF_ANSWER_NO);
}

/* RFC 8314: who had a valid certificate and has none now is met with the sternest words, and never trusted for good. */
static void
test_was_valid (void)
{
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "localhost", 25, SENDOFF_PROBLEM_SELF_SIGNED);
  SendoffTrustQuestion question = { .account = "Work", .certificate = certificate, .sends_message = TRUE, .was_valid = TRUE };
  Shown shown;

  show_question (&shown, &question);
  g_assert_true (shows_text (shown.dialog, "Until now an authority has vouched for this server."));
  g_assert_null (find_widget (shown.dialog, GTK_TYPE_CHECK_BUTTON, "Always trust"));
  gtk_dialog_response (GTK_DIALOG (shown.dialog), GTK_RESPONSE_YES);
  assert_answered (&shown, SENDOFF_ANSWER_ONCE);
}

static void
test_view (void)
{
  g_autoptr(SendoffCertificate) certificate = chain_fixture_make (SENDOFF_PRACTICE_SELF_SIGNED, NULL, "localhost", 25, SENDOFF_PROBLEM_SELF_SIGNED);
  SendoffTrustQuestion question = { .account = "Work", .certificate = certificate, .sends_message = TRUE };
  GtkWidget *window;
  Shown shown;

  show_question (&shown, &question);
  click (shown.dialog, "_View…");
  watch_widget (&window, find_window (SENDOFF_TYPE_CERTIFICATE_WINDOW));
  g_assert_cmpint (shown.n_answers, ==, 0);
  gtk_widget_destroy (shown.dialog);
  assert_destroyed (&shown.dialog);
  assert_destroyed (&window);
}

typedef struct
{
  int      n_answers;
  char    *password;
  gboolean remember;
} Given;

static void
on_password_answered (GtkWidget           *dialog,
                      SendoffSecretString *password,
                      gboolean             remember,
                      Given               *given)
{
  given->n_answers++;
  given->password = password != NULL ? g_strdup (sendoff_secret_string_peek (password)) : NULL;
  given->remember = remember;
}

static void
ask_password (GtkWidget  **weak,
              Given       *given,
              const char  *typed,
              int          response)
{
  SendoffPasswordQuestion question = { .account = "Work", .user = "ana", .host = "mail.example.org", .reason = "It was refused: <i>no</i>" };
  GtkWidget *entry;

  *given = (Given) { 0 };
  watch_widget (weak, sendoff_password_dialog_new (&question, NULL));
  g_signal_connect (*weak, "answered", G_CALLBACK (on_password_answered), given);
  gtk_widget_show (*weak);
  g_assert_true (shows_text (*weak, "It was refused: <i>no</i>"));
  entry = find_widget (*weak, GTK_TYPE_ENTRY, NULL);
  g_assert_false (gtk_entry_get_visibility (GTK_ENTRY (entry)));
  g_assert_false (gtk_widget_get_sensitive (find_widget (*weak, GTK_TYPE_BUTTON, "_Sign In")));
  gtk_entry_set_text (GTK_ENTRY (entry), typed);
  gtk_dialog_response (GTK_DIALOG (*weak), response);
  assert_destroyed (weak);
  g_assert_cmpint (given->n_answers, ==, 1);
}

static void
test_password (void)
{
  GtkWidget *dialog;
  Given given;

  ask_password (&dialog, &given, "geheim", GTK_RESPONSE_OK);
  g_assert_cmpstr (given.password, ==, "geheim");
  g_assert_true (given.remember);
  g_clear_pointer (&given.password, g_free);
  ask_password (&dialog, &given, "geheim", GTK_RESPONSE_CANCEL);
  g_assert_null (given.password);
  g_assert_false (given.remember);
  ask_password (&dialog, &given, "", GTK_RESPONSE_OK);
  g_assert_null (given.password);
}

/* What a screen reader says of the entry. */
static const char *
get_entry_name (GtkWidget *entry)
{
  g_autoptr(AtkRelationSet) relations = atk_object_ref_relation_set (gtk_widget_get_accessible (entry));
  AtkRelation *labelled = atk_relation_set_get_relation_by_type (relations, ATK_RELATION_LABELLED_BY);
  GPtrArray *targets = labelled != NULL ? atk_relation_get_target (labelled) : NULL;

  return targets != NULL && targets->len > 0 ? atk_object_get_name (targets->pdata[0]) : NULL;
}

static void
ask_client_key (const char        *key,
                const char *const *words)
{
  SendoffPasswordQuestion question = { .kind = SENDOFF_SECRET_CLIENT_KEY, .account = "Work", .user = key };
  GtkWidget *dialog, *entry;
  g_autofree char *tooltip = NULL;
  Given given = { 0 };

  watch_widget (&dialog, sendoff_password_dialog_new (&question, NULL));
  g_signal_connect (dialog, "answered", G_CALLBACK (on_password_answered), &given);
  gtk_widget_show (dialog);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, words[0]);
  g_assert_true (shows_text (dialog, words[1]));
  g_assert_true (shows_text (dialog, words[2]));
  g_assert_true (shows_text (dialog, key));
  g_assert_false (shows_text (dialog, "Server"));
  g_assert_nonnull (find_widget (dialog, GTK_TYPE_CHECK_BUTTON, words[3]));
  entry = find_widget (dialog, GTK_TYPE_ENTRY, NULL);
  g_assert_false (gtk_entry_get_visibility (GTK_ENTRY (entry)));
  g_assert_cmpstr (get_entry_name (entry), ==, words[4]);
  tooltip = gtk_entry_get_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY);
  g_assert_cmpstr (tooltip, ==, words[5]);
  gtk_entry_set_text (GTK_ENTRY (entry), "246810");
  g_assert_true (gtk_widget_get_sensitive (find_widget (dialog, GTK_TYPE_BUTTON, "_Unlock")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  assert_destroyed (&dialog);
  g_assert_cmpstr (given.password, ==, "246810");
  g_free (given.password);
}

static void
test_client_key (void)
{
  static const char *const of_file[] = {
    "Passphrase", "The key of your client certificate is protected by a passphrase.", "File of the key", "_Remember passphrase", "Passphrase:",
    "Show the passphrase",
  };
  static const char *const of_token[] = {
    "PIN", "The token with your client certificate asks for its PIN.", "Key on the token", "_Remember PIN", "PIN:", "Show the PIN",
  };

  ask_client_key ("/home/ana/<b>mail</b>.key", of_file);
  ask_client_key ("pkcs11:token=Card;object=mail", of_token);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init (&argc, &argv);
  g_test_add_func ("/trust-dialog/tells-everything", test_tells_everything);
  g_test_add_func ("/trust-dialog/stakes", test_stakes);
  g_test_add_func ("/trust-dialog/answers", test_answers);
  g_test_add_func ("/trust-dialog/enter-means-no", test_enter_means_no);
  g_test_add_func ("/trust-dialog/long-host", test_long_host);
  g_test_add_func ("/trust-dialog/what-changed", test_what_changed);
  g_test_add_func ("/trust-dialog/was-valid", test_was_valid);
  g_test_add_func ("/trust-dialog/view", test_view);
  g_test_add_func ("/password-dialog/answers", test_password);
  g_test_add_func ("/password-dialog/client-key", test_client_key);
  return g_test_run ();
}
