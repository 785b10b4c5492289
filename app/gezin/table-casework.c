/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands about what thinks along: analysis, steps, deadlines, reviews, figures. */

#include "gezin/table.h"

#include <glib/gi18n.h>

const GezinCommand gezin_table_casework[] = {
  {
      .name = "analyse",
      .arguments = "DOSSIER [NUMBER]",
      .summary = N_ ("say what keeps the family stuck, and what the analysis lacks"),
      .description = N_ (
          "Each adopted conclusion has an analysis as of the day of its adoption, numbered from "
          "1 in order of those days, worked out of what was known then. \"gezin analyse DOSSIER "
          "--difference 1 2\" says what is different in 2."),
      .takes = GEZIN_TAKES_DATE | GEZIN_TAKES_SNAPSHOTS | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 1,
      .max_arguments = 2,
      .run = gezin_casework_analyse,
  },
  {
      .name = "steps",
      .arguments = "DOSSIER [WAY-OF-WORKING]",
      .summary = N_ ("say which steps are done, now and next, and what is still needed"),
      .description =
          N_ ("And what is asked at them, with why and with the answers that there are. A "
              "question is answered by `gezin add DOSSIER question code=CODE answer=TEXT`, "
              "with about=PERSON where it is asked of each."),
      .takes = GEZIN_TAKES_DATE | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_DATE | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_MONITOR | GEZIN_TAKES_DATE | GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_SESSION,
      .run = gezin_monitor_run,
  },
  {
      .name = "review",
      .arguments = "[DOSSIER [ask [RECORD]|remark RECORD FIELD TEXT|answer REMARK TEXT|"
                   "want [RECORD]|approve [RECORD]|changes]]",
      .summary = N_ ("say what was approved and what became of it; ask, remark, answer, approve"),
      .description = N_ (
          "Without a dossier: what waits for you, over all of them, the longest waiting first. "
          "With no more than a dossier: what was approved, whether that counts, and what is "
          "open. ask, want "
          "(changes) and approve are about one record or the whole dossier; --reason is what is "
          "said with it. A team lead approves: what stands there is signed as a list of "
          "versions, and what is written later has to be approved again. Nobody approves what "
          "they wrote themselves. changes: what is not as it was approved."),
      .takes = GEZIN_TAKES_REVIEW | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
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
      .takes = GEZIN_TAKES_CONFERENCE | GEZIN_TAKES_DATE | GEZIN_TAKES_OPEN,
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
      .takes = GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .min_arguments = 2,
      .max_arguments = 2,
      .run = gezin_deadlines_sign_off,
  },
  {
      .name = "deadlines",
      .arguments = "",
      .summary = N_ ("say what has to be done by when in all dossiers, what is overdue first"),
      .takes = GEZIN_TAKES_DATE | GEZIN_TAKES_DEADLINES | GEZIN_TAKES_OUTPUT | GEZIN_TAKES_OPEN,
      .needs = GEZIN_NEEDS_STORE,
      .run = gezin_deadlines_list,
  },
  { .name = NULL },
};
