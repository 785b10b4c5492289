/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "reference/sounds.h"

G_BEGIN_DECLS

/* Whether two persons are one, or two dossiers of one family: a suspicion with
 * its reasons, never more. Conservative: what could as well be a brother, a twin
 * or somebody of the same name is not told. */

/** GEZIN_DUPLICATES_PEOPLE, GEZIN_DUPLICATES_FAMILIES: The kinds of record that are judged. */
#define GEZIN_DUPLICATES_PEOPLE (GEZIN_KIND_PERSON)
#define GEZIN_DUPLICATES_FAMILIES (GEZIN_KIND_FAMILY)

/** GEZIN_DUPLICATE_LIKELY: The least score that is told to somebody who did not ask about one person. */
#define GEZIN_DUPLICATE_LIKELY (60)

/** GEZIN_DUPLICATE_PERHAPS: The least that is told to somebody who is about to make a new one. */
#define GEZIN_DUPLICATE_PERHAPS (45)

/**
 * GezinPersonCard:
 *
 * What is compared of one person: names as they sound, dates, numbers, where
 * they live and who their parents and children are. All heads count.
 */
typedef struct {
  GezinUuid dossier;
  GezinUuid record;
  char *name; /* as shown */
  GPtrArray *given; /* (element-type GezinSoundName) */
  GPtrArray *family; /* (element-type GezinSoundName): family name, birth name */
  GPtrArray *birth_dates; /* (element-type utf8): ISO, perhaps partial */
  GPtrArray *bsns; /* (element-type utf8) */
  GPtrArray *phones; /* (element-type utf8): national digits without the 0 */
  GPtrArray *emails; /* (element-type utf8): folded */
  GPtrArray
      *addresses; /* (element-type utf8): postcode, number and suffix, folded, without spacing */
  GPtrArray *parents; /* (element-type GezinSoundName): their whole names */
  GPtrArray *children;
  GPtrArray *same_as; /* (element-type utf8): ids that it is linked with */
  char *sex; /* (nullable): code; %NULL when heads differ */
} GezinPersonCard;

/** gezin_person_card_new: (transfer full) (nullable): Of @person in @view; %NULL if it is none, or removed. */
GezinPersonCard *gezin_person_card_new (const GezinSounds *sounds, const GezinView *view,
                                        const GezinUuid *person);

/** gezin_person_card_new_typed: (transfer full): Of somebody not written down yet; each may be %NULL or empty, @birth_date is ISO. */
GezinPersonCard *gezin_person_card_new_typed (const GezinSounds *sounds, const char *given,
                                              const char *family, const char *birth_date,
                                              const char *bsn, const char *phone,
                                              const char *postcode, const char *number);
void gezin_person_card_free (GezinPersonCard *card);

/**
 * gezin_duplicates_judge_people:
 * @reasons: (element-type GezinReason): to add to; sentences in the reader's language
 *
 * How sure it is that @a and @b are one person: 0 to 99. The same both ways.
 */
guint gezin_duplicates_judge_people (const GezinSounds *sounds, const GezinPersonCard *a,
                                     const GezinPersonCard *b, GPtrArray *reasons);

/** gezin_duplicates_are_linked: Whether `same-as` says already that they are one. */
gboolean gezin_duplicates_are_linked (const GezinPersonCard *a, const GezinPersonCard *b);

/** GezinFamilyCard: What is compared of one dossier. */
typedef struct {
  GezinUuid dossier;
  GezinSoundName *name; /* (nullable) */
  char *shown; /* (nullable): the name as shown */
  GPtrArray *addresses; /* (element-type utf8): as of a person */
  GPtrArray *same_as; /* (element-type utf8): ids of roots that it is linked with */
} GezinFamilyCard;

GezinFamilyCard *gezin_family_card_new (const GezinSounds *sounds, const GezinView *view);
GezinFamilyCard *gezin_family_card_new_typed (const GezinSounds *sounds, const char *name,
                                              const char *postcode, const char *number);
void gezin_family_card_free (GezinFamilyCard *card);

/** gezin_duplicates_judge_families: As above. @n_people: how many persons of the one are likely the same as one of the other. */
guint gezin_duplicates_judge_families (const GezinSounds *sounds, const GezinFamilyCard *a,
                                       const GezinFamilyCard *b, guint n_people,
                                       GPtrArray *reasons);

gboolean gezin_duplicates_families_are_linked (const GezinFamilyCard *a, const GezinFamilyCard *b);

/** gezin_duplicates_phone: (transfer full): The national digits of @text without the 0: equal for one number however it is written. */
char *gezin_duplicates_phone (const char *text);

/** gezin_duplicates_swapped: (transfer full) (nullable): The ISO day @date with day and month changed about, if that is another day. */
char *gezin_duplicates_swapped (const char *date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinPersonCard, gezin_person_card_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinFamilyCard, gezin_family_card_free)

G_END_DECLS
