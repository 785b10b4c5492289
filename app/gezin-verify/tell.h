/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/bundle.h"

G_BEGIN_DECLS

/** gezin_tell: (transfer full): @judgement for people, a line for each part. */
char *gezin_tell (const GezinJudgement *judgement);

G_END_DECLS
