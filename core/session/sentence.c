/* SPDX-License-Identifier: EUPL-1.2 */

/* From an error's domain and code to one sentence for a person: what happened,
 * and what to do. The technical message of the error is shown only where it
 * helps and is ours (a line of a file): it never holds personal data. */

#include "session/bundles-private.h"
#include "session/session-private.h"

#include "base/xml.h"
#include "merge/merge.h"
#include "model/value.h"
#include "rules/shape.h"
#include "wire/dossier-xml.h"

#include <glib/gi18n-lib.h>

static const char *
session_sentence (int code)
{
  switch ((GezinSessionError) code)
    {
    case GEZIN_SESSION_ERROR_LOCKED:
      return _ ("The dossiers are locked. Unlock them first.");
    case GEZIN_SESSION_ERROR_NOTHING_TAKEN:
      return _ ("Nothing in this file could be taken in, so nothing was changed.");
    case GEZIN_SESSION_ERROR_KIND:
      return _ ("There is no such kind of record. See “gezin schema --dictionary” for the kinds.");
    case GEZIN_SESSION_ERROR_FIELD:
      return _ ("There is no such field in this kind of record, or it is left empty. See “gezin "
                "schema --dictionary” for the fields.");
    case GEZIN_SESSION_ERROR_RECORD:
      return _ ("That is not the id of a record.");
    case GEZIN_SESSION_ERROR_NOT_DUE:
      return _ (
          "Its term of retention has not ended, or something holds it. See “gezin retention”; "
          "nothing was erased.");
    case GEZIN_SESSION_ERROR_CLOCK:
      return _ ("The clock of this machine does not fit what was written here, so no term can be "
                "said to be over. Put it right, or see “gezin retention --help”; nothing was "
                "erased.");
    case GEZIN_SESSION_ERROR_REASON:
      return _ (
          "Erasing and refusing need a reason that we know. See “gezin erase --help”; nothing "
          "was erased.");
    case GEZIN_SESSION_ERROR_REQUEST:
      return _ ("That is no request to erase that still waits for an answer, or there is nothing "
                "to erase. Nothing was changed.");
    case GEZIN_SESSION_ERROR_WHOLE:
      return _ ("The family itself goes only with the whole dossier: leave the record out to erase "
                "all of it.");
    case GEZIN_SESSION_ERROR_PERSON:
      return _ ("That is not a person of this dossier. Nothing was erased.");
    case GEZIN_SESSION_ERROR_RECIPIENT:
      return _ ("That is not one organisation of this dossier. Give its id, or its whole name.");
    case GEZIN_SESSION_ERROR_WHO:
      return _ ("That is not one person of this dossier. Give the id, or the whole name.");
    case GEZIN_SESSION_ERROR_WORKFLOW:
      return _ (
          "There is no such way of working or step on that day. See “gezin steps” for the steps.");
    case GEZIN_SESSION_ERROR_PERIOD:
      return _ ("The period ends before it starts. Give the first day first.");
    case GEZIN_SESSION_ERROR_PARTS:
      return _ ("That is too many parts. Choose a shorter period, or longer parts.");
    case GEZIN_SESSION_ERROR_SIGN_OFF_NOTHING:
      return _ ("This step waits for nobody to sign it off. See “gezin steps” for what does.");
    case GEZIN_SESSION_ERROR_SIGN_OFF_ROLE:
      return _ ("Your role does not sign off this step. See “gezin steps” for who does.");
    case GEZIN_SESSION_ERROR_SIGN_OFF_OWN:
      return _ ("You did this step, or wrote it down, yourself. Somebody else signs it off.");
    case GEZIN_SESSION_ERROR_SIGN_OFF_LACKS:
      return _ ("This step is not finished, or something is lacking. See “gezin steps” and “gezin "
                "check”.");
    case GEZIN_SESSION_ERROR_PURPOSE:
      return _ ("There is no such purpose. See “gezin schema --dictionary” for the purposes.");
    case GEZIN_SESSION_ERROR_ERASED:
      return _ ("This dossier was erased here for good, so the file was not taken in.");
    case GEZIN_SESSION_ERROR_ERASED_ELSEWHERE:
      return _ ("This file says that its whole dossier was erased elsewhere. Nothing was changed: "
                "if it must go here too, erase it yourself.");
    case GEZIN_SESSION_ERROR_NO_DOCUMENT:
      return _ ("This record has no file.");
    case GEZIN_SESSION_ERROR_UNDO_STANDS:
      return _ (
          "Your newest change in this dossier cannot be undone: it was written over since, or "
          "it is of a kind that stays. Nothing was changed, also not what you wrote before.");
    case GEZIN_SESSION_ERROR_NOT_LEAD:
      return _ ("Only a team lead approves a dossier. Send it to your lead for review.");
    case GEZIN_SESSION_ERROR_OWN_WORK:
      return _ ("You wrote something of this yourself, and nobody approves their own work. Approve "
                "a record that you did not write, or ask another lead.");
    case GEZIN_SESSION_ERROR_NOTHING_TO_APPROVE:
      return _ ("There is nothing here to approve.");
    case GEZIN_SESSION_ERROR_NOT_REVIEWED:
      return _ ("This record was removed, or nobody reviews its kind. Choose another one.");
    case GEZIN_SESSION_ERROR_NO_CONFERENCE:
      return _ ("That is no conference of this dossier, or it was removed. Choose another one.");
    case GEZIN_SESSION_ERROR_FILE_IS_THERE:
      return _ ("Another file has that name there, of which this is no newer version. Give yours "
                "another name.");
    case GEZIN_SESSION_ERROR_NO_TEXT:
      return _ ("Write what you want to say: this says nothing.");
    case GEZIN_SESSION_ERROR_NAME:
      return _ (
          "A name is empty, too long, or holds characters that nobody can see. Type it anew.");
    case GEZIN_SESSION_ERROR_UNDO_ERASED:
      return _ ("What your newest change in this dossier wrote was erased since. Nothing was "
                "changed, also not what you wrote before.");
    case GEZIN_SESSION_ERROR_FIELD_OF_FILE:
      return _ ("Size, type and digest follow from the file and cannot be filled in.");
    case GEZIN_SESSION_ERROR_NO_SNAPSHOT:
      return _ ("No adopted conclusion has that number. See “gezin analyse --snapshots” for all.");
    case GEZIN_SESSION_ERROR_SAME_DOSSIER:
      return _ ("That is one and the same: there is nothing to link. Give two different ones.");
    case GEZIN_SESSION_ERROR_NOT_LINKED:
      return _ ("There is no link between these two that could be taken out.");
    case GEZIN_SESSION_ERROR_OTHER_KIND:
      return _ ("Only two records of one kind can be the same. Dossiers are joined as a whole.");
    case GEZIN_SESSION_ERROR_SPLIT_ROOT:
      return _ ("The family itself cannot go to another dossier. Choose who and what goes.");
    case GEZIN_SESSION_ERROR_SPLIT_ALL:
      return _ ("Nobody would stay in this dossier. Choose fewer people, or keep it as it is.");
    case GEZIN_SESSION_ERROR_RECALL:
      return _ (
          "The sender asks to delete what they sent. Agree with --accept recall, or refuse with "
          "--reject and a reason.");
    case GEZIN_SESSION_ERROR_NOT_SEEN:
      return _ ("What may go changed since you looked, so nothing was sent. Look at it again.");
    case GEZIN_SESSION_ERROR_SPLIT_NOTHING:
      return _ ("Nothing of this can go to a new dossier. Choose who and what goes.");
    }
  return NULL;
}

