/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tools that people make certificates with do by default has to pass below its own root, and has to stay a matter of the user's
 * choice without it. OpenSSL's own commands make the first ones; the others have the form that their tools give them. */
#include "judging.h"

#include <string.h>

#include <gio/gio.h>

#include "tls/certificate.h"

#define AUTHORITY_KEY_ID "2.5.29.35"
#define BASIC            "2.5.29.19"

/* ---- by the openssl command ---- */

typedef struct
{
  const char *name;
  const char *configuration; /* sections "authority" and "server"; NULL: the system's own */
  const char *make_root;     /* arguments of openssl */
  const char *make_server;   /* from server.csr */
  const char *common_name;
} Recipe;

/* The lines that Debian's own openssl.cnf, that of OpenSSL 1.0 and Easy-RSA's x509-types have. */
#define REQUEST   "[req]\ndistinguished_name=dn\nprompt=no\nstring_mask=utf8only\n[dn]\nCN=Home Authority\n"
#define CA_TABLE  "[ca]\ndefault_ca=home\n[home]\nnew_certs_dir=.\ndatabase=index.txt\nserial=serial.txt\ndefault_md=sha256\n" \
                  "default_days=800\npolicy=any\ncopy_extensions=copy\n[any]\ncommonName=supplied\n"
#define SIGN_X509 "x509 -req -in server.csr -CA root.pem -CAkey root.key -CAcreateserial -days 800 -out server.pem"
#define SIGN_CA   "ca -batch -notext -config conf -cert root.pem -keyfile root.key -in server.csr -out server.pem -extensions server"
#define ALT_NAME  "subjectAltName=DNS:" HOST "\n"

static const Recipe recipes[] = {
  { "req -x509 and x509 -req with nothing but names", "[server]\n" ALT_NAME,
    "req -x509 -key root.key -subj /CN=Home -days 900 -out root.pem", SIGN_X509 " -extfile conf -extensions server", HOST },
  { "req -x509 and ca as the configuration of OpenSSL 3 has it",
    REQUEST CA_TABLE "[authority]\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always,issuer\nbasicConstraints=critical,CA:true\n"
    "[server]\nbasicConstraints=CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid,issuer\n" ALT_NAME,
    "req -x509 -config conf -extensions authority -key root.key -days 900 -out root.pem", SIGN_CA, "a-server" },
  { "CA.pl as the configuration of OpenSSL 1.0 has it",
    REQUEST CA_TABLE "[authority]\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always,issuer:always\nbasicConstraints=CA:true\n"
    "[server]\nbasicConstraints=CA:FALSE\nnsComment=OpenSSL Generated Certificate\nsubjectKeyIdentifier=hash\n"
    "authorityKeyIdentifier=keyid,issuer:always\n" ALT_NAME,
    "req -x509 -config conf -extensions authority -key root.key -days 900 -out root.pem", SIGN_CA, "a-server" },
  { "Easy-RSA",
    REQUEST CA_TABLE "[authority]\nbasicConstraints=CA:TRUE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always,issuer:always\n"
    "keyUsage=cRLSign,keyCertSign\n[server]\nbasicConstraints=CA:FALSE\nsubjectKeyIdentifier=hash\n"
    "authorityKeyIdentifier=keyid,issuer:always\nextendedKeyUsage=serverAuth\nkeyUsage=digitalSignature,keyEncipherment\n" ALT_NAME,
    "req -x509 -config conf -extensions authority -key root.key -days 900 -out root.pem", SIGN_CA, "server" },
  { "a usual recipe, with constraints on names",
    REQUEST CA_TABLE "[authority]\nbasicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,cRLSign,keyCertSign\nsubjectKeyIdentifier=hash\n"
    "nameConstraints=critical,permitted;DNS:example.org\n[server]\nauthorityKeyIdentifier=keyid,issuer\nbasicConstraints=CA:FALSE\n"
    "keyUsage=digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment\n" ALT_NAME,
    "req -x509 -config conf -extensions authority -key root.key -days 900 -out root.pem", SIGN_CA, "other.example.org" },
};

/* In the test's folder; arguments parted by spaces. */
static void
run_openssl (const char *arguments)
{
  g_autofree char *line = g_strconcat ("openssl ", arguments, NULL);
  g_auto(GStrv) words = g_strsplit (line, " ", -1);
  g_autofree char *output = NULL, *complaint = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (judging_folder, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &complaint, &status, &error));
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s: %s", line, complaint);
}

