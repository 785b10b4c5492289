/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinApplication: The program with a window. A second start brings the first to the front. */
#define GEZIN_TYPE_APPLICATION (gezin_application_get_type ())
G_DECLARE_FINAL_TYPE (GezinApplication, gezin_application, GEZIN, APPLICATION, AdwApplication)

GezinApplication *gezin_application_new (void);

G_END_DECLS
