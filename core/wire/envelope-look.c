/* SPDX-License-Identifier: EUPL-1.2 */

/* The framing of an envelope, byte by byte.
 *
 * Invariants:
 * 1. Whatever is not exactly what we write is refused: OpenSSL meets nothing else. It has had faults
 *    with parameters that nobody needs.
 * 2. Nothing is copied but key ids; the work grows with the number of pieces only. */

#include "wire/envelope.h"

#include "base/limits.h"
#include "wire/openssl-private.h"

#include <openssl/rsa.h>
#include <string.h>

#define NONCE_BYTES (12)
#define TAG_BYTES (16)
#define WRAPPED_KEY_BYTES (32 + 8)
#define MAX_KEY_ID_BYTES (64)
#define POINT_UNCOMPRESSED (4)
#define MAX_WRAP_BYTES (GEZIN_MAX_RSA_BITS / 8)

/** Walk: Where we are in one element that holds others. */
typedef struct {
  const guint8 *at;
  const guint8 *end;
  gboolean is_indefinite; /* ends with two zeroes */
} Walk;

/** Element: One that was met. */
typedef struct {
  const guint8 *content;
  gsize length;
} Element;

static const guint8 oid_auth_enveloped[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D,
                                             0x01, 0x09, 0x10, 0x01, 0x17 };
static const guint8 oid_data[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01 };
static const guint8 oid_aes_256_gcm[] = { 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2E };
static const guint8 oid_aes_256_wrap[] = { 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2D };
static const guint8 oid_ecdh_sha256_kdf[] = { 0x2B, 0x81, 0x04, 0x01, 0x0B, 0x01 };
static const guint8 oid_ec_public_key[] = { 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01 };
static const guint8 oid_rsa_oaep[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x07 };

/* ---------- Walking ---------- */

typedef struct {
  const guint8 *content;
  long length;
  int tag;
  int class;
  gboolean is_constructed;
  gboolean is_indefinite;
} Header;

static gboolean
read_header (const Walk *walk, Header *header)
{
  const guint8 *at = walk->at;
  int flags;

  if (at >= walk->end)
    return FALSE;
  flags = ASN1_get_object (&at, &header->length, &header->tag, &header->class, walk->end - at);
  header->content = at;
  header->is_constructed = (flags & V_ASN1_CONSTRUCTED) != 0;
  header->is_indefinite = (flags & 1) != 0;
  return (flags & 0x80) == 0;
}

static gboolean
is_next (const Walk *walk, int class, int tag, gboolean is_constructed)
{
  Header header;

  return read_header (walk, &header) && header.class == class && header.tag == tag
         && header.is_constructed == is_constructed;
}

/* An element without others in it. */
static gboolean
take (Walk *walk, int class, int tag, Element *element)
{
  Header header;

  if (!read_header (walk, &header) || header.class != class || header.tag != tag
      || header.is_constructed)
    return FALSE;
  *element = (Element){ header.content, (gsize) header.length };
  walk->at = header.content + header.length;
  return TRUE;
}

/* An element with others in it; leave () goes on after it. */
static gboolean
enter (const Walk *walk, int class, int tag, Walk *inner)
{
  Header header;

  if (!read_header (walk, &header) || header.class != class || header.tag != tag
      || !header.is_constructed)
    return FALSE;
  inner->at = header.content;
  inner->is_indefinite = header.is_indefinite;
  inner->end = header.is_indefinite ? walk->end : header.content + header.length;
  return TRUE;
}

static gboolean
leave (Walk *walk, const Walk *inner)
{
  const guint8 *at = inner->at;

  if (!inner->is_indefinite)
    {
      walk->at = inner->end;
      return at == inner->end;
    }
  walk->at = at + 2;
  return inner->end - at >= 2 && at[0] == 0 && at[1] == 0;
}

static gboolean
is_bytes (const Element *element, const guint8 *bytes, gsize length)
{
  return element->length == length && memcmp (element->content, bytes, length) == 0;
}

