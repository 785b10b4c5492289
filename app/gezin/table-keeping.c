/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands about what is kept, for how long, by which rules: the log, erasing, reference data. */

#include "gezin/table.h"

#include <glib/gi18n.h>

const GezinCommand gezin_table_keeping[] = {
  {
      .name = "audit",
      .arguments = "[DOSSIER]",
      .summary = N_ ("print the log: who did what, when, in which dossier"),
      .description = N_ ("With --who-saw it is an overview for the family of one dossier, without "
                         "codes; of a dossier that was erased too, by its whole id."),
      .takes = GEZIN_TAKES_WHO_SAW | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_admin_audit,
  },
  {
      .name = "audit verify",
      .arguments = "",
      .summary = N_ ("prove that nothing was taken out of the log or changed in it"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_admin_audit_verify,
  },
  {
      .name = "erase",
      .arguments = "DOSSIER [RECORD] --reason R",
      .summary = N_ ("erase a record, a person or a whole dossier for good"),
      .description = N_ (
          "It cannot be undone. What is current and what was written over, drafts, documents, what "
          "was set aside and the backups in the store go; an id stays, so that no file brings it "
          "back, a line in the register, and the log. With a record go those that are noted as the "
          "same. --everything-about takes a person and what is about that person alone; what also "
          "names another is kept and listed. The reason term-over is refused as long as the term "
          "runs or something holds it. --request RECORD answers the family's request; with "
          "--refuse nothing goes and the request gets that answer."),
      .takes = GEZIN_TAKES_ERASURE | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 2,
      .run = gezin_erase_run,
  },
  {
      .name = "erasures",
      .arguments = "[DOSSIER]",
      .summary = N_ ("print the register of what was erased: when, by whom, why, and no content"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_erase_list,
  },
  {
      .name = "retention",
      .arguments = "[DOSSIER]",
      .summary = N_ ("say what the terms of retention let go, and what holds it"),
      .description = N_ ("Nothing is ever erased by itself: a person does that with `gezin erase`. "
                         "With a dossier all its records are listed."),
      .takes = GEZIN_TAKES_RETENTION | GEZIN_TAKES_DATE | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_retention_run,
  },
  {
      .name = "reference list",
      .arguments = "",
      .summary = N_ ("list the dated reference data"),
      .description =
          N_ ("Ours, and what the organisation has in its own folder on this machine. What "
              "of that is not used is told with its line and the reason."),
      .takes = GEZIN_TAKES_JSON,
      .needs = GEZIN_NEEDS_SESSION,
      .run = gezin_admin_reference_list,
  },
  {
      .name = "reference check",
      .arguments = "FILE",
      .summary = N_ ("say whether a file can be used as reference data, and if not, which line is "
                     "wrong"),
      .description = N_ ("It is read as it would be in the organisation's own folder, in the place of "
                         "the file of its name there."),
      .takes = GEZIN_TAKES_JSON,
      .needs = GEZIN_NEEDS_SESSION,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_admin_reference_check,
  },
  {
      .name = "reference add",
      .arguments = "FILE",
      .summary = N_ ("put reference data into the organisation's own folder on this machine"),
      .description =
          N_ ("Only what `gezin reference check` takes, and under its own name. It takes the place "
              "of an older version of that name, which is kept beside it; of nothing else. Programs "
              "that are started later use it."),
      .takes = GEZIN_TAKES_JSON,
      .needs = GEZIN_NEEDS_SESSION,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_admin_reference_add,
  },
  {
      .name = "schema",
      .arguments = "[--rng|--dictionary]",
      .summary = N_ ("print the schema of a dossier, or its data dictionary"),
      .takes = GEZIN_TAKES_SCHEMA_FORM | GEZIN_TAKES_JSON,
      .needs = GEZIN_NEEDS_NOTHING,
      .run = gezin_admin_schema,
  },
  {
      .name = "sample",
      .arguments = "[--families N|--programme QUARTER] [--seed S] [-o FOLDER]",
      .summary = N_ ("load invented families"),
      .description =
          N_ ("Without --families the written ones. With -o they are written as XML files into a "
              "folder, which needs no store. Nobody in them exists."),
      .takes = GEZIN_TAKES_SAMPLE | GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_SESSION,
      .run = gezin_sample_run,
  },
  { .name = NULL },
};
