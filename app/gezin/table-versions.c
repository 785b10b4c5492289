/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands about what does not fit: versions, what was parked, families and people that are one. */

#include "gezin/table.h"

#include <glib/gi18n.h>

const GezinCommand gezin_table_versions[] = {
  {
      .name = "check",
      .arguments = "DOSSIER",
      .summary = N_ ("say which rules are broken and what is missing"),
      .takes = GEZIN_TAKES_DATE | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_read_check,
  },
  {
      .name = "conflicts",
      .arguments = "DOSSIER",
      .summary = N_ ("list fields that were changed on two sides and have several versions"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_read_conflicts,
  },
  {
      .name = "choose",
      .arguments = "DOSSIER RECORD FIELD VERSION",
      .summary = N_ ("pick one of several versions of a field"),
      .description = N_ (
          "VERSION is as `gezin conflicts` prints it; where two records that are the same person "
          "have one of the same name, that is VERSION@RECORD. In a field that is a set, FIELD=ITEM "
          "says "
          "which item is meant, where the version does not say it."),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 4,
      .max_arguments = 4,
      .run = gezin_write_choose,
  },
  {
      .name = "parked",
      .arguments = "[DOSSIER]",
      .summary = N_ ("list records that were set aside when a file was read, with the reason"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_read_parked,
  },
  {
      .name = "unpark",
      .arguments = "RECORD",
      .summary = N_ ("take a parked record in after all, if it is right now"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_write_unpark,
  },
  {
      .name = "drop-parked",
      .arguments = "RECORD",
      .summary = N_ ("forget a parked record"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_write_drop_parked,
  },
  {
      .name = "join",
      .arguments = "DOSSIER DOSSIER [--undo]",
      .summary = N_ ("let two dossiers of one family be one"),
      .description = N_ (
          "Nothing is rewritten: each keeps its id and its versions, both ids lead to the whole, "
          "and the list shows one line. New records go to the dossier that is named. `gezin dump` "
          "gives "
          "each by its own id. --undo parts them again."),
      .takes = GEZIN_TAKES_UNDO | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = 2,
      .run = gezin_families_join,
  },
  {
      .name = "same",
      .arguments = "DOSSIER RECORD RECORD [--undo]",
      .summary = N_ ("say that two records are of the same person or thing"),
      .description = N_ (
          "They are linked, not merged. Where they differ `gezin conflicts` lists it, and `gezin "
          "choose` writes into both. --undo takes the link out."),
      .takes = GEZIN_TAKES_UNDO | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 3,
      .max_arguments = 3,
      .run = gezin_families_same,
  },
  {
      .name = "split",
      .arguments = "DOSSIER RECORD… --name N",
      .summary = N_ ("begin a new dossier with people and records of this one"),
      .description = N_ (
          "What concerns only those who go is removed here; what concerns others too is in both "
          "afterwards. Permissions and grounds do not go along: they are listed as to be asked "
          "anew. The new dossier has ids of its own, so that nothing in it tells where it came "
          "from."),
      .takes = GEZIN_TAKES_NAME | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_families_split,
  },
  { .name = NULL },
};