static gboolean
take_oid (Walk *walk, const guint8 *oid, gsize length)
{
  Element element;

  return take (walk, V_ASN1_UNIVERSAL, V_ASN1_OBJECT, &element) && is_bytes (&element, oid, length);
}

#define TAKE_OID(WALK, OID) take_oid (WALK, OID, sizeof OID)

static gboolean
take_small_number (Walk *walk, guint8 number)
{
  Element element;

  return take (walk, V_ASN1_UNIVERSAL, V_ASN1_INTEGER, &element) && element.length == 1
         && element.content[0] == number;
}

static gboolean
fail (GError **error, GezinWireError code, const char *reason)
{
  return gezin_openssl_fail (code, error, reason);
}

/* ---------- Recipients ---------- */

static gboolean
keep_key_id (GezinEnvelope *self, const Element *id)
{
  if (id->length == 0 || id->length > MAX_KEY_ID_BYTES)
    return FALSE;
  g_ptr_array_add (self->key_ids, g_bytes_new (id->content, id->length));
  return TRUE;
}

/* RSAES-OAEP-params: SHA-256 and MGF1 with SHA-256, and no label. */
static gboolean
is_our_oaep (const guint8 *der, gsize length)
{
  const guint8 *at = der;
  RSA_OAEP_PARAMS *oaep = d2i_RSA_OAEP_PARAMS (NULL, &at, (long) length);
  X509_ALGOR *mask = NULL;
  gboolean is_ours = FALSE;

  if (oaep != NULL && at == der + length && oaep->hashFunc != NULL && oaep->maskGenFunc != NULL
      && oaep->pSourceFunc == NULL && OBJ_obj2nid (oaep->hashFunc->algorithm) == NID_sha256
      && OBJ_obj2nid (oaep->maskGenFunc->algorithm) == NID_mgf1
      && oaep->maskGenFunc->parameter != NULL
      && oaep->maskGenFunc->parameter->type == V_ASN1_SEQUENCE)
    {
      mask = ASN1_item_unpack (oaep->maskGenFunc->parameter->value.sequence,
                               ASN1_ITEM_rptr (X509_ALGOR));
      is_ours = mask != NULL && OBJ_obj2nid (mask->algorithm) == NID_sha256;
    }
  X509_ALGOR_free (mask);
  RSA_OAEP_PARAMS_free (oaep);
  return is_ours;
}

/* KeyTransRecipientInfo, by key id. */
static gboolean
look_at_rsa (GezinEnvelope *self, Walk *walk)
{
  Walk inner, algorithm;
  Element id, wrapped;
  const guint8 *parameters;

  if (!enter (walk, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &inner) || inner.is_indefinite
      || !take_small_number (&inner, 2) || !take (&inner, V_ASN1_CONTEXT_SPECIFIC, 0, &id)
      || !keep_key_id (self, &id) || !enter (&inner, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &algorithm)
      || algorithm.is_indefinite || !TAKE_OID (&algorithm, oid_rsa_oaep))
    return FALSE;
  parameters = algorithm.at;
  if (!is_our_oaep (parameters, (gsize) (algorithm.end - parameters)))
    return FALSE;
  algorithm.at = algorithm.end;
  return leave (&inner, &algorithm)
         && take (&inner, V_ASN1_UNIVERSAL, V_ASN1_OCTET_STRING, &wrapped) && wrapped.length > 0
         && wrapped.length <= MAX_WRAP_BYTES && leave (walk, &inner);
}

