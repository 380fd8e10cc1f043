/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In sanitized programs with GTK: what a library allocates in its constructor and drops later isn't looked for. GLib leaves its first table
 * of quarks behind on purpose once there are more than 2,048. No line of leaks-of-libraries.supp could name it: the quick stack walk, which
 * the leak check needs to be done in minutes, doesn't get past g_malloc in a library that was built without frame pointers. */

#include <sanitizer/lsan_interface.h>

static void
begin (void)
{
  __lsan_disable ();
}

/* Before the libraries' constructors; the program's own come after theirs. */
__attribute__ ((section (".preinit_array"), used)) static void (*const before_libraries) (void) = begin;

__attribute__ ((constructor)) static void
end (void)
{
  __lsan_enable ();
}
