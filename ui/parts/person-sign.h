/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  GEZIN_SIGN_UNKNOWN, /* a diamond */
  GEZIN_SIGN_FEMALE, /* a circle */
  GEZIN_SIGN_MALE, /* a square */
  GEZIN_SIGN_UNBORN, /* a triangle */
} GezinSignShape;

/** GezinPersonSign: A person as in a genogram (McGoldrick), with the age inside; decoration, the text beside it says the same. */
#define GEZIN_TYPE_PERSON_SIGN (gezin_person_sign_get_type ())
G_DECLARE_FINAL_TYPE (GezinPersonSign, gezin_person_sign, GEZIN, PERSON_SIGN, GtkWidget)

/** gezin_person_sign_new: @age: in years, or -1 when it is not known. */
GtkWidget *gezin_person_sign_new (GezinSignShape shape, int age, gboolean is_deceased);

G_END_DECLS