static const char *
backup_sentence (GezinStoreError code)
{
  switch ((int) code)
    {
    case GEZIN_STORE_ERROR_NO_BACKUP:
      return _ ("There is no backup of these dossiers in that folder. Make one first.");
    case GEZIN_STORE_ERROR_BACKUP_DIFFERS:
      return _ ("The backup opens, but something is missing or damaged. Make a new backup, in "
                "another folder.");
    case GEZIN_STORE_ERROR_BACKUP_INSIDE:
      return _ ("A backup among the dossiers themselves is lost with them. Choose another folder.");
    case GEZIN_STORE_ERROR_BACKUP_LINK:
      return _ ("That place is a link to somewhere else. Choose the folder itself.");
    case GEZIN_STORE_ERROR_BACKUP_TAKEN:
      return _ ("Something else lies there already, and it stays. Choose another name or folder.");
    case GEZIN_STORE_ERROR_FOLDER_FULL:
      return _ ("There are other files in this folder. Choose an empty one.");
    case GEZIN_STORE_ERROR_BACKUP_NONE:
      return _ ("This file is no backup, so nothing was changed.");
    case GEZIN_STORE_ERROR_BACKUP_DAMAGED:
      return _ ("This backup is damaged or was tampered with. Take another one.");
    case GEZIN_STORE_ERROR_BACKUP_NEWER:
      return _ ("This backup was made by a newer version of the program. Install that version.");
    case GEZIN_STORE_ERROR_MARKERS_DAMAGED:
      return _ ("Nothing was restored: the list of what was erased is damaged, so something erased "
                "could come back. Take another copy of the folder, or see “gezin restore --help”.");
    case GEZIN_STORE_ERROR_BACKUP_GONE:
      return _ ("The folder for backups cannot be reached. Connect the disk or the network and try "
                "again.");
    case GEZIN_STORE_ERROR_BACKUP_FULL:
      return _ ("There is no room left where the backup goes. Make room or choose another folder.");
    case GEZIN_STORE_ERROR_BACKUP_READ_ONLY:
      return _ ("The folder for backups cannot be written. Ask for the right to write there.");
    default:
      return NULL;
    }
}

