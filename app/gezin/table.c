/* SPDX-License-Identifier: EUPL-1.2 */

/* The commands: one row each. This file is a table. The first word of a name
 * stands in rows that follow each other. */

#include "gezin/command.h"

#include <glib/gi18n.h>

#define OPEN (GEZIN_TAKES_STORE | GEZIN_TAKES_PASSPHRASE | GEZIN_TAKES_JSON)

static const GezinCommand commands[] = {
  {
      .name = "init",
      .arguments = "--name N --organisation O --role consultant|lead|rvt",
      .summary = N_ ("make a store, with its keys, and print the recovery key once"),
      .description = N_ (
          "The passphrase needs at least 12 characters. Write the recovery key down and keep it "
          "away from this machine: without passphrase and recovery key nobody can read the store."),
      .takes = GEZIN_TAKES_OWNER | GEZIN_TAKES_KDF_MEMORY | OPEN,
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
      .takes = GEZIN_TAKES_NEW_PASSPHRASE | OPEN,
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
      .name = "load",
      .arguments = "FILE…",
      .summary = N_ ("read plain dossier XML into the store, as new dossiers or merged into those "
                     "that are there"),
      .description = N_ (
          "Records that are broken in themselves are parked and reported. Of several files all are "
          "taken in or none. - is standard input."),
      .takes = OPEN,
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
      .takes = GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_files_dump,
  },
  {
      .name = "list",
      .arguments = "",
      .summary = N_ ("list the dossiers"),
      .takes = GEZIN_TAKES_LIST_FILTERS | GEZIN_TAKES_DATE | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_read_list,
  },
  {
      .name = "show",
      .arguments = "DOSSIER",
      .summary = N_ ("show a dossier"),
      .takes = GEZIN_TAKES_KIND | OPEN,
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
      .takes = GEZIN_TAKES_NAME | OPEN,
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
      .takes = GEZIN_TAKES_WHY | OPEN,
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
      .takes = GEZIN_TAKES_WHY | OPEN,
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
      .takes = GEZIN_TAKES_REASON | OPEN,
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
      .takes = OPEN,
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
      .takes = GEZIN_TAKES_WHY | OPEN,
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
      .takes = GEZIN_TAKES_OUTPUT | OPEN,
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
      .takes = GEZIN_TAKES_COLLECT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_document_check,
  },
  {
      .name = "history",
      .arguments = "DOSSIER [RECORD [FIELD]]",
      .summary = N_ ("say who changed what, when, from what to what; newest first"),
      .takes = OPEN,
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
      .takes = GEZIN_TAKES_KIND | GEZIN_TAKES_SOUNDS_LIKE | OPEN,
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
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_people_duplicates,
  },
  {
      .name = "analyse",
      .arguments = "DOSSIER [NUMBER]",
      .summary = N_ ("say what keeps the family stuck, and what the analysis lacks"),
      .description = N_ (
          "Each adopted conclusion has an analysis as of the day of its adoption, numbered from "
          "1 in order of those days, worked out of what is known now. \"gezin analyse DOSSIER "
          "--difference 1 2\" says what is different in 2."),
      .takes = GEZIN_TAKES_DATE | GEZIN_TAKES_SNAPSHOTS | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 2,
      .run = gezin_casework_analyse,
  },
  {
      .name = "steps",
      .arguments = "DOSSIER [WAY-OF-WORKING]",
      .summary = N_ ("say which steps are done, now and next, and what is still needed"),
      .takes = GEZIN_TAKES_DATE | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 2,
      .run = gezin_casework_steps,
  },
  {
      .name = "interventions",
      .arguments = "DOSSIER",
      .summary = N_ ("show interventions from voluntary to compulsory, and what was tried"),
      .description =
          N_ ("An overview, and no order in which a family has to pass through. What was tried "
              "follows from measures, professionals, agreements, stays and grounds; what a "
              "decision says was tried is quoted."),
      .takes = GEZIN_TAKES_DATE | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_casework_interventions,
  },
  {
      .name = "monitor",
      .arguments = "--from D --until D",
      .summary = N_ ("count over all dossiers: the programme's figures of a period"),
      .description = N_ (
          "Families ever, active on the last day, ended, registered, without children; measures "
          "counted as measures and as families; a line that reconciles them; professionals, "
          "changes of face, waiting and experience. --definitions says what each counts. With "
          "--outside numbers under 5 are left out, and those from which they could be computed; "
          "JSON then has null and `hidden`. --call-list names people: those whose consent lets a "
          "research organisation of their dossier call them. That it was asked is noted in the "
          "log."),
      .takes = GEZIN_TAKES_MONITOR | GEZIN_TAKES_DATE | GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_SESSION,
      .run = gezin_monitor_run,
  },
  {
      .name = "review",
      .arguments = "DOSSIER [ask [RECORD]|remark RECORD FIELD TEXT|answer REMARK TEXT|"
                   "want [RECORD]|approve [RECORD]|changes]",
      .summary = N_ ("say what was approved and what became of it; ask, remark, answer, approve"),
      .description =
          N_ ("Without more: what was approved, whether that counts, and what is open. ask, want "
              "(changes) and approve are about one record or the whole dossier; --reason is what is "
              "said with it. A team lead approves: what stands there is signed as a list of "
              "versions, and what is written later has to be approved again. Nobody approves what "
              "they wrote themselves. changes: what is not as it was approved."),
      .takes = GEZIN_TAKES_REVIEW | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 5,
      .run = gezin_review,
  },
  {
      .name = "conference",
      .arguments = "DOSSIER agenda|minutes CONTACT [--for WHOM]",
      .summary = N_ ("the agenda of a conference (MDO), and its minutes for each participant"),
      .description =
          N_ ("agenda: what is due within two weeks, what stands in several versions, and what the "
              "analysis lacks. minutes: of a contact of the kind conference: who was there and on "
              "which ground, what was said and what was decided that day. With --for: made of what "
              "may go to them for a conference and of nothing else; that it was made is noted in "
              "the log."),
      .takes = GEZIN_TAKES_CONFERENCE | GEZIN_TAKES_DATE | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = 3,
      .run = gezin_conference,
  },
  {
      .name = "sign-off",
      .arguments = "DOSSIER STEP",
      .summary = N_ ("sign off a step that somebody else finished"),
      .description = N_ (
          "The way of working says which role signs off. STEP is the code of the step, as “gezin "
          "steps” gives it. Nobody signs off their own work, or a step that lacks something."),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = 2,
      .run = gezin_deadlines_sign_off,
  },
  {
      .name = "deadlines",
      .arguments = "",
      .summary = N_ ("say what has to be done by when in all dossiers, what is overdue first"),
      .takes = GEZIN_TAKES_DATE | GEZIN_TAKES_DEADLINES | GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_deadlines_list,
  },
  {
      .name = "check",
      .arguments = "DOSSIER",
      .summary = N_ ("say which rules are broken and what is missing"),
      .takes = GEZIN_TAKES_DATE | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_read_check,
  },
  {
      .name = "conflicts",
      .arguments = "DOSSIER",
      .summary = N_ ("list fields that were changed on two sides and have several versions"),
      .takes = OPEN,
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
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 4,
      .max_arguments = 4,
      .run = gezin_write_choose,
  },
  {
      .name = "parked",
      .arguments = "[DOSSIER]",
      .summary = N_ ("list records that were set aside when a file was read, with the reason"),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_read_parked,
  },
  {
      .name = "unpark",
      .arguments = "RECORD",
      .summary = N_ ("take a parked record in after all, if it is right now"),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_write_unpark,
  },
  {
      .name = "drop-parked",
      .arguments = "RECORD",
      .summary = N_ ("forget a parked record"),
      .takes = OPEN,
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
      .takes = GEZIN_TAKES_UNDO | OPEN,
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
      .takes = GEZIN_TAKES_UNDO | OPEN,
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
      .takes = GEZIN_TAKES_NAME | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_families_split,
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
      .takes = GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_backup_make,
  },
  {
      .name = "backup list",
      .arguments = "[FOLDER]",
      .summary = N_ ("list the backups in a folder, newest first, and whose they are"),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_backup_list_all,
  },
  {
      .name = "backup folder",
      .arguments = "[FOLDER]",
      .summary = N_ ("choose where backups go, or say where they go and how old they are"),
      .description = N_ ("- chooses the store's own folder, which is lost with the machine."),
      .takes = OPEN,
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
      .takes = GEZIN_TAKES_RECOVERY_KEY | GEZIN_TAKES_WITHOUT_MARKERS | OPEN,
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
      .takes = GEZIN_TAKES_RECOVERY_KEY | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .not_in_batch = TRUE,
      .max_arguments = 1,
      .run = gezin_backup_drill,
  },
  {
      .name = "may",
      .arguments = "DOSSIER [PERSON…]",
      .summary = N_ ("say what may go to whom, record by record and field by field, and why (not)"),
      .description = N_ (
          "With --to and --purpose: in a bundle for an organisation. With --for: in an extract for "
          "a "
          "person. With --in-room and people: on a screen that they can see. Nothing leaves; that "
          "it was asked is noted in the log. Codes of what goes: consent, ground:ARTICLE, "
          "own-team, "
          "own-data, process, pseudonymised."),
      .takes = GEZIN_TAKES_AUDIENCE | GEZIN_TAKES_DATE | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_sharing_may,
  },
  {
      .name = "report",
      .arguments = "DOSSIER [PERSON…] --kind K [-o FILE]",
      .summary = N_ ("write what the family may have of the dossier into a file"),
      .description = N_ ("With --kind extract --for PERSON: what is about them and may go to them. "
                         "With --kind room "
                         "and people: what all of them may see. The file says nothing of what "
                         "stays behind; `gezin "
                         "may` says that, to you alone. That it was made is noted in the log."),
      .takes = GEZIN_TAKES_REPORT | GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_sharing_report,
  },
  {
      .name = "card",
      .arguments = "[--request|--certify FILE] [-o FILE]",
      .summary = N_ ("show the card of this store, to hand to others, or write it into a file"),
      .description = N_ ("A card holds name, organisation and certificates. Whoever gets it "
                         "compares its eight words with you aloud before they trust it. "
                         "Certificates vouch for themselves, until an issuer of the organisation "
                         "makes others: --request writes two requests (PKCS#10 in PEM), first for "
                         "signing, then for encryption; --certify takes in what came back (PEM, "
                         "DER or PKCS#7, both certificates with the chain in one file) and makes a "
                         "card with other words, to be handed out again."),
      .takes = GEZIN_TAKES_RENEW | GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_card,
  },
  {
      .name = "peer add",
      .arguments = "FILE",
      .summary = N_ ("keep the card of somebody to exchange bundles with"),
      .description = N_ ("It is not trusted until its words were compared. A card that differs "
                         "from the one that is here of them is kept beside it, with a warning."),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_exchange_peer_add,
  },
  {
      .name = "peer list",
      .arguments = "",
      .summary = N_ ("list the cards of others"),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_peer_list,
  },
  {
      .name = "peer trust",
      .arguments = "PEER [--role R] [--revoke]",
      .summary = N_ ("say that the words of a card were compared"),
      .description = N_ ("A later card of the same person takes the place of the first. A role on "
                         "a card is a claim until --role confirms it."),
      .takes = GEZIN_TAKES_TRUST | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_exchange_peer_trust,
  },
  {
      .name = "peer revocation",
      .arguments = "[FILE]",
      .summary =
          N_ ("take in the revocation list of an issuer of cards, or list those that are here"),
      .description =
          N_ ("The list (PEM or DER) must be signed by an issuer on a card that is here, and be "
              "later than the one that is kept. Nothing new is made for a card that is on it, or "
              "taken in from it. A list that is missing or too old is told as `not-checked` or "
              "`stale` wherever a card counts."),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_exchange_peer_revocation,
  },
  {
      .name = "export",
      .arguments = "DOSSIER --to PEER --purpose P [-o FILE]",
      .summary = N_ ("make a signed and encrypted bundle of what may go"),
      .description = N_ ("What goes is decided at this moment, as `gezin may` says. The bundle "
                         "lies in the outbox; -o writes a copy."),
      .takes = GEZIN_TAKES_RECIPIENT | GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_exchange_export,
  },
  {
      .name = "transfer",
      .arguments = "DOSSIER --to PEER [--purpose P] [-o FILE]",
      .summary = N_ ("hand over the lead of a dossier"),
      .description = N_ ("A bundle that asks for it; the lead moves when its receipt says that it "
                         "was accepted. What may not go stays here."),
      .takes = GEZIN_TAKES_RECIPIENT | GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_exchange_transfer,
  },
  {
      .name = "thaw",
      .arguments = "DOSSIER RECORD --reason R",
      .summary = N_ ("show and use again what its sender no longer shares"),
      .description = N_ ("What a sender no longer shares stays here and is not shown, used or sent "
                         "on; `gezin show` says of what. This is a person's decision, and the log "
                         "says so; the reason stays here."),
      .takes = GEZIN_TAKES_RECALL | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = 2,
      .run = gezin_exchange_thaw,
  },
  {
      .name = "recall",
      .arguments = "BUNDLE [RECORD…] --reason R [--all]",
      .summary = N_ ("ask a bundle back"),
      .description = N_ ("Asks its recipient to delete what this bundle carried, but for what a "
                         "later bundle carried too; or these records alone; or, with --all, "
                         "everything that they were given of the dossier. The ledger shows what "
                         "they answer."),
      .takes = GEZIN_TAKES_RECALL | GEZIN_TAKES_ALL | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = GEZIN_ANY_NUMBER,
      .run = gezin_exchange_ask_back,
  },
  {
      .name = "open",
      .arguments = "FILE -o X.asice",
      .summary = N_ ("write the signed container inside a bundle into a file"),
      .description = N_ ("For validators and archives. The file is not encrypted any more; that it "
                         "was opened is noted in the audit log."),
      .takes = GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_exchange_open,
  },
  {
      .name = "verify",
      .arguments = "FILE",
      .summary = N_ ("judge a bundle or an opened container, part by part"),
      .description = N_ ("With what this store knows: its keys, and the cards that are trusted "
                         "here. `gezin-verify` judges without a store."),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_exchange_verify,
  },
  {
      .name = "import",
      .arguments = "FILE [RECORDS] [--preview] [--accept RECORDS] [--reject TEXT]",
      .summary = N_ ("take in a bundle"),
      .description =
          N_ ("Everything is checked before anything is read. What needs a person waits until it "
              "is accepted by itself; what is broken in itself is parked. A receipt goes into the "
              "outbox. With --reject the named records, or else all of it, are not taken."),
      .takes = GEZIN_TAKES_IMPORT | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 2,
      .run = gezin_exchange_import,
  },
  {
      .name = "outbox",
      .arguments = "",
      .summary = N_ ("list the bundles that wait to be sent or acknowledged"),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_outbox,
  },
  {
      .name = "inbox",
      .arguments = "",
      .summary = N_ ("list the files that came from a mailbox"),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_inbox,
  },
  {
      .name = "sync",
      .arguments = "[--mailbox FOLDER]",
      .summary =
          N_ ("exchange bundles with a mailbox: any folder on this machine, a stick or a server"),
      .description =
          N_ ("What waits in the outbox goes there; what is for this store comes into the inbox "
              "and moves to the folder taken there. Nothing is opened or deleted."),
      .takes = GEZIN_TAKES_MAILBOX | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_sync,
  },
  {
      .name = "ledger",
      .arguments = "[DOSSIER]",
      .summary = N_ ("list what left and what came: when, to whom, and what they said"),
      .takes = OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_exchange_ledger,
  },
  {
      .name = "audit",
      .arguments = "[DOSSIER]",
      .summary = N_ ("print the log: who did what, when, in which dossier"),
      .description = N_ ("With --who-saw it is an overview for the family of one dossier, without "
                         "codes; of a dossier that was erased too, by its whole id."),
      .takes = GEZIN_TAKES_WHO_SAW | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_admin_audit,
  },
  {
      .name = "audit verify",
      .arguments = "",
      .summary = N_ ("prove that nothing was taken out of the log or changed in it"),
      .takes = OPEN,
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
      .takes = GEZIN_TAKES_ERASURE | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 2,
      .run = gezin_erase_run,
  },
  {
      .name = "erasures",
      .arguments = "[DOSSIER]",
      .summary = N_ ("print the register of what was erased: when, by whom, why, and no content"),
      .takes = OPEN,
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
      .takes = GEZIN_TAKES_RETENTION | GEZIN_TAKES_DATE | OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_retention_run,
  },
  {
      .name = "reference list",
      .arguments = "",
      .summary = N_ ("list the dated reference data"),
      .takes = GEZIN_TAKES_JSON,
      .needs = GEZIN_NEEDS_SESSION,
      .run = gezin_admin_reference_list,
  },
  {
      .name = "reference check",
      .arguments = "FILE",
      .summary = N_ ("say whether a file can be used as reference data, and if not, which line is "
                     "wrong"),
      .takes = GEZIN_TAKES_JSON,
      .needs = GEZIN_NEEDS_SESSION,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_admin_reference_check,
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
      .takes = GEZIN_TAKES_SAMPLE | GEZIN_TAKES_OUTPUT | OPEN,
      .needs = GEZIN_NEEDS_SESSION,
      .run = gezin_sample_run,
  },
  { .name = NULL },
};

const GezinCommand *
gezin_commands (void)
{
  return commands;
}