/* OriginatorPublicKey: a point, uncompressed; on which curve, the recipient's own certificate says. */
static gboolean
look_at_ephemeral (Walk *walk)
{
  Walk choice, key, algorithm;
  Element point;

  return enter (walk, V_ASN1_CONTEXT_SPECIFIC, 0, &choice) && !choice.is_indefinite
         && enter (&choice, V_ASN1_CONTEXT_SPECIFIC, 1, &key) && !key.is_indefinite
         && enter (&key, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &algorithm) && !algorithm.is_indefinite
         && TAKE_OID (&algorithm, oid_ec_public_key) && leave (&key, &algorithm)
         && take (&key, V_ASN1_UNIVERSAL, V_ASN1_BIT_STRING, &point) && point.length > 2
         && point.content[0] == 0 && point.content[1] == POINT_UNCOMPRESSED && leave (&choice, &key)
         && leave (walk, &choice);
}

static gboolean
look_at_agreement (Walk *walk)
{
  Walk algorithm, wrap;

  return enter (walk, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &algorithm) && !algorithm.is_indefinite
         && TAKE_OID (&algorithm, oid_ecdh_sha256_kdf)
         && enter (&algorithm, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &wrap) && !wrap.is_indefinite
         && TAKE_OID (&wrap, oid_aes_256_wrap) && leave (&algorithm, &wrap)
         && leave (walk, &algorithm);
}

/* KeyAgreeRecipientInfo, of one key by its id. */
static gboolean
look_at_ec (GezinEnvelope *self, Walk *walk)
{
  Walk inner, keys, key, by_id;
  Element id, wrapped;

  return enter (walk, V_ASN1_CONTEXT_SPECIFIC, 1, &inner) && !inner.is_indefinite
         && take_small_number (&inner, 3) && look_at_ephemeral (&inner)
         && look_at_agreement (&inner) && enter (&inner, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &keys)
         && !keys.is_indefinite && enter (&keys, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &key)
         && !key.is_indefinite && enter (&key, V_ASN1_CONTEXT_SPECIFIC, 0, &by_id)
         && !by_id.is_indefinite && take (&by_id, V_ASN1_UNIVERSAL, V_ASN1_OCTET_STRING, &id)
         && keep_key_id (self, &id) && leave (&key, &by_id)
         && take (&key, V_ASN1_UNIVERSAL, V_ASN1_OCTET_STRING, &wrapped)
         && wrapped.length == WRAPPED_KEY_BYTES && leave (&keys, &key) && leave (&inner, &keys)
         && leave (walk, &inner);
}

static gboolean
look_at_recipients (GezinEnvelope *self, Walk *walk, GError **error)
{
  Walk inner;

  if (!enter (walk, V_ASN1_UNIVERSAL, V_ASN1_SET, &inner) || inner.is_indefinite)
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_BYTES, "no recipients");
  while (inner.at < inner.end)
    {
      gboolean is_rsa = is_next (&inner, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, TRUE);

      if (self->key_ids->len == GEZIN_MAX_RECIPIENTS
          || !(is_rsa ? look_at_rsa (self, &inner) : look_at_ec (self, &inner)))
        return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT,
                     "a recipient by another way than ours, or too many");
    }
  if (self->key_ids->len == 0)
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT, "no recipient");
  return leave (walk, &inner)
         || fail (error, GEZIN_WIRE_ERROR_ENVELOPE_BYTES, "recipients that do not end");
}

/* ---------- Content ---------- */

static gboolean
look_at_cipher (Walk *walk, GError **error)
{
  Walk algorithm, parameters;
  Element nonce, tag_length = { NULL, 0 };

  if (!enter (walk, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &algorithm) || algorithm.is_indefinite
      || !TAKE_OID (&algorithm, oid_aes_256_gcm)
      || !enter (&algorithm, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &parameters)
      || parameters.is_indefinite
      || !take (&parameters, V_ASN1_UNIVERSAL, V_ASN1_OCTET_STRING, &nonce)
      || nonce.length != NONCE_BYTES)
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_CIPHER, "not AES-256-GCM as we use it");
  /* Left out, it would mean 12. */
  if (!take (&parameters, V_ASN1_UNIVERSAL, V_ASN1_INTEGER, &tag_length) || tag_length.length != 1
      || tag_length.content[0] != TAG_BYTES)
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_TAG, "a tag of another length than 16");
  return (leave (&algorithm, &parameters) && leave (walk, &algorithm))
         || fail (error, GEZIN_WIRE_ERROR_ENVELOPE_CIPHER, "parameters that nobody needs");
}