static const char *
store_key_sentence (GezinStoreError code)
{
  switch ((int) code)
    {
    case GEZIN_STORE_ERROR_NOT_FOUND:
      return _ ("That is not here. Look up the id or the reference and try again.");
    case GEZIN_STORE_ERROR_ERASED:
      return _ ("That was erased here for good. “gezin erasures” says when and why.");
    case GEZIN_STORE_ERROR_AMBIGUOUS:
      return _ ("More than one dossier fits. Give more of the id.");
    case GEZIN_STORE_ERROR_EXISTS:
      return _ ("There are dossiers in this folder already. Choose another folder.");
    case GEZIN_STORE_ERROR_PASSPHRASE_WEAK:
      return _ ("This passphrase is too short. Take a sentence of at least 12 characters.");
    case GEZIN_STORE_ERROR_KDF:
      return _ ("That amount of memory is outside what is safe: take 64 MiB to 1 GiB.");
    case GEZIN_STORE_ERROR_STALE:
      return _ ("The dossier changed in the meantime. Look at it again and repeat the change.");
    case GEZIN_STORE_ERROR_WRONG_KEY:
      return _ ("This passphrase or key is not right. Nothing is lost; try again.");
    case GEZIN_STORE_ERROR_WAIT:
      return _ ("There were too many wrong tries. Wait a moment and try again.");
    case GEZIN_STORE_ERROR_KEY_MISTYPED:
      return _ ("This cannot be a recovery key: there is a typing error in it. Compare it with the "
                "paper.");
    default:
      return backup_sentence (code);
    }
}

static const char *
document_sentence (GezinStoreError code)
{
  switch ((int) code)
    {
    case GEZIN_STORE_ERROR_NO_FILE:
      return _ ("There is no such file. Choose it again; nothing was changed.");
    case GEZIN_STORE_ERROR_FILE_KIND:
      return _ ("That is not a file but a folder or a device. Choose a file; nothing was changed.");
    case GEZIN_STORE_ERROR_FILE_OWN:
      return _ ("That is a file of the dossiers themselves. Choose another file; nothing was "
                "changed.");
    case GEZIN_STORE_ERROR_FILE_TARGET:
      return _ ("In that folder lie the dossiers themselves. Choose another folder; nothing was "
                "written.");
    case GEZIN_STORE_ERROR_FILE_SIZE:
      return _ ("This file is larger than 2 GiB. Attach it in parts; nothing was changed.");
    case GEZIN_STORE_ERROR_FILE_CHANGED:
      return _ ("The file changed while it was read. Close the program that writes it and try "
                "again; nothing was changed.");
    case GEZIN_STORE_ERROR_FILE_GONE:
      return _ ("The file vanished while it was read. Put it back and try again; nothing was "
                "changed.");
    case GEZIN_STORE_ERROR_FILE_UNREADABLE:
      return _ ("The file cannot be read. Look whether you may read it; nothing was changed.");
    case GEZIN_STORE_ERROR_DOCUMENT_MISSING:
      return _ ("The file of this document is missing from the store. Put it back from a backup, "
                "or attach the same file again.");
    case GEZIN_STORE_ERROR_DOCUMENT_DAMAGED:
      return _ ("The file of this document is damaged. Put it back from a backup, or attach the "
                "same file again.");
    default:
      return store_key_sentence (code);
    }
}

