/* SPDX-License-Identifier: EUPL-1.2 */

/* Reading what must not be seen.
 *
 * Invariant: the characters go from the file descriptor straight into a
 * GezinSecret; nothing of them is in any other buffer. */

#include "gezin/passphrase.h"

#include "base/limits.h"
#include "gezin/command.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define INTERRUPT 0x03
#define END_OF_INPUT 0x04
#define BACKSPACE 0x08
#define CLEAR_LINE 0x15
#define ESCAPE 0x1b
#define DELETE 0x7f

static GezinSecret *
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_USE, sentence);
  return NULL;
}

/* What is in @line up to @length, as a secret of that size. */
static GezinSecret *
take_line (const GezinSecret *line, gsize length, GError **error)
{
  if (length == 0)
    return refuse (error, _ ("Nothing was typed: a passphrase or key is needed."));
  if (length > GEZIN_MAX_PASSPHRASE_BYTES)
    return refuse (error, _ ("That is longer than a passphrase or key may be: shorten it."));
  return gezin_secret_new_copy (gezin_secret_peek (line), length);
}

static GezinSecret *
read_first_line (const char *path, GError **error)
{
  g_autoptr (GezinSecret) line = gezin_secret_new (GEZIN_MAX_PASSPHRASE_BYTES + 2);
  guint8 *bytes = gezin_secret_bytes (line);
  gsize length = 0;
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

  if (file < 0)
    return refuse (error, _ ("The file with the passphrase or key cannot be read: look at its name "
                             "and its permissions."));
  while (length <= GEZIN_MAX_PASSPHRASE_BYTES)
    {
      ssize_t got = read (file, bytes + length, 1);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0 || bytes[length] == '\n')
        break;
      length++;
    }
  close (file);
  if (length > 0 && bytes[length - 1] == '\r')
    length--;
  return take_line (line, length, error);
}

/* Takes the last character, of one or more bytes, away. */
static gsize
drop_character (const guint8 *bytes, gsize length)
{
  while (length > 0 && (bytes[length - 1] & 0xc0) == 0x80)
    length--;
  return length > 0 ? length - 1 : 0;
}

/* Reads one line from a terminal that echoes nothing and sends no signals; FALSE when it was broken off. */
static gboolean
type_line (int terminal, guint8 *bytes, gsize *length)
{
  *length = 0;
  for (;;)
    {
      ssize_t got = read (terminal, bytes + *length, 1);
      guint8 c = bytes[*length];

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0 || c == INTERRUPT || c == END_OF_INPUT || c == ESCAPE)
        return FALSE;
      if (c == '\n' || c == '\r')
        return TRUE;
      if (c == BACKSPACE || c == DELETE)
        *length = drop_character (bytes, *length);
      else if (c == CLEAR_LINE)
        *length = 0;
      else if (*length <= GEZIN_MAX_PASSPHRASE_BYTES)
        (*length)++;
    }
}

static void
say (int terminal, const char *text)
{
  /* If the terminal is gone, the read that follows says so. */
  if (write (terminal, text, strlen (text)) < 0)
    return;
}

static GezinSecret *
ask_terminal (const char *prompt, GError **error)
{
  g_autoptr (GezinSecret) line = gezin_secret_new (GEZIN_MAX_PASSPHRASE_BYTES + 2);
  struct termios before, silent;
  gsize length;
  gboolean typed;
  int terminal = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

  if (terminal < 0 || tcgetattr (terminal, &before) != 0)
    {
      if (terminal >= 0)
        close (terminal);
      return refuse (error, _ ("There is no terminal to ask for the passphrase or key: give a file "
                               "with --passphrase-file or the option that belongs to it."));
    }
  silent = before;
  silent.c_lflag &= (tcflag_t) ~(ECHO | ICANON | ISIG);
  silent.c_cc[VMIN] = 1;
  silent.c_cc[VTIME] = 0;
  tcsetattr (terminal, TCSAFLUSH, &silent);
  say (terminal, prompt);
  say (terminal, " ");
  typed = type_line (terminal, gezin_secret_bytes (line), &length);
  tcsetattr (terminal, TCSAFLUSH, &before);
  say (terminal, "\n");
  close (terminal);
  if (!typed)
    return refuse (error, _ ("Broken off: nothing was done."));
  return take_line (line, length, error);
}

GezinSecret *
gezin_passphrase_read (const char *path, const char *prompt, GError **error)
{
  return path != NULL ? read_first_line (path, error) : ask_terminal (prompt, error);
}

GezinSecret *
gezin_passphrase_choose (const char *path, GError **error)
{
  g_autoptr (GezinSecret) once = NULL;
  g_autoptr (GezinSecret) again = NULL;

  once = gezin_passphrase_read (path, _ ("New passphrase:"), error);
  if (once == NULL || path != NULL)
    return g_steal_pointer (&once);
  again = ask_terminal (_ ("The same once more:"), error);
  if (again == NULL)
    return NULL;
  if (!gezin_secret_equal (once, again))
    return refuse (error, _ ("The two are not the same: nothing was changed; try again."));
  return g_steal_pointer (&once);
}
