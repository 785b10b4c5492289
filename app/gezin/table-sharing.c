/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands about sharing: who may see what, cards, bundles, the ledger. */

#include "gezin/table.h"

#include <glib/gi18n.h>

const GezinCommand gezin_table_sharing[] = {
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
      .takes = GEZIN_TAKES_AUDIENCE | GEZIN_TAKES_DATE | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_REPORT | GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_RENEW | GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_card,
  },
  {
      .name = "peer add",
      .arguments = "FILE",
      .summary = N_ ("keep the card of somebody to exchange bundles with"),
      .description = N_ ("It is not trusted until its words were compared. A card that differs "
                         "from the one that is here of them is kept beside it, with a warning."),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 1,
      .run = gezin_exchange_peer_add,
  },
  {
      .name = "peer list",
      .arguments = "",
      .summary = N_ ("list the cards of others"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_peer_list,
  },
  {
      .name = "peer trust",
      .arguments = "PEER [--role R] [--revoke]",
      .summary = N_ ("say that the words of a card were compared"),
      .description = N_ ("A later card of the same person takes the place of the first. A role on "
                         "a card is a claim until --role confirms it."),
      .takes = GEZIN_TAKES_TRUST | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_RECIPIENT | GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_RECIPIENT | GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_RECALL | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_RECALL | GEZIN_TAKES_ALL | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_IMPORT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 2,
      .run = gezin_exchange_import,
  },
  {
      .name = "outbox",
      .arguments = "",
      .summary = N_ ("list the bundles that wait to be sent or acknowledged"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_outbox,
  },
  {
      .name = "inbox",
      .arguments = "",
      .summary = N_ ("list the files that came from a mailbox"),
      .takes = GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_MAILBOX | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_exchange_sync,
  },
  {
      .name = "ledger",
      .arguments = "[DOSSIER]",
      .summary = N_ ("list what left and what came: when, to whom, and what they said"),
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .max_arguments = 1,
      .run = gezin_exchange_ledger,
  },
  { .name = NULL },
};
