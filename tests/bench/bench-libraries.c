/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does nothing, with every library of sendoffctl's loaded: what no change of the program's own code can get below. */

int
main (void)
{
  return 0;
}
