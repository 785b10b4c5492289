/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/plan.h"
#include "merge/undo.h"

G_BEGIN_DECLS

/* One dossier with a root and a person, and short ways to make versions of them. */

typedef struct {
  GezinUuid dossier; /* and its root */
  GezinUuid person;
  GezinUuid other; /* a second person */
  GezinRandom *random;
  GPtrArray *versions; /* all that were made here; freed with the scene */
} Scene;

Scene *scene_new (void);
void scene_free (Scene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

/** GIVEN: The register that most tests are about. */
#define GIVEN GEZIN_FIELD_PERSON_GIVEN_NAMES

/**
 * scene_version:
 * @at: "replica:n", small decimal numbers
 * @over: the context, written so too, with spaces between; "" for none
 *
 * A version of the person's given names, written by "team" at @at's n in seconds.
 */
GezinVersion *scene_version (Scene *scene, const char *value, const char *at, const char *over);

/** scene_version_of: The same of any register. */
GezinVersion *scene_version_of (Scene *scene, const GezinUuid *record, GezinKind kind,
                                GezinField field, const char *item, const char *value,
                                const char *at, const char *over);

/** scene_version_in: The same of any register, in a commit of its own. */
GezinVersion *scene_version_in (Scene *scene, const GezinUuid *record, GezinKind kind,
                                GezinField field, const char *item, const char *value,
                                const char *at, const char *over, gint64 second,
                                const char *organisation, gboolean erased);

/** scene_marker: A marker over the person's given names. */
GezinVersion *scene_marker (Scene *scene, const char *at, const char *over);

/** scene_dossier: Of heads; the list ends with %NULL. */
GezinDossier *scene_dossier (Scene *scene, ...) G_GNUC_NULL_TERMINATED;

/** scene_merge: Merges versions into @ours; the list ends with %NULL. Must succeed. */
GezinMerge *scene_merge (GezinDossier *ours, GPtrArray *markers, ...);

/** scene_take: @ours with @versions merged into it; @ours is let go of. */
GezinDossier *scene_take (GezinDossier *ours, GPtrArray *versions);

/** scene_writer: Who writes as @replica for @organisation; frees its commit with the scene. */
GezinWriter scene_writer (Scene *scene, guint64 replica, const char *organisation);

/** scene_edit: In an array of its own. */
GPtrArray *scene_edit (Scene *scene, const char *value, GezinDossier *seen);

/** scene_heads: The values of the person's given names, "a|b"; "-" for none. */
char *scene_heads (Scene *scene, GezinDossier *dossier);

#define assert_heads(scene, dossier, expected) \
  G_STMT_START \
  { \
    g_autofree char *heads_found = scene_heads (scene, dossier); \
    g_assert_cmpstr (heads_found, ==, expected); \
  } \
  G_STMT_END

G_END_DECLS
