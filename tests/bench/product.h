/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "bench/families.h"
#include "session/admin.h"
#include "session/work.h"

G_BEGIN_DECLS

/* The product's side: a session on a store of made-up families. */

/** bench_product_passphrase: (transfer full): Of every store here. */
GezinSecret *bench_product_passphrase (void);

/** bench_product_create: (transfer full): A session on a new store in @folder, unlocked. */
GezinSession *bench_product_create (const char *folder);

/** bench_product_unlock: (transfer full): A session on the store in @folder. */
GezinSession *bench_product_unlock (const char *folder);

/**
 * bench_product_load:
 * @n_values: (out) (optional): added to
 * @bytes: (out) (optional): of XML, added to
 *
 * Loads one made-up dossier; its id.
 */
GezinUuid bench_product_load (GezinSession *session, BenchFamilies *families,
                              const BenchShape *shape, guint64 *n_values, guint64 *bytes);

/** bench_product_fill: @n_dossiers dossiers like @shape, with ids seeded from its own upwards, in bulk. */
void bench_product_fill (GezinSession *session, BenchFamilies *families, const BenchShape *shape,
                         guint n_dossiers);

/** bench_product_load_text: Loads @xml; nothing of it may be parked. */
GezinUuid bench_product_load_text (GezinSession *session, const GString *xml);

/** bench_product_bulk: Begins a bulk, or ends it and keeps it. */
void bench_product_begin_bulk (GezinSession *session);
void bench_product_end_bulk (GezinSession *session);

G_END_DECLS
