/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands about dossiers: in and out as files, read, written, found. */

#include "gezin/table.h"

#include <glib/gi18n.h>

const GezinCommand gezin_table_dossiers[] = {
  {
      .name = "load",
      .arguments = "FILE…",
      .summary = N_ ("read plain dossier XML into the store, as new dossiers or merged into those "
                     "that are there"),
      .description = N_ (
          "Records that are broken in themselves are parked and reported. Of several files all are "
          "taken in or none. - is standard input."),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_files_load,
  },
  {
      .name = "dump",
      .arguments = "DOSSIER",
      .summary = N_ ("print a dossier as plain XML, the same bytes for the same content"),
      .description = N_ ("The file is not encrypted: it holds everything, also what may not be "
                         "shared. The dump is noted in the audit log."),
      .takes = GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_files_dump,
  },
  {
      .name = "list",
      .arguments = "",
      .summary = N_ ("list the dossiers"),
      .takes = GEZIN_TAKES_LIST_FILTERS | GEZIN_TAKES_DATE | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_read_list,
  },
  {
      .name = "show",
      .arguments = "DOSSIER",
      .summary = N_ ("show a dossier"),
      .takes = GEZIN_TAKES_KIND | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_read_show,
  },
  {
      .name = "new",
      .arguments = "--name N",
      .summary = N_ ("begin a dossier"),
      .description = N_ ("Families of a name that is alike are named in the answer; the dossier is "
                         "made all the same."),
      .takes = GEZIN_TAKES_NAME | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_write_new,
  },
  {
      .name = "add",
      .arguments = "DOSSIER KIND FIELD=VALUE…",
      .summary = N_ ("add a record"),
      .description = N_ (
          "FIELD=@PATH takes the content of a file, FIELD=@- of standard input; FIELD=@@TEXT is a "
          "text that begins with @. A set of references or codes is comma-separated. "
          "What stands on the command line can be read in the list of processes and in the "
          "history of the shell; FIELD=@-, FIELD=@PATH and `gezin batch` keep it out of them."),
      .takes = GEZIN_TAKES_WHY | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 3,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_write_add,
  },
  {
      .name = "set",
      .arguments = "DOSSIER RECORD FIELD=VALUE…",
      .summary = N_ ("change fields of a record"),
      .description = N_ (
          "FIELD= empties a field. FIELD=@PATH takes the content of a file, FIELD=@- of standard "
          "input; FIELD=@@TEXT is a text that begins with @. A set of references or codes is "
          "comma-separated and stands as given afterwards. "
          "What stands on the command line can be read in the list of processes and in the "
          "history of the shell; FIELD=@-, FIELD=@PATH and `gezin batch` keep it out of them."),
      .takes = GEZIN_TAKES_WHY | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 3,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_write_set,
  },
  {
      .name = "remove",
      .arguments = "DOSSIER RECORD --reason R",
      .summary = N_ ("remove a record"),
      .description = N_ ("What somebody else changed in it meanwhile makes it stand again. `gezin "
                         "undo` brings it back."),
      .takes = GEZIN_TAKES_REASON | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = 2,
      .run = gezin_write_remove,
  },
  {
      .name = "undo",
      .arguments = "DOSSIER",
      .summary = N_ ("undo the newest change that was made in this store and is not undone yet"),
      .description = N_ ("What others wrote over since stays as it is and is named."),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_write_undo,
  },
  {
      .name = "document add",
      .arguments = "DOSSIER PATH [FIELD=VALUE…]",
      .summary = N_ ("attach a file to a dossier, encrypted"),
      .description = N_ (
          "The file stays where it is; what is stored is a copy of at most 2 GiB. Size, type and "
          "digest are filled in; the title is the name of the file unless given. The same content "
          "is stored once."),
      .takes = GEZIN_TAKES_WHY | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_document_add,
  },
  {
      .name = "document get",
      .arguments = "DOSSIER RECORD -o FILE",
      .summary = N_ ("write the file of a document, decrypted"),
      .description = N_ ("The file is not encrypted any more and only its owner may read it. The "
                         "reading is noted in the audit log. -o - is standard output."),
      .takes = GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = 2,
      .run = gezin_document_get,
  },
  {
      .name = "document check",
      .arguments = "[--collect]",
      .summary = N_ ("say which documents are missing or damaged, and which nobody needs"),
      .description = N_ ("Decrypts every document. What history, a draft or a parked record still "
                         "names is never collected."),
      .takes = GEZIN_TAKES_COLLECT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_document_check,
  },
  {
      .name = "history",
      .arguments = "DOSSIER [RECORD [FIELD]]",
      .summary = N_ ("say who changed what, when, from what to what; newest first"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 3,
      .run = gezin_read_history,
  },
  {
      .name = "search",
      .arguments = "WORDS…",
      .summary = N_ ("find words in all dossiers"),
      .description = N_ (
          "Case and diacritics make no difference, nor do prefixes of names such as van der; the "
          "last word may be a beginning. At most 200 places are given, the best first. With "
          "--sounds-like dates and telephone numbers may be written in any usual way, and names "
          "that sound alike follow the exact ones. The search is noted in the audit log, its words "
          "are not. What stands on the command line can be read in the list of processes and in "
          "the history of the shell; `gezin batch` keeps it out of them."),
      .takes = GEZIN_TAKES_KIND | GEZIN_TAKES_SOUNDS_LIKE | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_read_search,
  },
  {
      .name = "duplicates",
      .arguments = "[DOSSIER]",
      .summary = N_ ("say who may be here twice, and why"),
      .description = N_ (
          "Persons and families, of one dossier against all others or of all; the surest first, "
          "with a score of 1 to 99. What is linked as the same is left out. Codes of reasons: "
          "same-bsn, same-name, name-sounds-alike, name-slip, given-name-alike, same-birth-date, "
          "birth-date-swapped, birth-date-near, same-phone, same-email, same-address, "
          "shared-parent, shared-child, same-family-name, family-name-sounds-alike, "
          "family-name-slip, shared-people, shared-person. It is noted in the audit log."),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_people_duplicates,
  },
  { .name = NULL },
};
