/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who really saw what: an account of a history that knows nothing of dots and contexts.
 *
 * Each write has a number. Of each write the oracle keeps the set of writes of the same register
 * that its author had in front of them, and of those the same, and so on. From these sets, and from
 * which writes have come to which store, it says what each store must show. */

#define ORACLE_MAX_WRITES (512)
#define ORACLE_MAX_STORES (5)
#define ORACLE_MAX_REGISTERS (64)

typedef struct {
  guint64 words[ORACLE_MAX_WRITES / 64];
} IdSet;

void id_set_add (IdSet *set, guint id);
void id_set_remove (IdSet *set, guint id);
gboolean id_set_has (const IdSet *set, guint id);
gboolean id_set_is_empty (const IdSet *set);
gboolean id_set_equal (const IdSet *a, const IdSet *b);
gboolean id_set_contains (const IdSet *set, const IdSet *part);
void id_set_unite (IdSet *set, const IdSet *other);
void id_set_intersect (IdSet *set, const IdSet *other);
void id_set_subtract (IdSet *set, const IdSet *other);
guint id_set_count (const IdSet *set);

/** id_set_next: The first id from @from on that is in @set, or ORACLE_MAX_WRITES. */
guint id_set_next (const IdSet *set, guint from);

/** id_set_find: Moves @id on to the first one from @id on that is in @set: for (id = 0; id_set_find (set, &id); id++). */
gboolean id_set_find (const IdSet *set, guint *id);

typedef struct {
  guint field; /* number of the register */
  guint record; /* number of the record */
  guint author; /* number of the store */
  gboolean is_marker;
  gboolean removes; /* `removed` set to true */
  IdSet seen; /* of its register, all that stood behind what the author had in front of them */
  IdSet saw; /* of a removal: the writes of the record that the remover had in front of them */
} OracleWrite;

typedef struct {
  guint n_writes;
  OracleWrite writes[ORACLE_MAX_WRITES];
  IdSet of_field[ORACLE_MAX_REGISTERS];
  IdSet markers;
  IdSet known[ORACLE_MAX_STORES];
  guint64 erased[ORACLE_MAX_STORES]; /* bit per record */
} Oracle;

void oracle_reset (Oracle *oracle);

/** oracle_write: Notes a write and returns its number. It is known to its author at once. */
guint oracle_write (Oracle *oracle, const OracleWrite *write);

/** oracle_heads: What @store must hold of a field: all that nobody who saw it has superseded. */
IdSet oracle_heads (const Oracle *oracle, guint store, guint field);

/** oracle_front: What stands behind the heads: them, and all that their authors had seen. */
IdSet oracle_front (const Oracle *oracle, const IdSet *heads);

/** oracle_gone: What has come to @store of a field and a marker covers: kept nowhere. */
IdSet oracle_gone (const Oracle *oracle, guint store, guint field);

/** oracle_is_removed: Whether a record, made of the fields from @first_field on, is gone: all that is in it was seen by a remover. */
gboolean oracle_is_removed (const Oracle *oracle, guint store, guint removed_field,
                            guint first_field, guint n_fields);

G_END_DECLS