static const char *
store_sentence (int code)
{
  switch ((GezinStoreError) code)
    {
    case GEZIN_STORE_ERROR_BUSY:
      return _ ("The dossiers are open in another window or program. Close that one first.");
    case GEZIN_STORE_ERROR_DAMAGED:
      return _ ("The file with the dossiers is damaged. Do not work on; put back a backup.");
    case GEZIN_STORE_ERROR_VAULT_DAMAGED:
      return _ ("The file with the key is damaged. Put back the file “vault” from a backup.");
    case GEZIN_STORE_ERROR_MISMATCH:
      return _ ("Key and dossiers do not belong together. Put both back from the same backup.");
    case GEZIN_STORE_ERROR_NEWER:
      return _ (
          "These dossiers were made by a newer version of the program. Install that version.");
    case GEZIN_STORE_ERROR_PLAIN:
      return _ ("The file with the dossiers is not encrypted and not ours. Put back a backup.");
    case GEZIN_STORE_ERROR_NO_STORE:
      return _ ("There are no dossiers in this folder yet. Make them with “gezin init”.");
    case GEZIN_STORE_ERROR_AUDIT_BROKEN:
      return _ ("The log of who did what has been tampered with or damaged. Tell the privacy "
                "officer.");
    case GEZIN_STORE_ERROR_NO_CIPHER:
      return _ ("This program was built without encryption and stops here. Install it again.");
    case GEZIN_STORE_ERROR_DISK_FULL:
      return _ ("The disk is full. Make room and try again; nothing was changed.");
    case GEZIN_STORE_ERROR_PERMISSION:
      return _ (
          "The folder with the dossiers cannot be written. Ask for the right to write there.");
    case GEZIN_STORE_ERROR_MACHINE:
      return _ ("The disk or the memory failed. Nothing was changed; try again.");
    default:
      return document_sentence ((GezinStoreError) code);
    }
}

static const char *
model_sentence (int code)
{
  switch ((GezinModelError) code)
    {
    case GEZIN_MODEL_ERROR_ENCODING:
      return _ ("This text is not UTF-8. Save it as UTF-8 and try again.");
    case GEZIN_MODEL_ERROR_LENGTH:
      return _ ("This text is too long. Put long texts in a document.");
    case GEZIN_MODEL_ERROR_DATE:
      return _ ("That is not a date. Write 2014, 2014-05 or 2014-05-01.");
    case GEZIN_MODEL_ERROR_TIME:
      return _ ("That is not a time. Write it as 2026-11-21T10:03:11Z.");
    case GEZIN_MODEL_ERROR_BOOL:
      return _ ("Write true or false.");
    case GEZIN_MODEL_ERROR_COUNT:
      return _ ("Write a whole number, 0 or more.");
    case GEZIN_MODEL_ERROR_SCALE:
      return _ ("Write a whole number from 0 to 10.");
    case GEZIN_MODEL_ERROR_BSN:
      return _ ("That is not a BSN: the nine digits do not pass the check.");
    case GEZIN_MODEL_ERROR_CODE:
      return _ ("That is not a code of the list for this field.");
    case GEZIN_MODEL_ERROR_REF:
      return _ ("That is not the id of a record.");
    case GEZIN_MODEL_ERROR_DIGEST:
      return _ ("That is not a SHA-256 digest.");
    case GEZIN_MODEL_ERROR_NOT_CANONICAL:
      return _ ("A value is not written in its one right form.");
    case GEZIN_MODEL_ERROR_UNKNOWN_KIND:
      return session_sentence (GEZIN_SESSION_ERROR_KIND);
    case GEZIN_MODEL_ERROR_UNKNOWN_FIELD:
      return session_sentence (GEZIN_SESSION_ERROR_FIELD);
    case GEZIN_MODEL_ERROR_CONTEXT:
    case GEZIN_MODEL_ERROR_DOSSIER:
      return _ ("What was read is no dossier that holds together. Ask the sender for it again.");
    }
  return NULL;
}

static const char *
rules_sentence (int code)
{
  switch ((GezinRulesError) code)
    {
    case GEZIN_RULES_ERROR_SHAPE:
      return _ ("A value does not fit its field, so nothing was written.");
    case GEZIN_RULES_ERROR_REFERENCE:
      return _ ("A reference leads nowhere, or to a record of the wrong kind.");
    case GEZIN_RULES_ERROR_WRITTEN_ONCE:
      return _ ("A record of this kind is not changed afterwards: add a new one that replaces it.");
    case GEZIN_RULES_ERROR_DERIVED:
      return _ ("This field follows from others and cannot be filled in.");
    case GEZIN_RULES_ERROR_CODE:
      return _ ("That code is not in the list for this field today.");
    }
  return NULL;
}

