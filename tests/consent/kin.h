/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

/* One small family, and what its members say, as lines of support/builder.h. */

#define BASE \
  "family f name=Vos municipality=Utrecht\n" \
  "organisation school name=School kind=school legal-person=true\n" \
  "organisation vt name='Veilig Thuis' kind=veilig-thuis legal-person=true\n" \
  "organisation gi name=GI kind=gi legal-person=true bsn-authorised=true\n" \
  "person els given-names=Els birth-date=1985-03-01 about=@els\n" \
  "person bas given-names=Bas birth-date=1984-03-01 about=@bas\n" \
  "person jan given-names=Jan birth-date=2018-05-01 bsn=111222333 about=@jan\n" \
  "goal doel text=Rust about=@els\n" \
  "goal kind text=School about=@jan\n"
#define YES(name, subject, by) \
  "consent " name " subject=@" subject " given-by=@" by " purpose=coordinate-care " \
  "recipient=@school categories=identity,care,process decision=given given-on=2026-01-05 "
#define ALONE "authority g child=@jan holder=@els type=parent-alone from=2018-05-01\n"
#define JOINT \
  "authority g child=@jan holder=@els type=parents-joint from=2018-05-01\n" \
  "authority h child=@jan holder=@bas type=parents-joint from=2018-05-01\n"

#define TO_SCHOOL \
  { \
    .to = "school", .purpose = "coordinate-care" \
  }
#define ON(DAY) \
  { \
    .to = "school", .purpose = "coordinate-care", .day = DAY \
  }
