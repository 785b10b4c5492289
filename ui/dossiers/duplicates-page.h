/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_duplicates_page_new: (transfer floating): Families and people who are perhaps here twice, why, and what to do about it. */
GtkWidget *gezin_duplicates_page_new (GezinSession *session);

G_END_DECLS