/* In one piece, or in pieces that are in no other. */
static gboolean
look_at_content (GezinEnvelope *self, Walk *walk)
{
  Element piece;
  Walk pieces;

  if (is_next (walk, V_ASN1_CONTEXT_SPECIFIC, 0, FALSE))
    {
      if (!take (walk, V_ASN1_CONTEXT_SPECIFIC, 0, &piece))
        return FALSE;
      self->content_length = piece.length;
      return TRUE;
    }
  if (!enter (walk, V_ASN1_CONTEXT_SPECIFIC, 0, &pieces))
    return FALSE;
  while (is_next (&pieces, V_ASN1_UNIVERSAL, V_ASN1_OCTET_STRING, FALSE))
    {
      if (!take (&pieces, V_ASN1_UNIVERSAL, V_ASN1_OCTET_STRING, &piece))
        return FALSE;
      self->content_length += piece.length;
    }
  return leave (walk, &pieces);
}

static gboolean
look_at_body (GezinEnvelope *self, Walk *walk, GError **error)
{
  Walk content;
  Element tag;

  if (!take_small_number (walk, 0))
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_TYPE, "another version of AuthEnvelopedData");
  if (!look_at_recipients (self, walk, error))
    return FALSE;
  if (!enter (walk, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &content) || !TAKE_OID (&content, oid_data))
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_TYPE, "other content than plain data");
  if (!look_at_cipher (&content, error))
    return FALSE;
  if (!look_at_content (self, &content) || !leave (walk, &content))
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_BYTES, "content that does not end");
  if (!take (walk, V_ASN1_UNIVERSAL, V_ASN1_OCTET_STRING, &tag))
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_BYTES, "something else in the place of the tag");
  if (tag.length != TAG_BYTES)
    return fail (error, GEZIN_WIRE_ERROR_ENVELOPE_TAG, "a tag of another length than 16");
  return TRUE;
}

GezinEnvelope *
gezin_envelope_look (GBytes *file, GError **error)
{
  g_autoptr (GezinEnvelope) self = g_new0 (GezinEnvelope, 1);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (file, &length);
  Walk walk = { bytes, bytes + length, FALSE };
  Walk outer, explicit, body;
  Element type;

  self->key_ids = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (length == 0 || length > GEZIN_MAX_BUNDLE_BYTES)
    {
      fail (error, GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE, "empty, or larger than a bundle can be");
      return NULL;
    }
  if (!enter (&walk, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &outer)
      || !take (&outer, V_ASN1_UNIVERSAL, V_ASN1_OBJECT, &type))
    {
      fail (error, GEZIN_WIRE_ERROR_ENVELOPE_BYTES, "no CMS message");
      return NULL;
    }
  if (!is_bytes (&type, oid_auth_enveloped, sizeof oid_auth_enveloped))
    {
      fail (error, GEZIN_WIRE_ERROR_ENVELOPE_TYPE, "not AuthEnvelopedData");
      return NULL;
    }
  if (!enter (&outer, V_ASN1_CONTEXT_SPECIFIC, 0, &explicit)
      || !enter (&explicit, V_ASN1_UNIVERSAL, V_ASN1_SEQUENCE, &body))
    {
      fail (error, GEZIN_WIRE_ERROR_ENVELOPE_BYTES, "no AuthEnvelopedData inside");
      return NULL;
    }
  if (!look_at_body (self, &body, error))
    return NULL;
  if (!leave (&explicit, &body) || !leave (&outer, &explicit) || !leave (&walk, &outer)
      || walk.at != walk.end)
    {
      fail (error, GEZIN_WIRE_ERROR_ENVELOPE_BYTES, "cut off, or something after its end");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
gezin_envelope_free (GezinEnvelope *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->key_ids);
  g_free (self);
}
