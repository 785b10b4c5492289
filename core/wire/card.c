/* SPDX-License-Identifier: EUPL-1.2 */

/* Cards: CMS SignedData around small XML.
 *
 * Invariants:
 * 1. The signature is checked before the XML is met, and is by the key that the XML names.
 * 2. What was read is written again, and must be the same bytes.
 * 3. No card is believed here. */

#include "wire/card.h"

#include "wire/card-words-private.h"
#include "wire/form-private.h"
#include "wire/openssl-private.h"
#include "wire/signature.h"

#include "base/limits.h"

#define STEM "urn:gezinsdossier:card:"
#define SCHEMA "schema/card-1.rng"
#define MOST_CHARACTERS 200 /* of a name, as the schema says */

struct _GezinCard {
  gatomicrefcount references;
  GBytes *file;
  guint8 digest[GEZIN_DIGEST_BYTES];
  char *name;
  char *organisation;
  char *role;
  char *team;
  gint64 made;
  GezinCertificate *signing;
  GPtrArray *encryption;
  GPtrArray *issuers;
};

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CARD, "1: %s", reason);
  return FALSE;
}

GezinCard *
gezin_card_ref (GezinCard *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gezin_card_unref (GezinCard *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->name);
  g_free (self->organisation);
  g_free (self->role);
  g_free (self->team);
  g_clear_pointer (&self->signing, gezin_certificate_unref);
  g_ptr_array_unref (self->encryption);
  g_ptr_array_unref (self->issuers);
  g_free (self);
}

/* ---------- Its text ---------- */

static void
write_certificate (GString *xml, const char *name, const GezinCertificate *certificate)
{
  gsize length;
  const guint8 *der = g_bytes_get_data (gezin_certificate_der (certificate), &length);
  g_autofree char *text = g_base64_encode (der, length);

  g_string_append_printf (xml, "  <%s>%s</%s>\n", name, text, name);
}

static GBytes *
write_text (const GezinCard *self)
{
  GString *xml =
      g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<card xmlns=\"" STEM "1\"");

  gezin_form_add (xml, "name", self->name);
  gezin_form_add (xml, "organisation", self->organisation);
  gezin_form_add (xml, "role", self->role);
  gezin_form_add (xml, "team", self->team);
  gezin_form_add_instant (xml, "made", self->made);
  g_string_append (xml, ">\n");
  write_certificate (xml, "signing", self->signing);
  for (guint i = 0; i < self->encryption->len; i++)
    write_certificate (xml, "encryption", self->encryption->pdata[i]);
  for (guint i = 0; i < self->issuers->len; i++)
    write_certificate (xml, "issuer", self->issuers->pdata[i]);
  g_string_append (xml, "</card>\n");
  return g_string_free_to_bytes (xml);
}

static GezinCertificate *
read_certificate (const xmlNode *node, GError **error)
{
  g_autofree char *text = gezin_form_text (node);
  g_autofree guint8 *der = NULL;
  gsize length;

  der = g_base64_decode (text, &length);
  return gezin_certificate_new (der, length, error);
}

static gboolean
read_certificates (GezinCard *self, const xmlNode *root, GError **error)
{
  for (const xmlNode *node = gezin_form_next (root->children); node != NULL;
       node = gezin_form_next (node->next))
    {
      GezinCertificate *one = read_certificate (node, error);

      if (one == NULL)
        return FALSE;
      if (gezin_form_is (node, "signing"))
        self->signing = one;
      else if (gezin_form_is (node, "encryption"))
        g_ptr_array_add (self->encryption, one);
      else
        g_ptr_array_add (self->issuers, one);
    }
  if (self->encryption->len > GEZIN_MAX_CARD_CERTIFICATES
      || self->issuers->len > GEZIN_MAX_CARD_CERTIFICATES)
    return fail (error, "too many certificates");
  return TRUE;
}

static gboolean
is_shown (const char *text)
{
  return text == NULL || gezin_form_is_shown (text);
}

static GezinCard *
new_card (void)
{
  GezinCard *self = g_new0 (GezinCard, 1);

  g_atomic_ref_count_init (&self->references);
  self->encryption = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_certificate_unref);
  self->issuers = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_certificate_unref);
  return self;
}

static gboolean
read_text (GezinCard *self, GBytes *text, GError **error)
{
  g_autoptr (xmlDoc) doc =
      gezin_form_parse (text, GEZIN_MAX_CARD_BYTES, STEM, SCHEMA, GEZIN_WIRE_ERROR_CARD, error);
  g_autoptr (GBytes) again = NULL;
  const xmlNode *root;

  if (doc == NULL)
    return FALSE;
  root = xmlDocGetRootElement (doc);
  self->name = g_strdup (gezin_form_attribute (root, "name"));
  self->organisation = g_strdup (gezin_form_attribute (root, "organisation"));
  self->role = g_strdup (gezin_form_attribute (root, "role"));
  self->team = g_strdup (gezin_form_attribute (root, "team"));
  if (!is_shown (self->name) || !is_shown (self->organisation) || !is_shown (self->team))
    return fail (error, "a name that cannot be shown as it is");
  if (!gezin_form_instant (root, "made", &self->made))
    return fail (error, "a time that is none");
  if (!read_certificates (self, root, error))
    return FALSE;
  again = write_text (self);
  return g_bytes_equal (again, text) || fail (error, "not in its one form");
}