static const char *
merge_sentence (int code)
{
  switch ((GezinMergeError) code)
    {
    case GEZIN_MERGE_ERROR_CHANGED_SINCE:
      return _ ("This field was changed here after you opened it. Look at it again first.");
    case GEZIN_MERGE_ERROR_NOTHING:
      return _ ("There is nothing that can be undone or chosen.");
    case GEZIN_MERGE_ERROR_NO_SUCH_RECORD:
      return _ ("That record is not in this dossier.");
    case GEZIN_MERGE_ERROR_OTHER_ROOT:
      return _ ("A dossier is about one family: a second one does not fit in.");
    case GEZIN_MERGE_ERROR_EMPTY_REGISTER:
      return _ ("The versions in this file contradict each other. Ask the sender for it again.");
    }
  return NULL;
}

static const char *
wire_sentence (int code)
{
  switch ((int) code)
    {
    case GEZIN_WIRE_ERROR_TOO_LARGE:
      return _ ("This file is too large to be a dossier.");
    case GEZIN_WIRE_ERROR_NEWER:
      return _ ("This file was made by a newer version of the program. Install that version.");
    case GEZIN_WIRE_ERROR_VERSIONS:
      return _ ("The versions in this file are not right. Ask the sender for it again.");
    case GEZIN_WIRE_ERROR_XML:
    case GEZIN_WIRE_ERROR_SCHEMA:
      return _ ("This file is not a dossier that we can read, so nothing was changed.");
    default:
      return gezin_wire_error_sentence (code);
    }
}

static const char *
sentence_of (const GError *error)
{
  if (error->domain == GEZIN_SESSION_ERROR)
    return session_sentence (error->code);
  if (error->domain == GEZIN_STORE_ERROR)
    return store_sentence (error->code);
  if (error->domain == GEZIN_MODEL_ERROR)
    return model_sentence (error->code);
  if (error->domain == GEZIN_RULES_ERROR)
    return rules_sentence (error->code);
  if (error->domain == GEZIN_MERGE_ERROR)
    return merge_sentence (error->code);
  if (error->domain == GEZIN_WIRE_ERROR)
    return wire_sentence (error->code);
  if (error->domain == GEZIN_EXCHANGE_ERROR)
    return gezin_session_exchange_sentence (error->code);
  if (error->domain == GEZIN_XML_ERROR)
    return wire_sentence (GEZIN_WIRE_ERROR_XML);
  return NULL;
}

/* Where in a file it went wrong: the technical message begins with its line. */
static gboolean
tells_a_line (const GError *error)
{
  return (error->domain == GEZIN_WIRE_ERROR && error->code <= GEZIN_WIRE_ERROR_VERSIONS)
         || error->domain == GEZIN_XML_ERROR || error->domain == GEZIN_REFERENCE_ERROR
         || g_error_matches (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_UNDO_STANDS)
         || g_error_matches (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_UNDO_ERASED);
}

char *
gezin_session_sentence (const GError *error)
{
  const char *sentence = sentence_of (error);

  if (error->domain == GEZIN_REFERENCE_ERROR)
    /* Translators: %s is technical: a file, a line and what is wrong there. */
    return g_strdup_printf (_ ("The reference data cannot be used (%s)."), error->message);
  if (sentence != NULL && tells_a_line (error))
    /* Translators: the first %s is a whole sentence, the second technical: a line number and what
     * is wrong there, or when a change was made and its id. */
    return g_strdup_printf (_ ("%s (%s)"), sentence, error->message);
  if (sentence != NULL)
    return g_strdup (sentence);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("It was stopped. Nothing was changed."));
  if (error->domain == G_FILE_ERROR || error->domain == G_IO_ERROR)
    switch (error->domain == G_FILE_ERROR ? error->code : -1)
      {
      case G_FILE_ERROR_NOENT:
        return g_strdup (_ ("There is no such file or folder."));
      case G_FILE_ERROR_ACCES:
      case G_FILE_ERROR_PERM:
      case G_FILE_ERROR_ROFS:
        return g_strdup (_ ("You have no right to read or write there."));
      case G_FILE_ERROR_NOSPC:
        return g_strdup (store_sentence (GEZIN_STORE_ERROR_DISK_FULL));
      case G_FILE_ERROR_INVAL:
        return g_strdup (_ ("That is not a file that we can read, or it is too large."));
      default:
        return g_strdup (_ ("A file could not be read or written. Nothing was changed."));
      }
  if (error->domain == G_OPTION_ERROR)
    return g_strdup (error->message);
  return g_strdup (_ ("Something went wrong that we did not foresee. Nothing was changed."));
}
