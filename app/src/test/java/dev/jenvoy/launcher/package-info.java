/**
 * Tests of the launcher as a process, in folders of their own: with stand-ins for Java and Maven that write down how
 * they were called, and once with the real ones.
 */
@NullMarked
package dev.jenvoy.launcher;

import org.jspecify.annotations.NullMarked;
