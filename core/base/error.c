/* SPDX-License-Identifier: EUPL-1.2 */

/* From an error to the status that it means.
 *
 * Invariant: a domain of ours starts with "gezin-" and its codes are made of
 * hundreds (the status) and a rest (what it is exactly). */

#include "base/error.h"

#include <gio/gio.h>

GezinStatus
gezin_error_status (const GError *error)
{
  const char *domain;

  if (error == NULL)
    return GEZIN_STATUS_DONE;

  domain = g_quark_to_string (error->domain);
  if (domain != NULL && g_str_has_prefix (domain, "gezin-"))
    {
      int status = error->code / 100;

      if (status >= GEZIN_STATUS_NO && status <= GEZIN_STATUS_MACHINE)
        return (GezinStatus) status;
    }
  if (error->domain == G_OPTION_ERROR)
    return GEZIN_STATUS_USE;
  return GEZIN_STATUS_MACHINE;
}