static gboolean
check_certificates (const GezinCard *self, GError **error)
{
  if (!gezin_certificate_check_use (self->signing, GEZIN_CERTIFICATE_SIGNS, error))
    return FALSE;
  for (guint i = 0; i < self->encryption->len; i++)
    {
      const GezinCertificate *one = self->encryption->pdata[i];

      if (!gezin_certificate_check_use (one, GEZIN_CERTIFICATE_OPENS, error))
        return FALSE;
      if (gezin_certificate_key_id (one) == NULL)
        return fail (error, "a certificate for encryption without a key id");
    }
  return TRUE;
}

GezinCard *
gezin_card_read (GBytes *file, GError **error)
{
  g_autoptr (GezinCard) self = new_card ();
  g_autoptr (GezinSignature) signature = NULL;
  gsize length;
  const void *bytes = g_bytes_get_data (file, &length);

  if (length > GEZIN_MAX_CARD_BYTES)
    {
      fail (error, "larger than a card can be");
      return NULL;
    }
  signature = gezin_signature_check (file, GEZIN_SIGNATURE_AROUND, NULL, error);
  if (signature == NULL || !read_text (self, signature->content, error)
      || !check_certificates (self, error))
    return NULL;
  if (!gezin_certificate_equal (signature->certificate, self->signing))
    {
      g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CARD_SIGNER,
                           "1: signed with another key than the card names");
      return NULL;
    }
  self->file = g_bytes_ref (file);
  gezin_digest_of (bytes, length, self->digest);
  return g_steal_pointer (&self);
}

/* ---------- Making one ---------- */

static void
copy_certificates (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; from != NULL && i < from->len; i++)
    g_ptr_array_add (to, gezin_certificate_ref (from->pdata[i]));
}

GBytes *
gezin_card_make (const GezinSigner *signer, const GezinCardHolder *holder, GError **error)
{
  g_autoptr (GezinCard) self = new_card ();
  g_autoptr (GezinCard) again = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) file = NULL;

  self->name = g_strdup (holder->name);
  self->organisation = g_strdup (holder->organisation);
  self->role = g_strdup (holder->role);
  self->team = g_strdup (holder->team);
  self->made = holder->made;
  self->signing = gezin_certificate_ref (gezin_signer_certificate (signer));
  copy_certificates (holder->encryption, self->encryption);
  copy_certificates (holder->issuers, self->issuers);
  text = write_text (self);
  file = gezin_signer_sign (signer, GEZIN_SIGNATURE_AROUND, text, holder->made, error);
  if (file == NULL)
    return NULL;
  again = gezin_card_read (file, error);
  return again == NULL ? NULL : g_steal_pointer (&file);
}

/* ---------- Asking ---------- */

GBytes *
gezin_card_file (const GezinCard *self)
{
  return self->file;
}

const guint8 *
gezin_card_digest (const GezinCard *self)
{
  return self->digest;
}

char *
gezin_card_words (const GezinCard *self)
{
  return gezin_card_words_of (self->digest);
}

gboolean
gezin_card_is_name (const char *text)
{
  return gezin_form_is_shown (text) && g_utf8_strlen (text, -1) <= MOST_CHARACTERS;
}

const char *
gezin_card_name (const GezinCard *self)
{
  return self->name;
}

const char *
gezin_card_organisation (const GezinCard *self)
{
  return self->organisation;
}

const char *
gezin_card_role (const GezinCard *self)
{
  return self->role;
}

const char *
gezin_card_team (const GezinCard *self)
{
  return self->team;
}

gint64
gezin_card_made (const GezinCard *self)
{
  return self->made;
}

GezinCertificate *
gezin_card_signing (const GezinCard *self)
{
  return self->signing;
}

GPtrArray *
gezin_card_encryption (const GezinCard *self)
{
  return self->encryption;
}

GPtrArray *
gezin_card_issuers (const GezinCard *self)
{
  return self->issuers;
}

/* The card is the pin. With issuers on it they must have issued it, and their lists count. */
static gboolean
check_one (const GezinCard *self, GezinCertificate *certificate, GPtrArray *revocations,
           gint64 when, GezinRevocation *revocation, GError **error)
{
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();
  gboolean has_issuers = self->issuers->len > 0;
  GezinTrust trust = { .pinned = has_issuers ? NULL : pinned,
                       .issuers = self->issuers,
                       .revocations = revocations };
  g_autoptr (GError) inner = NULL;

  g_ptr_array_add (pinned, certificate);
  if (gezin_trust_check (&trust, certificate, NULL, when, revocation, &inner))
    return TRUE;
  if (has_issuers
      && g_error_matches (inner, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN))
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_CARD_ISSUERS, error,
                               "does not lead to the issuers on the card");
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

gboolean
gezin_card_check (const GezinCard *self, GezinCertificateUse use, GPtrArray *revocations,
                  gint64 when, GezinRevocation *revocation, GError **error)
{
  GezinRevocation worst = GEZIN_REVOCATION_GOOD;

  if (use == GEZIN_CERTIFICATE_SIGNS)
    return check_one (self, self->signing, revocations, when, revocation, error);
  for (guint i = 0; i < self->encryption->len; i++)
    {
      GezinRevocation one = GEZIN_REVOCATION_UNCHECKED;

      if (!check_one (self, self->encryption->pdata[i], revocations, when, &one, error))
        return FALSE;
      worst = MIN (worst, one);
    }
  if (revocation != NULL)
    *revocation = worst;
  return TRUE;
}