static void
write_file (const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (judging_folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static guint
judge_file (const char   *name,
            SendoffRoots *roots)
{
  g_autofree char *path = g_build_filename (judging_folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(SendoffCertificate) certificate = NULL;
  g_autoptr(GError) error = NULL;
  gnutls_datum_t der;
  gsize size;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  certificate = sendoff_certificate_new_from_pem (text, HOST, 0);
  g_assert_nonnull (certificate);
  der.data = (unsigned char *) g_bytes_get_data (certificate->chain->pdata[0], &size);
  der.size = (unsigned) size;
  return sendoff_judge (roots, &(SendoffJudgeInput) { .chain = &der, .n_chain = 1, .host = HOST, .offline = TRUE });
}

static SendoffRoots *
load_roots (const char *name)
{
  g_autofree char *path = g_build_filename (judging_folder, name, NULL);
  g_autoptr(GError) error = NULL;
  SendoffRoots *roots = sendoff_roots_load (path, NULL, &error);

  g_assert_no_error (error);
  return roots;
}

static void
test_openssl (void)
{
  g_autofree char *program = g_find_program_in_path ("openssl");

  if (program == NULL)
    {
      g_test_skip ("the openssl command is missing");
      return;
    }

  run_openssl ("ecparam -name prime256v1 -genkey -noout -out root.key");
  run_openssl ("ecparam -name prime256v1 -genkey -noout -out server.key");
  run_openssl ("req -x509 -key server.key -subj /CN=Stranger -days 900 -out stranger.pem");

  for (gsize i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      g_autofree char *request = g_strconcat ("req -new -key server.key -out server.csr -subj /CN=", recipes[i].common_name, NULL);
      g_autoptr(SendoffRoots) roots = NULL, others = NULL;

      write_file ("conf", recipes[i].configuration);
      write_file ("index.txt", "");
      write_file ("serial.txt", "1000\n");
      run_openssl (request);
      run_openssl (recipes[i].make_root);
      run_openssl (recipes[i].make_server);
      roots = load_roots ("root.pem");
      others = load_roots ("stranger.pem");

      assert_problems (recipes[i].name, judge_file ("server.pem", roots), 0);
      g_assert_cmpuint (judge_file ("server.pem", others) & SENDOFF_PROBLEMS_FATAL, ==, 0);
    }
}

/* Devices and small servers sign for themselves. */
static void
test_self_signed (void)
{
  static const char *const lines[] = {
    "req -x509 -key server.key -subj /CN=" HOST " -days 90 -addext subjectAltName=DNS:" HOST " -out self.pem",
    "req -x509 -key server.key -subj /CN=" HOST " -days 90 -addext subjectAltName=DNS:" HOST
    " -addext basicConstraints=critical,CA:FALSE -addext keyUsage=digitalSignature,keyEncipherment -addext extendedKeyUsage=serverAuth"
    " -out self.pem",
    "req -x509 -key server.key -subj /CN=" HOST " -days 90 -set_serial 0 -addext subjectAltName=DNS:" HOST " -out self.pem",
  };
  g_autofree char *program = g_find_program_in_path ("openssl");
  g_autoptr(SendoffRoots) others = NULL;

  if (program == NULL)
    {
      g_test_skip ("the openssl command is missing");
      return;
    }
  run_openssl ("ecparam -name prime256v1 -genkey -noout -out server.key");
  run_openssl ("ecparam -name prime256v1 -genkey -noout -out root.key");
  run_openssl ("req -x509 -key root.key -subj /CN=Stranger -days 900 -out stranger.pem");
  others = load_roots ("stranger.pem");

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr(SendoffRoots) roots = NULL;

      run_openssl (lines[i]);
      roots = load_roots ("self.pem");
      assert_problems (lines[i], judge_file ("self.pem", roots), 0);
      assert_problems (lines[i], judge_file ("self.pem", others), P (SELF_SIGNED));
    }
}

/* ---- in the form of other tools ---- */

typedef struct
{
  const char *name;
  MakeSpec    leaf, intermediate, root; /* intermediate.name NULL: the root signs the leaf */
  guint       expected;
} Tool;

#define USAGE (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT)

static const Tool tools[] = {
  { "mkcert", { .organization = "mkcert development certificate", .dns = { HOST }, .purposes = { SERVER_USE }, .usage = USAGE, .no_subject_key_id = TRUE },
    { NULL }, { .name = "mkcert someone@computer", .organization = "mkcert development CA", GOOD_CA, .path_length = 1, .no_authority_key_id = TRUE } },
  { "step-ca", { .name = HOST, .dns = { HOST }, .purposes = { SERVER_USE, CLIENT_USE }, .usage = GNUTLS_KEY_DIGITAL_SIGNATURE },
    { .name = "Home Intermediate CA", .organization = "Home", GOOD_CA, .path_length = 1 },
    { .name = "Home Root CA", .organization = "Home", GOOD_CA, .path_length = 2, .no_authority_key_id = TRUE } },
  { "Windows", { .name = "SERVER", .dns = { HOST }, .purposes = { SERVER_USE }, .usage = USAGE, .key = MAKE_RSA_2048,
                 .extra = { { "1.3.6.1.4.1.311.20.2", "1e1200570065006200530065007200760065007200" },
                            { "1.3.6.1.4.1.311.21.10", "300e300c060a2b0601040182370a0301" } } },
    { NULL }, { .name = "corp-DC-CA", GOOD_CA, .key = MAKE_RSA_2048, .no_authority_key_id = TRUE,
                .extra = { { "1.3.6.1.4.1.311.21.1", "020100" } } } },
  { "certtool", { .name = "A server", .dns = { HOST }, .purposes = { SERVER_USE }, .usage = USAGE },
    { NULL }, { .name = "Home Authority", .is_authority = TRUE, .usage = CA_USAGE, .no_authority_key_id = TRUE } },
  { "Let's Encrypt", { .name = HOST, .dns = { HOST }, .purposes = { SERVER_USE }, .usage = GNUTLS_KEY_DIGITAL_SIGNATURE },
    { .name = "E5", .organization = "Let's Encrypt", GOOD_CA, .path_length = 1, .purposes = { CLIENT_USE, SERVER_USE } },
    { .name = "ISRG Root X1", .organization = "Internet Security Research Group", GOOD_CA, .no_authority_key_id = TRUE } },
  { "no names but the proper ones", { .dns = { HOST }, .purposes = { SERVER_USE }, .usage = GNUTLS_KEY_DIGITAL_SIGNATURE },
    { .name = "I", GOOD_CA, .path_length = 1 }, { .name = "Root", GOOD_CA } },
  { "an old library without identifiers", { .name = HOST, .dns = { HOST }, .usage = USAGE, .no_key_ids = TRUE },
    { NULL }, { .name = "Old", GOOD_CA, .no_key_ids = TRUE } },
  { "keytool of old, whose leaf names its own key only", { .name = HOST, .dns = { HOST }, .no_authority_key_id = TRUE },
    { NULL }, { .name = "Old", GOOD_CA }, P (WEAK) },
};

static void
test_tools (void)
{
  g_autoptr(Made) stranger = make_certificate (&(MakeSpec) { .name = "Stranger", GOOD_CA }, NULL);
  g_autoptr(SendoffRoots) others = trust (stranger);

  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      gboolean is_direct = tools[i].intermediate.name == NULL;
      g_autoptr(Made) root = make_certificate (&tools[i].root, NULL);
      g_autoptr(Made) intermediate = is_direct ? NULL : make_certificate (&tools[i].intermediate, root);
      g_autoptr(Made) leaf = make_certificate (&tools[i].leaf, is_direct ? root : intermediate);
      g_autoptr(SendoffRoots) roots = trust (root);
      const Made *chain[] = { leaf, intermediate };
      guint n_chain = is_direct ? 1 : 2;

      assert_problems (tools[i].name, judge (roots, chain, n_chain, HOST), tools[i].expected);
      g_assert_cmpuint (judge (others, chain, n_chain, HOST) & SENDOFF_PROBLEMS_FATAL, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/private-authorities/openssl", test_openssl);
  g_test_add_func ("/private-authorities/self-signed", test_self_signed);
  g_test_add_func ("/private-authorities/tools", test_tools);

  return run_judging_tests ();
}
