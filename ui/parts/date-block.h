/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A day at the beginning of a row: its number above its month. */

GtkWidget *gezin_date_block_new (void);

/** gezin_date_block_show: With its year when that is not @today's (nullable). */
void gezin_date_block_show (GtkWidget *block, const GDate *day, const GDate *today);

G_END_DECLS
