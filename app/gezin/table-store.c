/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands about the store: made, unlocked, backed up, put back. */

#include "gezin/table.h"

#include <glib/gi18n.h>

const GezinCommand gezin_table_store[] = {
  {
      .name = "init",
      .arguments = "--name N --organisation O --role consultant|lead|rvt",
      .summary = N_ ("make a store, with its keys, and print the recovery key once"),
      .description = N_ (
          "The passphrase needs at least 12 characters. Write the recovery key down and keep it "
          "away from this machine: without passphrase and recovery key nobody can read the store."),
      .takes = GEZIN_TAKES_OWNER | GEZIN_TAKES_KDF_MEMORY | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_SESSION,
      .not_in_batch = TRUE,
      .run = gezin_admin_init,
  },
  {
      .name = "batch",
      .arguments = "[FILE]",
      .summary = N_ ("run commands, one a line, from a file or standard input, with one unlock"),
      .description = N_ (
          "A line is written as in a shell, without the word gezin; quotes and backslashes work, "
          "nothing is expanded; empty lines and lines that begin with # are passed over. Prints "
          "one JSON document a line for each command, when what it did is on disk. Stops at the "
          "first command that fails, unless told to keep going: then a command that failed gives "
          "{\"line\",\"status\",\"error\"}. An answer of no is no failure. The exit status is that "
          "of the first failure, else 1 if any answer was no."),
      .takes =
          GEZIN_TAKES_KEEP_GOING | GEZIN_TAKES_STORE | GEZIN_TAKES_PASSPHRASE | GEZIN_TAKES_JSON,
      .needs = GEZIN_NEEDS_STORE,
      .not_in_batch = TRUE,
      .max_arguments = 1,
      .run = gezin_batch_run,
  },
  {
      .name = "passphrase",
      .arguments = "",
      .summary = N_ ("change the passphrase"),
      .takes = GEZIN_TAKES_NEW_PASSPHRASE | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .not_in_batch = TRUE,
      .run = gezin_admin_passphrase,
  },
  {
      .name = "recover",
      .arguments = "",
      .summary = N_ ("open the store with the recovery key and choose a new passphrase"),
      .description = N_ ("Prints a new recovery key; the one that was used opens nothing any "
                         "more."),
      .takes = GEZIN_TAKES_RECOVERY_KEY | GEZIN_TAKES_NEW_PASSPHRASE | GEZIN_TAKES_STORE
               | GEZIN_TAKES_JSON,
      .needs = GEZIN_NEEDS_SESSION,
      .not_in_batch = TRUE,
      .run = gezin_admin_recover,
  },
  {
      .name = "backup",
      .arguments = "[-o FILE|FOLDER]",
      .summary = N_ ("make an encrypted backup"),
      .description = N_ (
          "Without -o into the folder that was chosen with `gezin backup folder`, else into the "
          "store's own. In a folder the backup gets a name of its own, older ones are thinned, and "
          "nothing is written when nothing changed; a file is written in any case, over an older "
          "backup of this store but over nothing else. Documents lie beside the backup, each "
          "once. The place may be an address, such as sftp://server/folder."),
      .takes = GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_backup_make,
  },
  {
      .name = "backup list",
      .arguments = "[FOLDER]",
      .summary = N_ ("list the backups in a folder, newest first, and whose they are"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_backup_list_all,
  },
  {
      .name = "backup folder",
      .arguments = "[FOLDER]",
      .summary = N_ ("choose where backups go, or say where they go and how old they are"),
      .description = N_ ("- chooses the store's own folder, which is lost with the machine."),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_backup_folder,
  },
  {
      .name = "restore",
      .arguments = "FILE",
      .summary = N_ ("make a store of a backup"),
      .description = N_ (
          "With the passphrase, or with --recovery-key-file the recovery key, that the store had "
          "when the backup was made. The folder of --store must hold no store and no other files. "
          "What was erased after the backup was made does not come back; when the list of it is "
          "damaged nothing is restored. Documents that are missing or damaged are told, and the "
          "dossiers are there all the same."),
      .takes = GEZIN_TAKES_RECOVERY_KEY | GEZIN_TAKES_WITHOUT_MARKERS | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_SESSION,
      .not_in_batch = TRUE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_backup_restore,
  },
  {
      .name = "drill",
      .arguments = "[FOLDER]",
      .summary = N_ ("prove that the newest backup opens with the recovery key and is whole"),
      .description = N_ (
          "Opens it where it lies, in memory; compares it with the store and authenticates each "
          "document. Without FOLDER where backups go."),
      .takes = GEZIN_TAKES_RECOVERY_KEY | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .not_in_batch = TRUE,
      .max_arguments = 1,
      .run = gezin_backup_drill,
  },
  { .name = NULL },
};
