// Package testkit is what tests of several packages share: the program built
// anew, tools that may be missing, helpers that the test binary itself can be,
// and trees of files. What comes in are tests, what goes out are programs,
// processes and files that end with them. It never takes part in the program:
// only tests import it.
package testkit
