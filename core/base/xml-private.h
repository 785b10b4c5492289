/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** gezin_xml_prepare_process: Sets libxml2's process-wide state, once. Safe from any thread. */
void gezin_xml_prepare_process (void);

G_END_DECLS
