/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/xml.h"
#include "wire/dossier-xml.h"

G_BEGIN_DECLS

/* The elements and attributes of dossier XML, found in a parsed tree. What is
 * not among them is an error of GEZIN_WIRE_ERROR. */

typedef enum {
  GEZIN_ELEMENT_SPACE = 0, /* only space, between elements */
  GEZIN_ELEMENT_DOSSIER,
  GEZIN_ELEMENT_COMMIT, /* in a dossier in this order */
  GEZIN_ELEMENT_ERASED,
  GEZIN_ELEMENT_RECORD,
  GEZIN_ELEMENT_FIELD,
  GEZIN_ELEMENT_ITEM,
  GEZIN_N_ELEMENTS
} GezinElement;

typedef enum {
  GEZIN_ATTRIBUTE_ID = 0,
  GEZIN_ATTRIBUTE_TIME,
  GEZIN_ATTRIBUTE_BY,
  GEZIN_ATTRIBUTE_ROLE,
  GEZIN_ATTRIBUTE_ORGANISATION,
  GEZIN_ATTRIBUTE_WHY,
  GEZIN_ATTRIBUTE_KIND,
  GEZIN_ATTRIBUTE_RECORD,
  GEZIN_ATTRIBUTE_NAME,
  GEZIN_ATTRIBUTE_AT, /* from here on: of a version */
  GEZIN_ATTRIBUTE_OVER,
  GEZIN_ATTRIBUTE_IN,
  GEZIN_ATTRIBUTE_ORIGIN,
  GEZIN_ATTRIBUTE_SAW,
  GEZIN_ATTRIBUTE_NONE,
  GEZIN_ATTRIBUTE_OUT,
  GEZIN_ATTRIBUTE_ERASED,
  GEZIN_N_ATTRIBUTES
} GezinAttribute;

/**
 * GezinNodeNames:
 *
 * Their names as one document's parser holds them, so that a comparison is one
 * of addresses.
 */
typedef struct {
  const xmlChar *elements[GEZIN_N_ELEMENTS];
  const xmlChar *attributes[GEZIN_N_ATTRIBUTES];
} GezinNodeNames;

/**
 * GezinAttributes:
 *
 * The values of one element's attributes, %NULL where there is none; live as
 * long as it does.
 */
typedef struct {
  const char *values[GEZIN_N_ATTRIBUTES];
} GezinAttributes;

/**
 * gezin_node_fail:
 * @reason: holds no text of the file
 *
 * Sets @error, with the line of @node before @reason. Returns %FALSE.
 */
gboolean gezin_node_fail (const xmlNode *node, GezinWireError code, GError **error,
                          const char *reason);

/**
 * gezin_node_parse_dossier:
 *
 * gezin_xml_parse_untrusted() with the limit of a dossier and this room's
 * errors.
 */
xmlDoc *gezin_node_parse_dossier (const char *xml, gsize length, GError **error);

void gezin_node_find_names (GezinNodeNames *names, xmlDoc *doc);

/**
 * gezin_node_check_namespace:
 *
 * Whether @root is in our namespace; GEZIN_WIRE_ERROR_NEWER in another number
 * of it.
 */
gboolean gezin_node_check_namespace (const xmlNode *root, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_node_read_element:
 *
 * Which element @node is; space between elements is one too, other text is
 * not.
 */
gboolean gezin_node_read_element (const GezinNodeNames *names, const xmlNode *node,
                                  GezinElement *element, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_node_read_attributes:
 *
 * Those that @element can have; all that it must have are there, and none is
 * empty.
 */
gboolean gezin_node_read_attributes (const GezinNodeNames *names, const xmlNode *node,
                                     GezinElement element, GezinAttributes *attributes,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_node_check_empty: Whether nothing but space stands in @node. */
gboolean gezin_node_check_empty (const xmlNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_node_read_text:
 * @joined: (out): %NULL, or what holds the text and is to be freed
 *
 * Returns: (transfer none) (nullable): the text of @node, perhaps empty; %NULL
 * if an element stands in it
 */
const char *gezin_node_read_text (const xmlNode *node, char **joined, GError **error);

G_END_DECLS
